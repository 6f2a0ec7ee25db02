"""The chain on the page: what is counted, who may look, who is named."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from practice.models import Replication, Trainee
from reports.enums import Gap, Link
from reports.showing import view_of_case, view_of_place
from tests import factories
from tests.cases import library_builders as library
from tests.practice import builders as practice
from tests.practice import help_builders as calls
from tests.reports import builders as build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_up")]


@pytest.fixture
def towns():
    factories.district()
    return factories.unit("shiqiao", name="市桥街"), factories.unit("shilou", name="石楼镇")


def numbers(view) -> dict[str, int]:
    return {link.key: link.number for link in view.links}


def missing(view) -> dict[str, int]:
    return {gap.url.rstrip("/").rsplit("/", 1)[-1]: gap.number for link in view.links for gap in link.gaps}


def test_the_whole_chain_is_counted_from_the_records(towns):
    _source, adopter = towns
    case, idle = library.case("榕树下的楼长会"), library.case("没人教的案例")
    library.case("草稿", live=False)
    course = build.course_with(case)
    learner = factories.person(adopter, name="谢莲香")
    build.certified(course, learner)
    build.certified(course, factories.person(adopter), status="revoked")
    practice.confirm(practice.replication(case, adopter, owner=learner))
    practice.replication(case, factories.unit("shiqi"), state="intent")
    view = view_of_place(factories.district(), "番禺区")
    assert list(numbers(view).values()) == [2, 1, 1, 1, 1, 1, 0]
    assert missing(view) == {"untaught": 1, "unwritten": 1}
    assert idle.title == "没人教的案例"
    by_place = {line.name: line.numbers for line in view.lines}
    assert by_place["市桥街"] == [2, 1, 1, 0, 1, 1, 0]
    assert by_place["石楼镇"] == [0, 0, 0, 1, 1, 1, 0]
    assert list(numbers(view_of_case(case, "")).values()) == [1, 1, 1, 1, 1, 1, 0]


def test_a_new_case_counts_once_readers_can_read_it(towns):
    _source, adopter = towns
    case = library.case()
    row = practice.confirm(practice.replication(case, adopter))
    grown = library.case("长出来的案例", at=adopter)
    library.proof_file(grown, factories.person(adopter), is_public=False)
    Replication.objects.filter(pk=row.pk).update(submission=grown.submissions.get())
    assert numbers(view_of_case(case, ""))[Link.NEW_CASES] == 1
    grown.unpublish()
    assert numbers(view_of_case(case, ""))[Link.NEW_CASES] == 0


def test_a_confirmation_that_was_taken_back_does_not_count(towns):
    case = library.case()
    row = practice.confirm(practice.replication(case))
    row.confirmations.filter(side="expert").update(withdrawn_at=timezone.now())
    view = view_of_case(case, "")
    assert numbers(view)[Link.CONFIRMED] == 0
    assert [gap.label for link in view.links for gap in link.gaps][-1] == Gap.UNCONFIRMED.label


def test_replications_without_a_step_for_two_months_are_named(towns, login):
    case = library.case()
    old = timezone.now() - datetime.timedelta(days=61)
    practice.replication(case, changed_at=old)
    practice.replication(case, factories.unit("shiqi"), changed_at=old, state="stopped", stop_reason="money")
    page = login(factories.person(towns[0], Role.TOWN_REVIEWER)).get("/reports/chain/panyu/stuck/")
    assert [row.adopter.slug for row in page.context["page"].object_list] == ["shilou"]


def test_people_are_named_only_to_whoever_keeps_their_certificates(towns, login):
    """Three idle people: one of the own town, one of another, and one who has a project."""
    source, adopter = towns
    course = build.course_with(library.case())
    for unit, name in ((adopter, "谢莲香"), (source, "高凤仪")):
        build.certified(course, factories.person(unit, name=name))
    busy = factories.person(adopter, name="忙碌的人")
    build.certified(course, busy)
    row = practice.replication(library.case("另一个"), adopter)
    Trainee.objects.create(replication=row, person=busy, course=course)
    url = reverse("reports:gap", args=["panyu", "idle"])
    page = login(factories.person(adopter, Role.TOWN_ADMIN)).get(url)
    text = page.content.decode()
    assert ("谢莲香" in text, "高凤仪" in text, "忙碌的人" in text) == (True, False, False)
    assert page.context["hidden"] == 1
    for role in (Role.CASE_CONTRIBUTOR, Role.AUTHOR, Role.EXPERT):
        page = login(factories.person(adopter, role)).get(url)
        assert ("谢莲香" in page.content.decode(), page.context["hidden"]) == (False, 2)


def test_the_table_is_exported_as_it_stands_and_noted(towns, login):
    library.case(at=factories.unit("yile", parent=towns[0], level="village", name="=怡乐社区"))
    reader = factories.person(towns[0], Role.TOWN_REVIEWER)
    page = login(reader).get("/reports/chain/shiqiao/?export=xlsx")
    rows = list(load_workbook(io.BytesIO(b"".join(page.streaming_content))).active.iter_rows(values_only=True))
    assert rows[1:] == [("'=怡乐社区", 1, 0, 0, 0, 0, 0, 0), ("市桥街", 1, 0, 0, 0, 0, 0, 0)]
    assert len(rows[0]) == 8


@pytest.mark.parametrize("count", [1, 3])
def test_the_chain_asks_as_often_for_one_as_for_many(towns, login, django_assert_num_queries, count):
    source, adopter = towns
    cases = library.many(count)
    course = build.course_with(*cases)
    for case in cases:
        build.certified(course, factories.person(adopter))
        practice.confirm(practice.replication(case, adopter))
    client = login(factories.person(source, Role.TOWN_REVIEWER))
    client.get("/reports/chain/")
    of_case = reverse("reports:case_chain", args=[cases[0].translation_key])
    expected = [
        ("/reports/chain/", 16), ("/reports/chain/panyu/unwritten/", 13), ("/reports/chain/panyu/idle/", 13),
        ("/reports/chain/panyu/unpracticed/", 11), (of_case, 14),
    ]  # fmt: skip
    for path, queries in expected:
        with django_assert_num_queries(queries):
            client.get(path)


@pytest.mark.parametrize(
    "path", ["/reports/chain/nowhere/", "/reports/chain/panyu/nothing/", "/reports/chain/nowhere/idle/"]
)
def test_what_does_not_exist_is_not_found(towns, login, path):
    assert login(factories.person(towns[0], Role.TOWN_REVIEWER)).get(path).status_code == 404


def test_a_call_for_help_is_a_gap_until_an_answer_names_a_case(towns, login):
    source, adopter = towns
    case = library.case()
    village = factories.unit("cun", parent=adopter, level="village", name="赤岗村")
    post = calls.call(calls.contributor(village), title="夜里停车没人管")
    client = login(factories.person(source, Role.TOWN_REVIEWER))
    page = client.get("/reports/chain/shilou/unmet/")
    assert [row.title for row in page.context["page"].object_list] == ["夜里停车没人管"]
    assert missing(view_of_place(adopter, ""))["unmet"] == 1
    calls.answer(post).cases.add(case)
    assert list(client.get("/reports/chain/shilou/unmet/").context["page"].object_list) == []
