"""Handing in, by the learner or by the clock."""

from decimal import Decimal

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from assessments.models import QuizPage, Response
from assessments.services import (
    AttemptClosed,
    close_overdue,
    save_response,
    start_attempt,
    submit_attempt,
)
from learning.models import UnitProgress
from tests.assessments import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    """Refusals are compared in the words of the code."""
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("right", "scaled", "passed"), [(3, "1.0000", True), (2, "0.6667", True), (1, "0.3333", False)]
)
def test_handing_in_marks_and_tells_learning(right, scaled, passed):
    attempt = builders.begin()
    builders.answer(attempt, right=right)
    done = submit_attempt(attempt=attempt, by=attempt.enrollment.learner)
    assert (done.score_scaled, done.success, done.closed_by) == (Decimal(scaled), passed, "learner")
    assert (done.points, done.max_points) == (Decimal(right * 10), Decimal(30))
    assert sorted(Response.objects.values_list("correct", flat=True)) == [False] * (3 - right) + [True] * right
    progress = UnitProgress.objects.get()
    assert (progress.success, progress.score_scaled) == (passed, Decimal(scaled))
    assert (progress.completed_at is not None) is passed
    assert ModelLogEntry.objects.filter(action="assessments.attempt.submit").count() == 1


def test_handing_in_twice_gives_the_same_result_and_one_entry():
    attempt = builders.begin()
    builders.answer(attempt, right=3)
    first = submit_attempt(attempt=attempt)
    second = submit_attempt(attempt=attempt)
    assert (second.submitted_at, second.score_scaled) == (first.submitted_at, first.score_scaled)
    assert ModelLogEntry.objects.filter(action="assessments.attempt.submit").count() == 1


def test_unanswered_items_earn_nothing_and_the_best_attempt_counts():
    page = builders.quiz()
    learner = builders.enrolled(page).learner
    attempt = start_attempt(learner=learner, quiz=page)
    builders.answer(attempt, right=3)
    submit_attempt(attempt=attempt)
    worse = submit_attempt(attempt=start_attempt(learner=learner, quiz=page))
    assert (worse.score_scaled, worse.success) == (Decimal(0), False)
    progress = UnitProgress.objects.get()
    assert (progress.success, progress.score_scaled) == (True, Decimal(1))


def test_time_is_the_servers_and_has_a_small_grace():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        attempt = builders.begin(time_limit=10)
        uid = attempt.paper["items"][0]["uid"]
        assert attempt.seconds_left() == 600
        clock.shift(604)
        save_response(attempt=attempt, item=uid, value=builders.value_at(attempt, uid, 0), sequence=1)
        assert (attempt.seconds_left(), attempt.is_overdue()) == (0, False)
        clock.shift(2)
        with pytest.raises(AttemptClosed):
            save_response(attempt=attempt, item=uid, value=builders.value_at(attempt, uid, 1), sequence=2)
        done = submit_attempt(attempt=attempt, by=attempt.enrollment.learner)
        assert (done.closed_by, done.submitted_at) == ("deadline", attempt.deadline)
        assert Response.objects.get().value == builders.value_at(attempt, uid, 0)


def test_an_extended_limit_does_not_move_a_running_deadline():
    attempt = builders.begin(time_limit=10)
    page = attempt.quiz
    page.time_limit = 60
    page.save_revision().publish()
    again = start_attempt(learner=attempt.enrollment.learner, quiz=QuizPage.objects.get(pk=page.pk))
    assert again.deadline == attempt.deadline


def test_the_job_closes_overdue_attempts_with_what_was_saved():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        late = builders.begin(time_limit=10)
        builders.answer(late, right=3)
        clock.shift(604)
        assert close_overdue() == 0
        clock.shift(2)
        call_command("close_overdue")
        assert close_overdue() == 0
    late.refresh_from_db()
    assert (late.closed_by, late.success, late.submitted_at) == ("deadline", True, late.deadline)


def test_beginning_after_the_time_closes_the_old_attempt_first():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page = builders.quiz(time_limit=10)
        learner = builders.enrolled(page).learner
        start_attempt(learner=learner, quiz=page)
        clock.shift(700)
        assert start_attempt(learner=learner, quiz=page).number == 2
