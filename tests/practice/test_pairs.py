"""Pairs of towns: made by the district, reviewed by both sides, read by everybody, without names."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Notice
from practice.models import TownPair
from practice.services.pairing import end_pair, pair_towns, review_pair
from tests import factories
from tests.cases import library_builders as library
from tests.practice import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns(db):
    # A unit that is added later moves its sisters in the tree, so the third town comes first.
    factories.unit("shawan", name="沙湾街")
    factories.unit("shilou", name="石楼镇")
    factories.unit("shiqiao", name="市桥街")
    return factories.unit("shiqiao"), factories.unit("shilou")


@pytest.fixture
def district(towns):
    return factories.person(factories.district(), Role.DISTRICT_REVIEWER, name="区里的人")


@pytest.fixture
def pair(towns, district) -> TownPair:
    source, learner = towns
    return pair_towns(source=source, learner=learner, theme="deliberation", aim="学楼长会", by=district)


def browser(user=None) -> Client:
    made = Client()
    if user is not None:
        made.force_login(user, backend="accounts.backends.NameOrPhoneBackend")
    return made


def test_two_towns_are_paired_once_and_both_are_told(towns, district, pair):
    source, learner = towns
    people = [factories.person(town, Role.TOWN_REVIEWER) for town in towns]
    stranger = factories.person(factories.unit("shawan"), Role.TOWN_REVIEWER)
    again = pair_towns(source=source, learner=learner, theme="deliberation", aim="又一次", by=district)
    other = pair_towns(source=learner, learner=source, theme="culture", aim="学飘色", by=district)
    assert (again.pk, TownPair.objects.count()) == (pair.pk, 2)
    assert set(Notice.objects.values_list("user", flat=True)) == {person.pk for person in people}
    assert stranger.pk not in Notice.objects.values_list("user", flat=True)
    assert other.pk != pair.pk


def test_only_the_district_pairs_and_never_a_town_with_itself(towns, district):
    source, learner = towns
    for by in (factories.person(source, Role.TOWN_REVIEWER), factories.person()):
        with pytest.raises(PermissionDenied):
            pair_towns(source=source, learner=learner, theme="culture", aim="x", by=by)
    with pytest.raises(ValidationError):
        pair_towns(source=source, learner=source, theme="culture", aim="x", by=district)
    assert TownPair.objects.count() == 0


def test_each_side_speaks_once_a_year_and_nobody_else_does(towns, pair, district):
    source, learner = (factories.person(town, Role.TOWN_REVIEWER) for town in towns)
    for by, words in ((learner, "学会了公示"), (learner, "又一次"), (source, "被问倒两次")):
        review_pair(pair=pair, words=words, advice="", by=by)
    assert sorted(pair.reviews.values_list("town__slug", "words")) == [
        ("shilou", "学会了公示"), ("shiqiao", "被问倒两次"),
    ]  # fmt: skip
    with pytest.raises(PermissionDenied):
        review_pair(
            pair=pair, words="我也说", advice="", by=factories.person(factories.unit("shawan"), Role.TOWN_REVIEWER)
        )


def test_an_ended_pair_stays_readable_and_can_be_begun_anew(towns, pair, district):
    source, learner = towns
    for _twice in range(2):
        row = end_pair(pair=pair, by=district)
    assert row.until == timezone.localdate()
    anew = pair_towns(source=source, learner=learner, theme="deliberation", aim="再学", by=district)
    assert anew.pk != pair.pk
    assert browser().get(reverse("practice:pair", args=[pair.uuid])).status_code == 200


def test_adoptions_since_the_pairing_are_counted(towns, pair):
    source, learner = towns
    TownPair.objects.update(since=datetime.date(2026, 1, 1))
    builders.replication(library.case(at=source), learner, town=learner)
    builders.replication(library.case("更早的", at=source), learner, town=learner, begun_on=datetime.date(2025, 1, 1))
    builders.replication(library.case("别处的", at=factories.unit("shawan")), learner, town=learner)
    assert TownPair.objects.with_adoptions().get().adoptions == 1


def test_forms_say_what_is_wrong_and_the_pages_name_nobody(towns, pair, district):
    client = browser(district)
    told = {"learner": "shilou", "source": "shilou", "theme": "culture", "aim": "学飘色"}
    refused = client.post(reverse("practice:pair_new"), told)
    assert (refused.status_code, "学飘色" in refused.content.decode()) == (422, True)
    made = client.post(reverse("practice:pair_new"), told | {"source": "shiqiao"})
    assert made.status_code == 302
    side = factories.person(towns[1], Role.TOWN_REVIEWER, name="镇里的人")
    url = reverse("practice:pair_review", args=[pair.uuid])
    assert browser(side).post(url, {"words": "学会了", "advice": "多来"}).status_code == 302
    assert browser(factories.person(factories.unit("shawan"), Role.TOWN_REVIEWER)).get(url).status_code == 403
    for path in (reverse("practice:pairs"), reverse("practice:pair", args=[pair.uuid])):
        text = browser().get(path).content.decode()
        assert ("市桥街" in text, "区里的人" in text, "镇里的人" in text) == (True, False, False)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_as_often_for_one_as_for_many(towns, district, count, django_assert_num_queries):
    source, learner = towns
    for theme in ("deliberation", "culture", "volunteer")[:count]:
        row = pair_towns(source=source, learner=learner, theme=theme, aim="学", by=district)
    for year in range(count):
        row.reviews.create(town=source, year=2020 + year, words="好", by=district)
    client = Client()
    for path, queries in ((reverse("practice:pairs"), 2), (reverse("practice:pair", args=[row.uuid]), 2)):
        with django_assert_num_queries(queries):
            client.get(path)
