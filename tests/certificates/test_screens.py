"""The CMS screens of certificates: each role sees its own units, nothing else, and nothing of a stranger's."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image
from wagtail.models import ModelLogEntry

from certificates.models import Award, CertificateTemplate
from certificates.services import issue, make_document
from tests import factories
from tests.certificates import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_towns(monkeypatch):
    """A certificate in 石碁镇 and one in 石楼镇."""
    monkeypatch.setattr("certificates.services.issuing.render_pdf", lambda facts: b"%PDF")
    monkeypatch.setattr("certificates.services.issuing.weasyprint_problem", lambda: None)
    made = {}
    for slug, name in (("shiqi", "何丽珊"), ("shilou", "冼䶮")):
        town = factories.unit(slug, name={"shiqi": "石碁镇", "shilou": "石楼镇"}[slug])
        enrollment = builders.completed(factories.person(town, name=name), title=f"课程{slug}", at=town)
        made[slug] = make_document(certificate=issue(enrollment=enrollment))
    return made


@pytest.mark.parametrize(
    ("at", "role", "seen"),
    [
        ("shiqi", "town_admin", {"何丽珊"}),
        ("shilou", "town_admin", {"冼䶮"}),
        ("shiqi", "cohort_manager", {"何丽珊"}),
        ("panyu", "district_admin", {"何丽珊", "冼䶮"}),
    ],
)
def test_the_register_shows_the_units_in_scope(two_towns, login, at, role, seen):
    unit = factories.district() if at == "panyu" else factories.unit(at)
    client = login(factories.person(unit, role))
    page = client.get(reverse("certificate_register:index")).content.decode()
    assert {name for name in ("何丽珊", "冼䶮") if name in page} == seen
    sheet = load_workbook(
        io.BytesIO(b"".join(client.get(reverse("certificate_register:index"), {"export": "xlsx"}).streaming_content))
    ).active
    assert {row[2] for row in sheet.iter_rows(min_row=2, values_only=True)} == seen
    answers = {
        slug: client.get(reverse("certificate_register:inspect", args=[made.pk])).status_code
        for slug, made in two_towns.items()
    }
    assert answers == {slug: 200 if made.holder.name in seen else 404 for slug, made in two_towns.items()}


@pytest.mark.parametrize("role", ["author", "expert", None])
def test_who_has_no_business_with_certificates_is_kept_out(two_towns, login, role):
    client = login(factories.person(factories.unit("shiqi"), *([role] if role else [])))
    answers = [
        client.get(reverse(name)).status_code for name in ("certificate_register:index", "awards:index", "awards:add")
    ]
    assert 200 not in answers


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_takes_the_same_queries_for_one_and_for_three(rows, monkeypatch, login, django_assert_num_queries):
    monkeypatch.setattr("certificates.services.issuing.render_pdf", lambda facts: b"%PDF")
    monkeypatch.setattr("certificates.services.issuing.weasyprint_problem", lambda: None)
    for n in range(rows):
        make_document(certificate=issue(enrollment=builders.completed(factories.person(), title=f"课程{n}")))
    client = login(factories.person(factories.unit("shiqi"), "town_admin"))
    client.get(reverse("certificate_register:index"))
    with django_assert_num_queries(13):
        client.get(reverse("certificate_register:index"))


def test_only_the_district_administrator_sets_a_seal_and_it_leaves_an_entry(two_towns, login):
    template = CertificateTemplate.objects.get()
    town_template = builders.template(factories.unit("shiqi"), name="石碁镇结业证书")
    url = reverse("wagtailsnippets_certificates_certificatetemplate:edit", args=[template.pk])
    town_url = reverse("wagtailsnippets_certificates_certificatetemplate:edit", args=[town_template.pk])
    town = login(factories.person(factories.unit("shiqi"), "town_admin"))
    assert town.get(url).status_code == 404
    assert "seal_image" not in town.get(town_url).content.decode()
    picture = io.BytesIO()
    Image.new("RGB", (60, 60), "white").save(picture, "PNG")
    picture.seek(0)
    picture.name = "seal.png"
    fields = ("name", "title", "title_en", "result_text", "issuer_name", "small_print")
    values = {field: getattr(template, field) for field in fields}
    district = login(factories.person(factories.district(), "district_admin"))
    data = values | {"organisation": template.organisation_id, "seal_image": picture}
    assert district.post(url, data).status_code == 302
    template.refresh_from_db()
    assert template.seal_image.name.startswith("seals/")
    assert ModelLogEntry.objects.filter(action="certificates.set_seal").count() == 1


def test_a_template_with_a_character_no_font_has_is_refused_where_it_was_typed(two_towns, login):
    template = CertificateTemplate.objects.get()
    url = reverse("wagtailsnippets_certificates_certificatetemplate:edit", args=[template.pk])
    client = login(factories.person(factories.district(), "district_admin"))
    values = {
        field: getattr(template, field) for field in ("name", "title", "title_en", "result_text", "small_print")
    }  # fmt: skip
    page = client.post(url, values | {"organisation": template.organisation_id, "issuer_name": "𰻞乡人民政府"})
    assert page.status_code == 200
    assert "U+30EDE" in page.content.decode()
    template.refresh_from_db()
    assert template.issuer_name != "𰻞乡人民政府"


def test_a_town_cannot_give_its_certificate_to_a_course_of_another_town(two_towns, login):
    Award.objects.all().delete()
    own = builders.template(factories.unit("shiqi"), name="石碁镇结业证书")
    foreign = two_towns["shilou"].enrollment.course
    client = login(factories.person(factories.unit("shiqi"), "town_admin"))
    page = client.post(reverse("awards:add"), {"course": foreign.pk, "template": own.pk})
    assert (page.status_code, Award.objects.count()) == (200, 0)
    mine = two_towns["shiqi"].enrollment.course
    client.post(reverse("awards:add"), {"course": mine.pk, "template": own.pk})
    assert Award.objects.get().course_id == mine.pk
