"""Synonyms, searches in vain, and the version of the index: who keeps them, and what is kept."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.search.models import IndexEntry

from accounts.enums import Role
from courses.models import CoursePage
from lms.models import IndexState, SynonymGroup, ZeroHit
from lms.search.checks import STALE, index_is_current
from lms.search.services import record_zero_hit, remember_version
from lms.search.text import ANALYSER_VERSION
from tests import factories

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    return [page.title for page in CoursePage.objects.search(words)]


def test_a_synonym_an_author_adds_is_found_at_once_and_logged(login):
    author = factories.person(None, Role.AUTHOR)
    factories.course("居民委员会的一天")
    assert found("居委会") == []
    login(author).post(reverse("synonyms:add"), {"words": "居委会，居民委员会", "note": "简称"})
    assert SynonymGroup.objects.get().words == "居委会、居民委员会"
    assert found("居委会") == found("居委會") == ["居民委员会的一天"]
    entry = ModelLogEntry.objects.get(action="wagtail.create", content_type__model="synonymgroup")
    assert entry.user == author


@pytest.mark.parametrize(
    "words", ["居委会", "居委会、居委會", "居委会、甲", "居委会、居 民", "、".join(f"词语{n}" for n in range(9))]
)
def test_a_group_that_makes_no_sense_is_refused_with_a_reason(words):
    with pytest.raises(ValidationError) as refused:
        SynonymGroup(words=words).full_clean()
    assert list(refused.value.message_dict) == ["words"]


def test_what_was_typed_stays_in_the_form(login):
    client = login(factories.person(None, Role.AUTHOR))
    response = client.post(reverse("synonyms:add"), {"words": "居委会", "note": "只有一个"})
    assert (response.status_code, SynonymGroup.objects.count()) == (200, 0)
    assert "居委会" in response.content.decode() and "至少填写两个" in response.content.decode()


@pytest.mark.parametrize(
    "role", [Role.COHORT_MANAGER, Role.TOWN_REVIEWER, Role.TOWN_ADMIN, Role.SYS_ADMIN, Role.AUDITOR]
)
def test_other_roles_neither_see_synonyms_nor_searches(login, role):
    person = factories.person(None, role)
    SynonymGroup.objects.create(words="甲乙、丙丁")
    record_zero_hit(term="量子计算")
    assert (list(SynonymGroup.objects.visible_to(person)), list(ZeroHit.objects.visible_to(person))) == ([], [])
    for name in ("synonyms:index", "searches_without_result"):
        answer = login(person).get(reverse(name))
        assert answer.status_code in (302, 403)
        assert "量子计算" not in answer.content.decode() and "丙丁" not in answer.content.decode()


def test_searches_in_vain_are_counted_by_term_and_day_without_a_person():
    with time_machine.travel(datetime.datetime(2026, 11, 24, 4, tzinfo=datetime.UTC)):
        for term in ("量子计算", "量子計算", " 量子计算 "):
            record_zero_hit(term=term)
    with time_machine.travel(datetime.datetime(2026, 11, 25, 4, tzinfo=datetime.UTC)):
        record_zero_hit(term="量子计算")
    rows = list(ZeroHit.objects.order_by("day").values_list("term", "day", "count"))
    assert rows == [("量子计算", datetime.date(2026, 11, 24), 3), ("量子计算", datetime.date(2026, 11, 25), 1)]
    assert {field.name for field in ZeroHit._meta.get_fields()} == {"id", "term", "day", "count"}


@pytest.mark.parametrize("term", ["", "甲", "!!", "13800138000", "张三 138 0013 8000", "440113199001011234", "长" * 41])
def test_what_is_no_term_or_may_be_personal_is_not_kept(term):
    assert record_zero_hit(term=term) is None
    assert not ZeroHit.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_report_shows_the_most_wanted_first_in_a_fixed_number_of_queries(login, django_assert_num_queries, rows):
    for number in range(rows):
        for _ in range(number + 1):
            record_zero_hit(term=f"量子{number}号")
    client = login(factories.person(None, Role.AUTHOR))
    client.get(reverse("searches_without_result"))
    with django_assert_num_queries(REPORT_QUERIES):
        page = client.get(reverse("searches_without_result")).content.decode()
    places = [page.index(f"量子{number}号") for number in reversed(range(rows))]
    assert places == sorted(places)


REPORT_QUERIES = 18


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_synonyms_has_a_fixed_number_of_queries(login, django_assert_num_queries, rows):
    for number in range(rows):
        SynonymGroup.objects.create(words=f"甲{number}、乙{number}")
    client = login(factories.person(None, Role.AUTHOR))
    client.get(reverse("synonyms:index"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("synonyms:index"))


LIST_QUERIES = 18


def test_the_report_can_be_exported(login):
    record_zero_hit(term="量子计算")
    response = login(factories.person(None, Role.DISTRICT_ADMIN)).get(
        reverse("searches_without_result"), {"export": "xlsx"}
    )
    assert b"".join(response.streaming_content)[:2] == b"PK"


def test_an_index_of_another_making_is_told_of():
    remember_version()
    assert index_is_current(databases=["default"]) == []
    IndexState.objects.update(analyser_version=ANALYSER_VERSION - 1)
    assert [warning.id for warning in index_is_current(databases=["default"])] == [STALE]
    assert index_is_current(databases=None) == []


def test_an_index_of_unknown_making_is_told_of_unless_it_is_empty():
    IndexState.objects.all().delete()
    IndexEntry.objects.all().delete()
    assert index_is_current(databases=["default"]) == []
    factories.course()
    assert [warning.id for warning in index_is_current(databases=["default"])] == [STALE]
