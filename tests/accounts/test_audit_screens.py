"""The audit trail: for auditors, within their units, searchable and never edited."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.log_actions import log

from learning.services import enroll
from tests import factories

pytestmark = pytest.mark.django_db
URL = "audit_trail"


@pytest.fixture
def two_entries():
    """An act in 石碁镇 and one in 石楼镇."""
    people = {
        slug: factories.person(factories.unit(slug, name=name), name=f"{name}的人")
        for slug, name in (("shiqi", "石碁镇"), ("shilou", "石楼镇"))
    }
    for person in people.values():
        log(instance=person, action="accounts.profile_changed", user=person)
    return people


@pytest.mark.parametrize(("at", "seen"), [("panyu", {"石碁镇的人", "石楼镇的人"}), ("shiqi", {"石碁镇的人"})])
def test_an_auditor_sees_what_people_of_the_units_did(two_entries, login, at, seen):
    unit = factories.district() if at == "panyu" else factories.unit(at)
    client = login(factories.person(unit, "auditor"))
    page = client.get(reverse(URL)).content.decode()
    assert {person.name for person in two_entries.values() if person.name in page} == seen
    answer = client.get(reverse(URL), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    labels = {row[1] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert {person.name for person in two_entries.values() if person.name in labels} == seen


@pytest.mark.parametrize("role", ["town_admin", "district_admin", "author", "sys_admin"])
def test_nobody_else_reads_the_trail_not_even_at_wagtails_own_address(two_entries, login, role):
    client = login(factories.person(factories.district(), role))
    answers = [
        client.get(reverse(name)).status_code
        for name in (URL, "wagtailadmin_reports:site_history", "wagtailadmin_reports:site_history_results")
    ]
    assert 200 not in answers


def test_the_trail_can_be_filtered_by_action(two_entries, login):
    client = login(factories.person(factories.district(), "auditor"))
    page = client.get(reverse(URL), {"action": "accounts.password_reset"}).content.decode()
    assert "石碁镇的人" not in page.split("</header>")[-1].split("<table")[-1]


def test_looking_at_a_person_leaves_a_trace(two_entries, login):
    admin = factories.person(factories.unit("shiqi"), "town_admin")
    login(admin).get(reverse("people:inspect", args=[two_entries["shiqi"].pk]))
    auditor = factories.person(factories.district(), "auditor")
    page = login(auditor).get(reverse(URL), {"action": "accounts.person_viewed"}).content.decode()
    assert two_entries["shiqi"].name in page


def test_rows_of_screens_without_an_edit_form_are_linked_to_where_they_can_be_read(login):
    course, _ = factories.course_with_lessons(1)
    enroll(learner=factories.person(name="何丽珊"), course=course)
    page = login(factories.person(factories.district(), "auditor")).get(reverse(URL))
    assert page.status_code == 200
    assert "何丽珊" in page.content.decode()
