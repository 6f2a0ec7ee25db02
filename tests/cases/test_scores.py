"""What an expert types, hands in, and what happens when all are in."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Notice
from accounts.queries import due_after
from cases.enums import ReviewState
from cases.models import Review, Submission
from cases.services import assign_experts, decide, save_review, submit_review
from cases.workflow import NotPossible
from tests.cases import review_builders as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return build.town()


@pytest.fixture
def review(of) -> Review:
    return build.with_experts(of).reviews.get(expert=of.experts[0])


def test_half_a_judgement_is_kept_as_typed(review):
    first = {"scores": {"innovation": {"score": "4", "comment": "  先想到换"}}}
    save_review(review=review, by=review.expert, typed=first)
    row = save_review(review=review, by=review.expert, typed={"summary": "写到一半"})
    assert row.scores == {"innovation": {"score": 4, "comment": "  先想到换"}}
    assert (row.summary, row.total, row.state) == ("写到一半", None, ReviewState.ASSIGNED)
    cleared = {"scores": {"innovation": {"score": "", "comment": ""}}}
    assert save_review(review=review, by=review.expert, typed=cleared).scores == {
        "innovation": {"score": None, "comment": ""}
    }


@pytest.mark.parametrize(
    "typed",
    [
        {"scores": {"innovation": {"score": 6}}}, {"scores": {"innovation": {"score": 0}}},
        {"scores": {"innovation": {"score": "好"}}}, {"scores": {"beauty": {"score": 3}}},
        {"scores": {"innovation": {"score": 3, "comment": "长" * 301}}}, {"recommendation": "publish"},
        {"evidence_level": 6}, {"summary": "长" * 1001},
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_nothing_is_lost(review, typed):
    save_review(review=review, by=review.expert, typed=build.filled(4))
    with pytest.raises(ValidationError):
        save_review(review=review, by=review.expert, typed=typed)
    assert Review.objects.get(pk=review.pk).scores == build.filled(4)["scores"]


@pytest.mark.parametrize("missing", ["score", "comment", "summary", "recommendation", "evidence_level"])
def test_an_incomplete_judgement_is_not_handed_in(review, missing):
    typed = build.filled(4)
    if missing in ("score", "comment"):
        typed["scores"]["writing"][missing] = None if missing == "score" else " "
    else:
        typed[missing] = ""
    save_review(review=review, by=review.expert, typed=typed)
    with pytest.raises(ValidationError) as refused:
        submit_review(review=review, by=review.expert)
    assert (refused.value.error_list[0].code, len(refused.value.messages)) == (None, 1)
    assert Review.objects.get(pk=review.pk).state == ReviewState.ASSIGNED


def test_handed_in_it_is_frozen_and_handed_in_once(review):
    row = build.score(review, 4)
    again = submit_review(review=review, by=review.expert)
    assert (str(row.total), again.submitted_at) == ("80.0", row.submitted_at)
    with pytest.raises(NotPossible):
        save_review(review=review, by=review.expert, typed=build.filled(1))
    assert Review.objects.get(pk=review.pk).scores == build.filled(4)["scores"]


def test_nobody_writes_for_another_and_a_revoked_right_ends_it(of, review):
    for user in (of.experts[1], of.district, of.contributor):
        with pytest.raises(PermissionDenied):
            save_review(review=review, by=user, typed=build.filled(5))
        with pytest.raises(PermissionDenied):
            submit_review(review=review, by=user)
    review.expert.role_grants.update(until="2025-01-01")
    with pytest.raises(PermissionDenied):
        save_review(review=review, by=review.expert, typed=build.filled(5))


def test_the_last_one_in_brings_the_case_back_to_the_district(of):
    submission = build.with_experts(of)
    first, second = submission.reviews.order_by("pk")
    build.score(first, 4)
    assert not Submission.objects.awaiting(of.district).filter(pk=submission.pk).exists()
    assert not Notice.objects.filter(key__startswith="case-scored").exists()
    build.score(second, 4)
    row = Submission.objects.get(pk=submission.pk)
    assert Submission.objects.awaiting(of.district).filter(pk=submission.pk).exists()
    assert (row.third_needed, row.due_on) == (False, due_after(build.rubric().district_days))
    told = Notice.objects.get(key__startswith="case-scored")
    assert (told.user, "收齐" in told.text) == (of.district, True)


def test_two_that_are_far_apart_call_a_third_and_nobody_decides_before(of):
    submission = build.scored(of, 5, 2)
    assert submission.third_needed
    assert "第三位" in Notice.objects.get(key__startswith="case-scored").text
    for verdict in ("adopt", "reserve", "reject"):
        with pytest.raises(ValidationError) as refused:
            decide(submission=submission, verdict=verdict, by=of.district, reason="先定了")
        assert refused.value.code == "reviews"
    (third,) = assign_experts(submission=submission, experts=[of.experts[2]], by=of.district)
    assert third.is_third
    with pytest.raises(ValidationError):
        decide(submission=submission, verdict="adopt", by=of.district, reason="第三位还没交")
    build.score(third, 4)
    row, made = decide(submission=submission, verdict="adopt", by=of.district, reason="第三位也认可")
    assert (row.state, row.third_needed) == ("adopted", False)
    assert made.scores == {
        "version": 1, "mean": "73.3", "spread": "60.0", "totals": ["100.0", "40.0", "80.0"], "suggestion": "adopt",
    }  # fmt: skip


def test_a_spread_of_exactly_the_limit_calls_nobody(of):
    assert not build.scored(of, 5, 4).third_needed


def test_the_rubric_of_the_day_of_asking_counts(of):
    submission = build.with_experts(of)
    newer = build.Rubric(name="第2版", valid_from="2026-02-01", criteria=[
        {"key": "all", "label": "总体", "weight": 100, "best": "好", "middle": "中", "worst": "差"}])  # fmt: skip
    newer.save()
    assert str(build.score(submission.reviews.first(), 3).total) == "60.0"
