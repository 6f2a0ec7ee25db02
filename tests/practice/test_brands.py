"""Brands: counted from records, signed by experts, moved with a recorded cause, shown to everybody alike."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry, PageLogEntry

from accounts.enums import Role
from accounts.models import Notice
from cases.models import CasePage
from cases.services import set_evidence_level
from learning.models import Enrollment
from practice.counting import figures_of
from practice.enums import StageCause
from practice.maturity import FIRST_CRITERIA
from practice.models import BrandPage, MaturityRule, StageChange
from practice.services import (
    confirm_outcome,
    review_all,
    review_brand,
    review_stage,
    sign_criterion,
    withdraw_confirmation,
    withdraw_signature,
)
from practice.spreading import NotPossible
from tests import factories
from tests.cases import library_builders as library
from tests.practice import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db):
    MaturityRule.objects.create(name="试行", valid_from="2026-01-01", criteria=list(FIRST_CRITERIA))
    return factories.unit("shiqiao", name="市桥街")


@pytest.fixture
def case(town):
    return library.case(at=town, evidence_level=3)


@pytest.fixture
def brand(town, case):
    return builders.brand(town, cases=[case], courses=[factories.course("楼长课")])


def expert(**fields):
    return factories.person(factories.district(), Role.EXPERT, **fields)


def stage(brand) -> str:
    return BrandPage.objects.values_list("stage", flat=True).get(pk=brand.pk)


def moves(brand) -> list[tuple[str, str, str]]:
    return list(brand.stage_changes.order_by("pk").values_list("before", "after", "cause"))


def test_figures_are_counted_once_and_without_the_own_town(brand, case, town):
    course = brand.brand_courses.get().course
    for status in ("completed", "completed", "active"):
        learner = factories.person(town)
        done = timezone.now() if status == "completed" else None
        Enrollment.objects.create(learner=learner, course=course, organisation=town, status=status, completed_at=done)
    other, third = factories.unit("shilou"), factories.unit("shawan")
    builders.confirm(builders.replication(case, other, town=other))
    builders.replication(case, factories.unit("cun", parent=other, level="village"), town=other)
    builders.replication(case, third, town=third, state="intent")
    builders.replication(case, factories.unit("own", parent=town, level="village"), town=town)
    assert figures_of([brand])[brand.pk] == {
        "actors": 3, "cases": 1, "proven": 1, "courses": 1, "trained": 2, "begun": 1, "confirmed": 1,
    }  # fmt: skip


def test_a_signature_moves_the_stage_and_taking_it_back_moves_it_again(brand, town):
    factories.person(town, Role.TOWN_REVIEWER, name="镇审")
    signer = expert()
    made = sign_criterion(brand=brand, criterion="rules", by=signer, words="看过公约")
    again = sign_criterion(brand=brand, criterion="rules", by=expert(), words="我也看过")
    assert (made.pk, stage(brand), Notice.objects.filter(kind="result").count()) == (again.pk, "formed", 1)
    withdraw_signature(signature=made, by=signer, reason="公约换了")
    withdraw_signature(signature=made, by=signer, reason="又一次")
    assert moves(brand) == [("seed", "formed", "signed"), ("formed", "seed", "taken_back")]
    assert brand.stage_changes.first().facts["signed"] == ["rules"]
    assert set(PageLogEntry.objects.filter(page=brand).values_list("action", flat=True)) >= {
        "practice.sign", "practice.stage", "practice.unsign",
    }  # fmt: skip
    assert ModelLogEntry.objects.filter(action="practice.stage").count() == 0


def test_only_experts_from_elsewhere_sign_and_only_what_is_asked_of_them(brand, town):
    local = factories.person(town)
    factories.RoleGrant.objects.create(
        user=local, organisation=factories.district(), role=Role.EXPERT, since="2024-01-01"
    )
    for by in (local, factories.person(town, Role.TOWN_REVIEWER), factories.person(factories.district())):
        with pytest.raises(PermissionDenied):
            sign_criterion(brand=brand, criterion="rules", by=by, words="好")
    with pytest.raises(NotPossible):
        sign_criterion(brand=brand, criterion="cases", by=expert(), words="好")
    with pytest.raises(ValidationError):
        sign_criterion(brand=brand, criterion="rules", by=expert(), words=" ")
    assert stage(brand) == "seed"


def test_a_confirmed_adoption_moves_the_brand_and_its_withdrawal_moves_it_back(
    brand, case, django_capture_on_commit_callbacks
):
    for criterion in ("rules", "lasting"):
        sign_criterion(brand=brand, criterion=criterion, by=expert(), words="看过")
    other = factories.unit("shilou")
    builders.replication(case, factories.unit("shawan"), town=factories.unit("shawan"))
    row = builders.confirm(builders.replication(case, other, town=other), "source")
    assert stage(brand) == "model"
    guide = expert()
    with django_capture_on_commit_callbacks(execute=True):
        word = confirm_outcome(replication=row, side="expert", by=guide, words="旁听过")
    assert stage(brand) == "exporting"
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_confirmation(confirmation=word, by=guide, reason="看错了")
    assert moves(brand)[-2:] == [("model", "exporting", "counted"), ("exporting", "model", "counted")]


def test_nothing_moves_twice_and_a_new_rule_says_so(brand):
    sign_criterion(brand=brand, criterion="rules", by=expert(), words="看过")
    assert review_stage(brand=brand, cause=StageCause.COUNTED) is None
    assert review_all() == 0
    harder = [one | {"least": 9} if one["key"] == "cases" else one for one in FIRST_CRITERIA]
    MaturityRule.objects.create(name="第二版", valid_from=timezone.localdate(), criteria=harder)
    call_command("review_brands")
    assert moves(brand)[-1] == ("formed", "seed", "rule")


def test_the_review_of_a_year_is_written_once_by_the_district(brand, town):
    reviewer = factories.person(factories.district(), Role.DISTRICT_REVIEWER)
    year = timezone.localdate().year
    for words in ("清楚", "又一次"):
        review_brand(brand=brand, year=year, words=words, advice="", by=reviewer)
    assert list(brand.reviews.values_list("year", "words", "stage")) == [(year, "清楚", "seed")]
    with pytest.raises(PermissionDenied):
        review_brand(
            brand=brand, year=year - 1, words="好", advice="", by=factories.person(town, Role.TOWN_REVIEWER)
        )  # fmt: skip


def test_without_a_rule_nothing_moves(case, town):
    MaturityRule.objects.all().delete()
    brand = builders.brand(town, cases=[case])
    assert review_stage(brand=brand, cause=StageCause.COUNTED) is None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(["sign", "unsign", "level_up", "level_down", "confirm", "withdraw"]), max_size=8))
def test_every_move_has_a_cause_and_the_history_is_complete(brand, case, acts):
    """Whatever people do in whatever order: the stage is what the last change says, each change begins where the
    one before ended, and none is without a move."""
    signer, home, guide = expert(), factories.person(case.organisation, Role.CASE_CONTRIBUTOR), expert()
    other = factories.unit("shilou")
    row = case.replications.first() or builders.confirm(builders.replication(case, other, town=other), "source")
    for act in acts:
        if act == "sign":
            for criterion in ("rules", "lasting"):
                sign_criterion(brand=brand, criterion=criterion, by=signer, words="看过")
        elif act == "unsign":
            for one in brand.signatures.filter(withdrawn_at=None):
                withdraw_signature(signature=one, by=signer, reason="变了")
        elif act.startswith("level"):
            set_evidence_level(case=case, level=3 if act == "level_up" else 1, by=home, reason="核过")
            review_all()
        elif act == "confirm":
            confirm_outcome(replication=row, side="expert", by=guide, words="看过")
            review_all()
        else:
            for one in row.confirmations.standing().filter(side="expert"):
                withdraw_confirmation(confirmation=one, by=guide, reason="看错了")
            review_all()
    changes = list(StageChange.objects.filter(brand=brand).order_by("pk"))
    ends = ["seed", *(change.after for change in changes)]
    assert [change.before for change in changes] == ends[:-1]
    assert all(change.before != change.after and change.cause for change in changes)
    assert stage(brand) == ends[-1]
    levels = list(case.evidence_changes.order_by("pk"))
    assert CasePage.objects.get(pk=case.pk).evidence_level == (levels[-1].after if levels else 3)
    assert all(one.after == max(one.judged, 4 if one.places >= 1 else 0) for one in levels)


def test_the_page_tells_everybody_the_same_and_names_nobody(brand, case):
    signer = expert(name="签名的专家")
    sign_criterion(brand=brand, criterion="rules", by=signer, words="看过公约")
    builders.replication(case, factories.unit("shilou", name="石楼镇"))
    text = Client().get(brand.url).content.decode()
    assert ("看过公约" in text, "石楼镇" in text, "签名的专家" in text, "13800000000" in text) == (
        True, True, False, False,
    )  # fmt: skip


def test_towns_without_a_brand_stand_in_the_index_and_filters_narrow(brand, town):
    factories.unit("nancun", name="南村镇", unit_type="town")
    client = Client()
    page = client.get("/brands/")
    assert ("南村镇" in page.content.decode(), brand.title in page.content.decode()) == (True, True)
    assert brand.title not in client.get("/brands/?stage=exporting").content.decode()
    assert client.get("/brands/?theme=nonsense&stage=1").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_index_and_page_ask_as_often_for_one_as_for_many(town, count, django_assert_num_queries):
    cases = library.many(count)
    for number in range(count):
        at = factories.unit(f"town{number}", unit_type="town")
        made = builders.brand(at, f"品牌{number}", cases=cases, courses=[factories.course(f"课{number}")])
        builders.replication(cases[number], factories.unit("shilou"), town=factories.unit("shilou"))
    client = Client()
    for path in ("/brands/", made.url):
        client.get(path)
    for path, queries in (("/brands/", 16), (made.url, 30)):
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200
