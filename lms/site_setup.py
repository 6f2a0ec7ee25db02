"""What every installation needs before anybody can work: units, holidays, front pages, help, privacy notice,
approval, certificate.

Each step looks first and adds what is missing; what people changed since stays as they left it.
"""

import datetime
import json
from pathlib import Path

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from accounts.models import Organisation, PrivacyNotice
from accounts.services import load_holidays, load_organisations
from cases.models import CaseIndexPage, Rubric
from cases.rubrics import FIRST_RUBRIC
from certificates.models import CertificateTemplate
from courses.models import CatalogPage
from courses.services import setup_workflow
from lms.models import HelpIndexPage, HelpPage, HomePage
from practice.checking import FIRST_SHEETS
from practice.maturity import FIRST_CRITERIA
from practice.models import BrandIndexPage, CheckSheet, MaturityRule

DATA = settings.BASE_DIR / "accounts" / "data"
TEXTS = Path(__file__).parent / "texts"
PRIVACY_FROM = datetime.date(2026, 1, 1)
TEMPLATE_NAME = "课程结业证书"
LIBRARY_INTRO = "镇街、村居和社会组织做过的事，写清楚了，别处就学得来。"
HELP_INTRO = "按您做的事找；找不到的，问本单位管理员。"
BRANDS_INTRO = "一镇街一品牌：一件事做久了、做实了，别处愿意来学。"
STANDARD_NOTE = "标准由区里制定和修改，现行标准为试行稿；能统计的由系统统计，其余由专家签认。"
ISSUER = "番禺区社区治理培训项目（示例）"


@transaction.atomic
def set_up_site() -> None:
    """Bring a fresh or an existing database to the point where courses can be written. Safe to repeat."""
    load_organisations(_data("organisations.json"))
    load_holidays(_data("holidays.json"))
    _front_pages()
    _help()
    _privacy_notice()
    _rubric()
    _brand_standard()
    _check_sheets()
    setup_workflow()
    _certificate_template()


def _data(name: str) -> list[dict]:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _front_pages() -> None:
    root = Page.get_first_root_node()
    # The name Wagtail gives it in its first migration; editors see it above every page.
    Page.objects.filter(pk=root.pk, title="Root").update(title="全部页面", draft_title="全部页面")
    home = HomePage.objects.first()
    if home is None:
        home = root.add_child(
            instance=HomePage(title=settings.SITE_NAME, slug="gongzhi", lead="基层治理，学了就用得上")
        )
        home.save_revision().publish()
    if not CatalogPage.objects.exists():
        Page.objects.get(pk=home.pk).specific.add_child(
            instance=CatalogPage(title="课程", slug="courses", intro="面向镇街、村居、社会组织和志愿者的社区治理课程。")
        )
        CatalogPage.objects.get().save_revision().publish()
    if not CaseIndexPage.objects.exists():
        Page.objects.get(pk=home.pk).specific.add_child(
            instance=CaseIndexPage(title="案例库", slug="cases", intro=LIBRARY_INTRO)
        )
        CaseIndexPage.objects.get().save_revision().publish()
    if not BrandIndexPage.objects.exists():
        Page.objects.get(pk=home.pk).specific.add_child(
            instance=BrandIndexPage(title="镇街品牌", slug="brands", intro=BRANDS_INTRO)
        )
        BrandIndexPage.objects.get().save_revision().publish()
    _default_site(home)
    _remove_welcome_page(root)


def _help() -> None:
    """The help as it was written for a fresh site. Whoever keeps it may rewrite and delete; nothing comes back."""
    if HelpIndexPage.objects.exists():
        return
    home = Page.objects.get(pk=HomePage.objects.get().pk).specific
    index = home.add_child(instance=HelpIndexPage(title="帮助", slug="help", intro=HELP_INTRO))
    index.save_revision().publish()
    for page in json.loads((TEXTS / "help.json").read_text(encoding="utf-8")):
        body = (TEXTS / "help" / f"{page['slug']}.html").read_text(encoding="utf-8").replace("\n", "")
        index.add_child(instance=HelpPage(body=body, **page)).save_revision().publish()


def _default_site(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name=settings.SITE_NAME)
    elif site.root_page_id != home.pk and not isinstance(site.root_page.specific, HomePage):
        site.root_page, site.site_name = home, settings.SITE_NAME
        site.save()


def _remove_welcome_page(root: Page) -> None:
    """Wagtail's first migration makes a plain page in English; nothing else makes plain pages below the root."""
    for page in Page.objects.child_of(root).filter(slug="home"):
        if page.specific_class is Page and not page.get_children().exists():
            page.delete()


def _privacy_notice() -> None:
    if not PrivacyNotice.objects.exists():
        text = (TEXTS / "privacy_1.html").read_text(encoding="utf-8").replace("\n", "")
        PrivacyNotice.objects.create(version="1", effective_from=PRIVACY_FROM, summary="首次发布", body=text)


def _rubric() -> None:
    if not Rubric.objects.exists():
        rubric = Rubric(name="案例评分标准（第1版）", valid_from=PRIVACY_FROM, criteria=FIRST_RUBRIC)
        rubric.full_clean()
        rubric.save()


def _brand_standard() -> None:
    if not MaturityRule.objects.exists():
        MaturityRule.objects.create(
            name="镇街品牌分级标准（试行）", valid_from=PRIVACY_FROM, criteria=list(FIRST_CRITERIA), note=STANDARD_NOTE
        )


def _check_sheets() -> None:
    for sheet in FIRST_SHEETS:
        if not CheckSheet.objects.filter(key=sheet["key"]).exists():
            CheckSheet.objects.create(**sheet)


def _certificate_template() -> None:
    if not CertificateTemplate.objects.exists():
        district = Organisation.objects.get(slug="panyu")
        template = CertificateTemplate(name=TEMPLATE_NAME, organisation=district, issuer_name=ISSUER)
        template.full_clean()
        template.save()
        template.save_revision()
