"""Practice and exam, the closing of a quiz, and which attempt counts: as learners meet them."""

import datetime
import html

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from assessments.mistakes import open_mistakes
from assessments.models import Attempt, Response
from assessments.services import (
    AnswerFixed,
    AttemptRefused,
    check_response,
    close_overdue,
    note_leaving,
    save_response,
    start_attempt,
    submit_attempt,
)
from learning.models import UnitProgress
from tests import factories
from tests.assessments import builders
from tests.assessments import builders_marking as marking
from tests.assessments.builders import SECRET_EXPLANATION, SECRET_FEEDBACK
from tests.assessments.test_allowances import give

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}
PRACTICE = {"mode": "practice", "feedback_policy": "at_once", "shuffle_questions": False}


def url(name: str, attempt: Attempt) -> str:
    return reverse(f"assessments:{name}", args=[attempt.uuid])


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def begun(**fields) -> Attempt:
    page = builders.quiz(**fields)
    return start_attempt(learner=builders.enrolled(page).learner, quiz=page)


def answered(attempt: Attempt, number: int = 0, *, right: bool = True) -> str:
    uid = attempt.paper["items"][number]["uid"]
    value = builders.right_answers(attempt)[uid] if right else builders.wrong_answer(attempt, uid)
    save_response(attempt=attempt, item=uid, value=value)
    return uid


# --- practice ---


def test_a_checked_answer_shows_its_marks_and_no_other(login):
    attempt = begun(**PRACTICE)
    uid = attempt.paper["items"][0]["uid"]
    browser = login(attempt.enrollment.learner)
    wrong = builders.wrong_answer(attempt, uid)
    assert SECRET_EXPLANATION not in text_of(browser.get(url("sit", attempt)))
    shown = browser.post(url("answer", attempt), {"item": uid, "value": wrong, "go": "check"}, follow=True)
    assert shown.redirect_chain == [(url("sit", attempt) + "?q=1", 302)]
    text = text_of(shown)
    assert (text.count(SECRET_EXPLANATION), text.count(SECRET_FEEDBACK)) == (1, 1)
    assert "mark--wrong" in text and text.count("data-checked") == 1
    assert Response.objects.get().points is None, "marks are written when the paper is handed in"


def test_a_checked_answer_stays(login):
    attempt = begun(**PRACTICE)
    uid = answered(attempt, right=False)
    assert check_response(attempt=attempt, item=uid) and check_response(attempt=attempt, item=uid)
    right = builders.right_answers(attempt)[uid]
    for sequence in (None, 10**6):
        with pytest.raises(AnswerFixed):
            save_response(attempt=attempt, item=uid, value=right, sequence=sequence)
    browser = login(attempt.enrollment.learner)
    late = browser.post(url("answer", attempt), {"item": uid, "value": right, "sequence": "99"}, **JSON)
    assert late.status_code == 422 and "message" in late.json()
    # The form of a checked question has no fields: going on saves nothing and complains of nothing.
    on = browser.post(url("answer", attempt), {"item": uid, "only_flag": "1", "go": "next"})
    assert on.url.endswith("?q=2")
    assert Response.objects.get().value == builders.wrong_answer(attempt, uid)
    submit_attempt(attempt=attempt)
    assert Response.objects.get().points == 0


def test_what_cannot_be_checked_says_so_or_is_not_offered(login):
    attempt = begun(**PRACTICE)
    uid = attempt.paper["items"][0]["uid"]
    browser = login(attempt.enrollment.learner)
    shown = browser.post(url("answer", attempt), {"item": uid, "go": "check"}, follow=True)
    assert "data-checked" not in text_of(shown) and len(list(shown.context["messages"])) == 1
    assert not check_response(attempt=attempt, item=uid)


@pytest.mark.parametrize("policy", ["after", "closed", "score_only", "never"])
def test_an_exam_checks_nothing_before_it_is_handed_in(login, policy):
    attempt = begun(feedback_policy=policy)
    uid = answered(attempt)
    browser = login(attempt.enrollment.learner)
    sent = {"item": uid, "value": builders.right_answers(attempt)[uid], "go": "check"}
    text = text_of(browser.post(url("answer", attempt), sent, follow=True))
    assert SECRET_EXPLANATION not in text and SECRET_FEEDBACK not in text and "data-checked" not in text
    assert Response.objects.get().checked_at is None


