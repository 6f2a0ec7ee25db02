"""What every installation needs before anybody can work: units, front pages, privacy notice, approval, certificate.

Each step looks first and adds what is missing; what people changed since stays as they left it.
"""

import datetime
import json
from pathlib import Path

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from accounts.models import Organisation, PrivacyNotice
from accounts.services import load_organisations
from certificates.models import CertificateTemplate
from courses.models import CatalogPage
from courses.services import setup_workflow
from lms.models import HomePage

ORGANISATIONS = settings.BASE_DIR / "accounts" / "data" / "organisations.json"
PRIVACY_TEXT = Path(__file__).parent / "texts" / "privacy_1.html"
PRIVACY_FROM = datetime.date(2026, 1, 1)
TEMPLATE_NAME = "课程结业证书"
ISSUER = "番禺区社区治理培训项目（示例）"


@transaction.atomic
def set_up_site() -> None:
    """Bring a fresh or an existing database to the point where courses can be written. Safe to repeat."""
    load_organisations(json.loads(ORGANISATIONS.read_text(encoding="utf-8")))
    _front_pages()
    _privacy_notice()
    setup_workflow()
    _certificate_template()


def _front_pages() -> None:
    root = Page.get_first_root_node()
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
    _default_site(home)
    _remove_welcome_page(root)


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
        text = PRIVACY_TEXT.read_text(encoding="utf-8").replace("\n", "")
        PrivacyNotice.objects.create(version="1", effective_from=PRIVACY_FROM, summary="首次发布", body=text)


def _certificate_template() -> None:
    if not CertificateTemplate.objects.exists():
        district = Organisation.objects.get(slug="panyu")
        template = CertificateTemplate(name=TEMPLATE_NAME, organisation=district, issuer_name=ISSUER)
        template.full_clean()
        template.save()
        template.save_revision()
