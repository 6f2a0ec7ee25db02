"""Who is asked, who may not be, who steps out; and what is written down of it."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.enums import Role
from accounts.models import Membership, Notice
from accounts.queries import due_after
from cases.enums import ReviewState, State
from cases.models import Submission
from cases.services import (
    add_comment,
    assign_experts,
    candidates,
    let_off,
    recuse,
    recuse_found,
    save_review,
    submit_review,
)
from cases.workflow import NotPossible
from tests import factories
from tests.cases import review_builders as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return build.town()


def at_district(of) -> Submission:
    return build.handed_in(of, state=State.DISTRICT_REVIEW)


def move_into(user, unit) -> None:
    Membership.objects.create(user=user, organisation=unit, since=datetime.date(2024, 1, 1))


def test_each_expert_gets_the_version_the_rubric_and_the_day(of):
    submission = at_district(of)
    reviews = assign_experts(submission=submission, experts=of.experts[:2], by=of.district)
    row = Submission.objects.get(pk=submission.pk)
    rubric = build.rubric()
    assert (row.state, row.due_on) == (State.EXPERT_REVIEW, due_after(rubric.expert_days))
    assert [(one.version.number, one.rubric, one.due_on, one.is_third) for one in reviews] == [
        (1, rubric, due_after(15), False)
    ] * 2
    told = Notice.objects.filter(key__startswith="case-review:")
    assert set(told.values_list("user", flat=True)) == {user.pk for user in of.experts[:2]}


@pytest.mark.parametrize("count", [0, 1, 4])
def test_fewer_than_two_and_more_than_three_are_refused(of, count):
    submission = at_district(of)
    with pytest.raises(ValidationError) as refused:
        assign_experts(submission=submission, experts=of.experts[:count], by=of.district)
    assert refused.value.code == "experts"
    row = Submission.objects.get(pk=submission.pk)
    assert (row.state, row.reviews.count(), row.decisions.count()) == (State.DISTRICT_REVIEW, 0, 0)


def test_whoever_has_to_do_with_the_unit_is_listed_with_the_reason_and_refused(of):
    submission = at_district(of)
    works_there, wrote, reviewer, elsewhere = of.experts[0], of.experts[1], of.reviewer, build.town("shilou", "石楼镇")
    move_into(works_there, of.village)
    submission.sections.create(key="summary", data={}, saved_by=wrote)
    reviewer.role_grants.create(organisation=factories.district(), role=Role.EXPERT, since="2024-01-01")
    stranger = factories.person(elsewhere.town, Role.EXPERT, name="外镇专家")
    found = {one.user: one.obstacle for one in candidates(submission)}
    assert {user.name for user, why in found.items() if why} == {works_there.name, wrote.name, reviewer.name}
    assert (stranger in found, found[of.experts[2]]) == (False, "")
    for bad in (works_there, wrote, reviewer, stranger, of.district):
        with pytest.raises(ValidationError) as refused:
            assign_experts(submission=submission, experts=[of.experts[2], bad], by=of.district)
        assert refused.value.code == "experts"
    assert submission.reviews.count() == 0


def test_candidates_come_with_load_and_practice_in_a_constant_number_of_queries(of, django_assert_num_queries):
    first = build.scored(of, 4, 4, title="甲案例")
    submission = at_district(of)
    found = {one.user: one for one in candidates(submission)}
    assert (found[of.experts[0]].open_reviews, found[of.experts[0]].themes) == (0, ("垃圾分类与人居环境",))
    assert (found[of.experts[2]].themes, first.reviews.count()) == ((), 2)
    with django_assert_num_queries(5):
        candidates(submission)
    for n in range(3):
        factories.person(factories.district(), Role.EXPERT, name=f"新专家{n}")
    with django_assert_num_queries(5):
        assert len(candidates(submission)) == 7


@pytest.mark.parametrize("who", ["reviewer", "contributor", "expert"])
def test_only_the_district_asks(of, who):
    submission = at_district(of)
    user = of.experts[0] if who == "expert" else getattr(of, who)
    with pytest.raises(PermissionDenied):
        assign_experts(submission=submission, experts=of.experts[1:3], by=user)
    asked = build.with_experts(of, title="已送审")
    with pytest.raises(PermissionDenied):
        assign_experts(submission=asked, experts=[of.experts[3]], by=user)


def test_recusing_erases_what_was_typed_and_calls_for_somebody_else(of):
    submission = build.with_experts(of)
    review = submission.reviews.get(expert=of.experts[0])
    save_review(review=review, by=review.expert, typed=build.filled(5, "写过的话"))
    add_comment(submission=submission, section="results", text="专家的批注", by=review.expert)
    with pytest.raises(ValidationError):
        recuse(review=review, by=review.expert, reason=" ")
    row = recuse(review=review, by=review.expert, reason="与村支书是亲属")
    assert recuse(review=review, by=review.expert, reason="再按一次").recused_reason == "与村支书是亲属"
    assert (row.state, row.scores, row.summary, submission.comments.count()) == (ReviewState.RECUSED, {}, "", 0)
    assert Submission.objects.awaiting(of.district).filter(pk=submission.pk).exists()
    told = Notice.objects.get(key=f"case-recused:{row.pk}")
    assert (told.user, "回避" in told.text) == (of.district, True)
    assert not Submission.objects.visible_to(review.expert).filter(pk=submission.pk).exists()
    with pytest.raises(ValidationError, match="已回避"):
        assign_experts(submission=submission, experts=[review.expert], by=of.district)
    assign_experts(submission=submission, experts=[of.experts[2]], by=of.district)
    assert submission.reviews.filter(state=ReviewState.ASSIGNED).count() == 2


def test_only_the_expert_recuses(of):
    review = build.with_experts(of).reviews.first()
    for user in (of.district, of.experts[1], of.contributor):
        with pytest.raises(PermissionDenied):
            recuse(review=review, by=user, reason="代劳")


@pytest.mark.parametrize("act", ["save", "submit", "command"])
def test_the_system_recuses_whoever_took_a_post_in_the_unit_meanwhile(of, act):
    submission = build.with_experts(of)
    review = submission.reviews.get(expert=of.experts[0])
    save_review(review=review, by=review.expert, typed=build.filled(5))
    move_into(review.expert, of.village)
    row = {
        "save": lambda: save_review(review=review, by=review.expert, typed=build.filled(4)),
        "submit": lambda: submit_review(review=review, by=review.expert),
        "command": lambda: recuse_found(review=review),
    }[act]()
    assert (row.state, row.total, row.scores, "系统" in row.recused_reason) == (ReviewState.RECUSED, None, {}, True)


def test_nobody_else_is_recused_by_the_system(of):
    review = build.with_experts(of).reviews.first()
    assert recuse_found(review=review).state == ReviewState.ASSIGNED


def test_the_district_lets_off_who_does_not_answer(of):
    submission = build.with_experts(of)
    review = submission.reviews.get(expert=of.experts[0])
    with pytest.raises(PermissionDenied):
        let_off(review=review, by=of.reviewer, reason="没有回音")
    let_off(review=review, by=of.district, reason="没有回音")
    let_off(review=review, by=of.district, reason="没有回音")
    with pytest.raises(NotPossible):
        submit_review(review=review, by=review.expert)
    assert not Submission.objects.visible_to(review.expert).filter(pk=submission.pk).exists()
    assign_experts(submission=submission, experts=[of.experts[2]], by=of.district)
    done = build.score(submission.reviews.get(expert=of.experts[1]), 4)
    with pytest.raises(NotPossible):
        let_off(review=done, by=of.district, reason="已经交了")
