"""The commands that prepare a site, and when they refuse."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from accounts.models import Organisation, PrivacyNotice, User
from cases.models import CaseIndexPage
from certificates.models import CertificateTemplate
from courses.models import CatalogPage
from lms.models import HelpIndexPage, HomePage
from practice.models import BrandIndexPage
from tests import factories

pytestmark = pytest.mark.django_db


def state() -> dict:
    return {
        "people": User.objects.count(),
        "units": Organisation.objects.count(),
        "pages": [page.specific_class for page in Page.objects.filter(depth__in=(2, 3))],
        "front": Site.objects.get().root_page.specific_class,
        "notices": list(PrivacyNotice.objects.values_list("version", flat=True)),
        "templates": list(CertificateTemplate.objects.values_list("issuer_name", flat=True)),
        "workflow": CatalogPage.objects.get().get_workflow().name,
    }


def test_setup_makes_what_a_site_needs_and_no_people():
    call_command("setup_site")
    assert state() == {
        "people": 0,
        "units": 29,
        "pages": [HomePage, CatalogPage, CaseIndexPage, BrandIndexPage, HelpIndexPage],
        "front": HomePage,
        "notices": ["1"],
        "templates": ["番禺区社区治理培训项目（示例）"],
        "workflow": "课程两步审核",
    }


def test_setup_again_keeps_what_people_changed():
    call_command("setup_site")
    CertificateTemplate.objects.update(issuer_name="石碁镇")
    HomePage.objects.update(lead="新的话")
    before = state()
    call_command("setup_site")
    assert state() == before
    assert HomePage.objects.get().lead == "新的话"


def test_setup_brings_a_site_to_its_own_front_page_once():
    home = factories.home()
    call_command("setup_site")
    assert Site.objects.get().root_page_id == home.pk


class TestDemoRefuses:
    def test_without_consent_where_debug_is_off(self):
        with pytest.raises(CommandError, match="yes-this-is-a-demo"):
            call_command("load_demo")
        assert User.objects.count() == 0

    def test_beside_real_people(self):
        factories.person(username="real")
        with pytest.raises(CommandError, match="--force"):
            call_command("load_demo", "--yes-this-is-a-demo")
        assert list(User.objects.values_list("username", flat=True)) == ["real"]
