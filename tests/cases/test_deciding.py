"""Recommending, returning, rejecting, remarks, and the decision by a named person."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.enums import Role
from accounts.models import Notice
from cases.enums import ReviewState, State
from cases.models import Comment, Submission
from cases.services import (
    add_comment,
    decide,
    recommend,
    reject,
    remove_comment,
    return_for_revision,
)
from cases.workflow import NotPossible
from tests import factories
from tests.cases import review_builders as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return build.town()


def inbox(user) -> list[str]:
    return list(user.notices.values_list("text", flat=True))


def test_a_recommended_case_reaches_the_district_and_nobody_else(of):
    neighbor = build.town("shilou", "石楼镇")
    submission = build.handed_in(of)
    remark = add_comment(submission=submission, section="results", text="镇里的批注", by=of.reviewer)
    row, _made = recommend(submission=submission, by=of.reviewer, reason="材料齐全")
    assert (row.state, len(inbox(of.district))) == (State.DISTRICT_REVIEW, 1)
    assert [inbox(user) for user in (of.contributor, neighbor.reviewer, neighbor.contributor, *of.experts)] == [[]] * 7
    assert Comment.objects.get(pk=remark.pk).released_at is None


@pytest.mark.parametrize("state", ["town_review", "district_review", "expert_review"])
def test_a_returned_case_brings_reason_and_remarks_to_its_unit_only(of, state):
    neighbor = build.town("shilou", "石楼镇")
    by = of.reviewer if state == "town_review" else of.district
    submission = build.with_experts(of) if state == "expert_review" else build.handed_in(of, state=state)
    add_comment(submission=submission, section="results", text="请写统计口径", by=by)
    row, made = return_for_revision(submission=submission, by=by, reason="补充数据来源")
    assert (row.state, made.reason, row.comments.get().released_at is not None) == ("returned", "补充数据来源", True)
    assert ["退回修改" in text for text in inbox(of.contributor)] == [True]
    assert inbox(neighbor.contributor) == []
    assert not row.reviews.filter(state=ReviewState.ASSIGNED).exists()
    with pytest.raises(NotPossible):
        return_for_revision(submission=submission, by=by, reason="再退一次")
    assert len(inbox(of.contributor)) == 1


def test_rejecting_while_experts_read_is_a_decision_and_waits_for_them(of):
    submission = build.with_experts(of)
    with pytest.raises(NotPossible):
        reject(submission=submission, by=of.district, reason="不合适")
    with pytest.raises(ValidationError):
        decide(submission=submission, verdict="reject", by=of.district, reason="不合适")
    rejected, _made = reject(submission=build.handed_in(of, title="乙"), by=of.reviewer, reason="不是实践")
    assert (rejected.state, rejected.decided_at is not None) == ("rejected", True)


def test_a_new_case_is_not_adopted_without_experts(of):
    submission = build.handed_in(of, state=State.DISTRICT_REVIEW)
    with pytest.raises(ValidationError) as refused:
        decide(submission=submission, verdict="adopt", by=of.district, reason="很好")
    assert (refused.value.code, submission.decisions.count()) == ("reviews", 0)


@pytest.mark.parametrize(
    ("points", "verdict", "state"),
    [((5, 5), "reject", "rejected"), ((1, 1), "adopt", "adopted"), ((4, 4), "reserve", "reserve"),
     ((4, 4), "return", "returned")],
)  # fmt: skip
def test_the_score_never_decides_alone(of, points, verdict, state):
    submission = build.scored(of, *points)
    row, made = decide(submission=submission, verdict=verdict, by=of.district, reason="综合考虑")
    assert (row.state, made.reviewer, made.scores["mean"]) == (state, of.district, f"{points[0] * 20}.0")


@pytest.mark.parametrize("verdict", ["publish", "archive", "recommend", "withdraw"])
def test_only_four_verdicts_are_decisions(of, verdict):
    with pytest.raises(NotPossible):
        decide(submission=build.scored(of, 4, 4), verdict=verdict, by=of.district, reason="x")


def test_whoever_scored_does_not_decide(of):
    submission = build.scored(of, 4, 4)
    expert = of.experts[0]
    expert.role_grants.create(organisation=factories.district(), role=Role.DISTRICT_REVIEWER, since="2024-01-01")
    with pytest.raises(PermissionDenied):
        decide(submission=submission, verdict="adopt", by=expert, reason="我评过")
    assert Submission.objects.get(pk=submission.pk).state == State.EXPERT_REVIEW


def test_nobody_decides_a_case_of_the_own_unit(of):
    insider = factories.person(of.village, name="村里人")
    insider.role_grants.create(organisation=factories.district(), role=Role.DISTRICT_REVIEWER, since="2024-01-01")
    submission = build.scored(of, 4, 4)
    for verdict in ("adopt", "return", "reject", "reserve"):
        with pytest.raises(PermissionDenied):
            decide(submission=submission, verdict=verdict, by=insider, reason="自己村的")
    with pytest.raises(PermissionDenied):
        add_comment(submission=submission, section="summary", text="自己村的", by=insider)


def test_remarks_are_for_whoever_reviews_now(of):
    submission = build.handed_in(of)
    neighbor = build.town("shilou", "石楼镇")
    for user in (of.contributor, of.district, of.experts[0], neighbor.reviewer):
        with pytest.raises(PermissionDenied):
            add_comment(submission=submission, section="summary", text="插话", by=user)
    for section, text in (("nowhere", "没有这一部分"), ("summary", "  "), ("summary", "长" * 501)):
        with pytest.raises(ValidationError):
            add_comment(submission=submission, section=section, text=text, by=of.reviewer)
    first = add_comment(submission=submission, section="summary", text="请写清楚", by=of.reviewer)
    assert add_comment(submission=submission, section="summary", text="请写清楚 ", by=of.reviewer) == first
    assert (first.by_expert, first.signature) == (False, "黄镇审")


def test_an_own_remark_can_be_taken_back_until_it_is_sent(of):
    submission = build.handed_in(of)
    remark = add_comment(submission=submission, section="summary", text="写错了", by=of.reviewer)
    with pytest.raises(PermissionDenied):
        remove_comment(comment=remark, by=of.district)
    remove_comment(comment=remark, by=of.reviewer)
    kept = add_comment(submission=submission, section="summary", text="写对了", by=of.reviewer)
    return_for_revision(submission=submission, by=of.reviewer, reason="改")
    with pytest.raises(PermissionDenied):
        remove_comment(comment=kept, by=of.reviewer)
    assert list(submission.comments.values_list("text", flat=True)) == ["写对了"]


def test_an_expert_is_not_named_to_the_unit(of):
    submission = build.with_experts(of)
    remark = add_comment(submission=submission, section="summary", text="数字从哪来", by=of.experts[0])
    assert (remark.by_expert, remark.signature) == (True, "专家")


def test_a_case_in_reserve_may_be_adopted_later(of):
    submission = build.scored(of, 3, 3)
    decide(submission=submission, verdict="reserve", by=of.district, reason="先储备")
    row, _made = decide(submission=submission, verdict="adopt", by=of.district, reason="补充了数据")
    assert row.state == "adopted"
    assert Notice.objects.filter(user=of.contributor).count() == 2