# --- leaving the page ---


def test_leaving_an_exam_is_counted_for_the_marker_only(login):
    attempt = begun()
    browser = login(attempt.enrollment.learner)
    for times in (1, 2):
        assert browser.post(url("left", attempt)).status_code == 204
        assert Attempt.objects.get().left_page == times
    submit_attempt(attempt=attempt)
    browser.post(url("left", attempt))
    assert Attempt.objects.get().left_page == 2
    points = Attempt.objects.get().points
    assert points == 0, "the count changes no points"


def test_practice_and_papers_from_before_count_nothing():
    attempt = begun(**PRACTICE)
    note_leaving(attempt=attempt)
    older = begun(of=factories.module(factories.course("旧卷", code="C8")))
    del older.paper["settings"]["mode"]
    note_leaving(attempt=older)
    assert set(Attempt.objects.values_list("left_page", flat=True)) == {0}


# --- the closing ---


def test_a_quiz_closes_for_all_but_for_make_ups(login):
    noon = timezone.now()
    page = builders.quiz(closes_at=noon + datetime.timedelta(minutes=20), time_limit=60)
    enrollment = builders.enrolled(page)
    with time_machine.travel(noon, tick=False) as clock:
        attempt = start_attempt(learner=enrollment.learner, quiz=page)
        assert attempt.deadline == page.closes_at
        clock.shift(datetime.timedelta(minutes=21))
        assert close_overdue() == 1
        assert Attempt.objects.get().submitted_at == page.closes_at
        with pytest.raises(AttemptRefused, match=r"closed|截止"):
            start_attempt(learner=enrollment.learner, quiz=page)
        assert "data-once" not in text_of(login(enrollment.learner).get(page.url))
        give(page, enrollment, marking.marker(), attempts=1)
        again = start_attempt(learner=enrollment.learner, quiz=page)
        assert again.deadline == timezone.now() + datetime.timedelta(minutes=60)
        submit_attempt(attempt=again)
        with pytest.raises(AttemptRefused):
            start_attempt(learner=enrollment.learner, quiz=page)


def test_right_answers_wait_for_the_closing(login):
    noon = timezone.now()
    page = builders.quiz(closes_at=noon + datetime.timedelta(hours=2), feedback_policy="closed")
    learner = builders.enrolled(page).learner
    with time_machine.travel(noon, tick=False) as clock:
        attempt = start_attempt(learner=learner, quiz=page)
        answered(attempt, right=False)
        submit_attempt(attempt=attempt)
        browser = login(learner)
        assert SECRET_EXPLANATION not in text_of(browser.get(url("result", attempt)))
        assert open_mistakes(learner) == []
        clock.shift(datetime.timedelta(hours=2))
        assert text_of(login(learner).get(url("result", attempt))).count(SECRET_EXPLANATION) == 3
        assert len(open_mistakes(learner)) == 1


def test_a_far_end_is_a_day_and_no_clock(login):
    attempt = begun(closes_at=timezone.now() + datetime.timedelta(days=3))
    shown = login(attempt.enrollment.learner).get(url("sit", attempt))
    assert shown.context["sitting"].seconds is None and "data-clock" not in text_of(shown)
    assert shown.context["sitting"].ends_at == attempt.deadline


# --- which attempt counts ---


@pytest.mark.parametrize(("counted", "score"), [("best", 1), ("last", 0)])
def test_the_score_that_counts(counted, score):
    page = builders.quiz([builders.question()], counted=counted)
    learner = builders.enrolled(page).learner
    for right in (True, False):
        attempt = start_attempt(learner=learner, quiz=page)
        answered(attempt, right=right)
        submit_attempt(attempt=attempt)
    row = UnitProgress.objects.get()
    assert row.score_scaled == score
    assert row.success and row.completed_at, "what was passed stays passed"
