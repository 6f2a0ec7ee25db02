"""Two people at the same moment: one decision, one number each, one third expert."""

import threading

import pytest
from django.core.exceptions import ValidationError

from accounts.enums import Role
from cases.models import CasePage, Submission
from cases.services import assign_experts, decide, publish, submit_review
from cases.workflow import NotPossible
from tests import factories
from tests.assessments.builders import together
from tests.cases import review_builders as build

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(actions: list) -> list:
    """Each action in a thread of its own; a locked database is asked again with the same action."""
    waiting, mine = list(actions), threading.local()

    def run():
        if not hasattr(mine, "action"):
            mine.action = waiting.pop()
        return mine.action()

    return together(run, count=len(waiting))


def outcome(action):
    """A refusal is an outcome the test compares."""

    def run():
        try:
            return action()
        except (NotPossible, ValidationError) as error:
            return type(error).__name__

    return run


def test_two_reviewers_decide_at_once_and_one_decision_stands():
    of = build.town()
    submission = build.scored(of, 4, 4)
    colleague = factories.person(factories.district(), Role.DISTRICT_REVIEWER, name="吴区审")
    turns = [(of.district, "adopt"), (colleague, "reject")] * 3
    found = at_once([
        outcome(lambda by=by, what=what: decide(submission=submission, verdict=what, by=by, reason="同时")[0].state)
        for by, what in turns
    ])  # fmt: skip
    row = Submission.objects.get(pk=submission.pk)
    assert (found.count("NotPossible"), submission.decisions.exclude(verdict="assign").count()) == (5, 1)
    assert [one for one in found if one != "NotPossible"] == [row.state]


def test_cases_published_at_once_have_numbers_of_their_own():
    of = build.town()
    ready = [build.adopted(of, title=f"第{n}件") for n in range(4)]
    for submission in ready:
        build.proofread(submission, of.district)
    found = at_once([lambda one=one: publish(submission=one, by=of.district)[0].state for one in ready])
    assert found == ["published"] * 4
    numbers = CasePage.objects.filter(pk__in=[one.case_id for one in ready]).values_list("number", flat=True)
    assert sorted(number[-4:] for number in numbers) == ["0001", "0002", "0003", "0004"]


def test_one_case_published_at_once_has_one_number_and_one_version():
    of = build.town()
    submission = build.adopted(of)
    build.proofread(submission, of.district)
    at_once([outcome(lambda: publish(submission=submission, by=of.district)) for _n in range(4)])
    case = CasePage.objects.get(pk=submission.case_id)
    # Each press after the first is a publication of the same text: the number stays.
    assert (case.number[-4:], submission.decisions.filter(verdict="publish").count()) == ("0001", case.version)


def test_the_last_two_experts_hand_in_at_once_and_the_alert_is_not_missed():
    of = build.town()
    submission = build.with_experts(of)
    reviews = list(submission.reviews.select_related("expert"))
    for review, points in zip(reviews, (5, 2), strict=True):
        build.save_review(review=review, by=review.expert, typed=build.filled(points))
    at_once([lambda one=one: submit_review(review=one, by=one.expert).state for one in reviews])
    assert Submission.objects.get(pk=submission.pk).third_needed


def test_a_case_sent_to_experts_twice_is_sent_once():
    of = build.town()
    submission = build.handed_in(of, state="district_review")
    send = outcome(lambda: len(assign_experts(submission=submission, experts=of.experts[:2], by=of.district)))
    found = at_once([send] * 4)
    assert (sorted(map(str, found)), submission.reviews.count()) == (["2"] + ["ValidationError"] * 3, 2)
