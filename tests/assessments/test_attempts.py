"""Beginning a quiz: who may, how often, on which paper."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from assessments.enums import ReviewState
from assessments.models import Attempt, Question, QuizPage
from assessments.services import (
    AttemptRefused,
    start_attempt,
    submit_attempt,
)
from tests import factories
from tests.assessments import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    """Refusals are compared in the words of the code."""
    with translation.override("en"):
        yield


def test_an_attempt_freezes_the_paper_apart_from_its_key():
    attempt = builders.begin()
    assert [item["points"] for item in attempt.paper["items"]] == [10, 10, 10]
    assert set(attempt.paper["items"][0]) == {
        "uid", "revision_id", "kind", "stem", "image", "points", "partial", "choices",
    }  # fmt: skip
    assert set(attempt.paper["items"][0]["choices"][0]) == {"uid", "text"}
    assert attempt.paper["settings"] == {
        "title": "单元测验",
        "pass_mark": 60,
        "feedback": "after",
        "minutes": None,
        "mode": "exam",
    }
    assert attempt.paper["items"][0]["revision_id"] is not None
    loaded = Attempt.objects.get(pk=attempt.pk)
    assert loaded.get_deferred_fields() == {"answer_key"}


def test_beginning_twice_gives_the_same_attempt():
    page = builders.quiz()
    learner = builders.enrolled(page).learner
    first = start_attempt(learner=learner, quiz=page)
    assert start_attempt(learner=learner, quiz=page).pk == first.pk
    assert Attempt.objects.count() == 1


def test_the_database_refuses_a_second_open_attempt():
    attempt = builders.begin()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(
            enrollment=attempt.enrollment, quiz=attempt.quiz, number=2, paper=attempt.paper, answer_key={}
        )


def test_only_so_many_attempts():
    page = builders.quiz(attempts=2)
    learner = builders.enrolled(page).learner
    for number in (1, 2):
        attempt = start_attempt(learner=learner, quiz=page)
        assert attempt.number == number
        submit_attempt(attempt=attempt, by=learner)
    with pytest.raises(AttemptRefused, match="All attempts are used"):
        start_attempt(learner=learner, quiz=page)
    assert Attempt.objects.count() == 2


def test_no_limit_when_attempts_is_empty():
    page = builders.quiz(attempts=None)
    learner = builders.enrolled(page).learner
    for _turn in range(5):
        submit_attempt(attempt=start_attempt(learner=learner, quiz=page))
    assert start_attempt(learner=learner, quiz=page).number == 6


def test_the_waiting_time_is_kept_by_the_server():
    page = builders.quiz(cool_down=30)
    learner = builders.enrolled(page).learner
    with time_machine.travel(timezone.now(), tick=False) as clock:
        submit_attempt(attempt=start_attempt(learner=learner, quiz=page))
        clock.shift(datetime.timedelta(minutes=29))
        with pytest.raises(AttemptRefused, match="again at"):
            start_attempt(learner=learner, quiz=page)
        clock.shift(datetime.timedelta(minutes=2))
        assert start_attempt(learner=learner, quiz=page).number == 2


def test_strangers_and_staff_without_enrollment_cannot_begin():
    page = builders.quiz()
    for person in (factories.person(), builders.author()):
        with pytest.raises(AttemptRefused):
            start_attempt(learner=person, quiz=page)
    assert Attempt.objects.count() == 0


def test_a_locked_quiz_cannot_be_begun():
    page = builders.quiz(opens_on=timezone.localdate() + datetime.timedelta(days=3))
    with pytest.raises(AttemptRefused, match="Opens on"):
        start_attempt(learner=builders.enrolled(page).learner, quiz=page)


def test_a_quiz_taken_offline_lets_running_attempts_finish_but_none_begin():
    page = builders.quiz()
    learner = builders.enrolled(page).learner
    attempt = start_attempt(learner=learner, quiz=page)
    page.unpublish()
    page = QuizPage.objects.get(pk=page.pk)
    assert start_attempt(learner=learner, quiz=page).pk == attempt.pk
    builders.answer(attempt, right=3)
    assert submit_attempt(attempt=attempt).success is True
    with pytest.raises(AttemptRefused):
        start_attempt(learner=learner, quiz=page)


def test_a_bank_that_lacks_questions_refuses_and_says_so():
    source = builders.bank()
    builders.question(of=source)
    page = builders.quiz(draws=[{"bank": source, "count": 2, "points": 10}])
    with pytest.raises(AttemptRefused, match="being prepared"):
        start_attempt(learner=builders.enrolled(page).learner, quiz=page)
    assert Attempt.objects.count() == 0


def test_only_published_and_approved_questions_are_asked():
    source = builders.bank()
    wanted = [builders.question(f"可问{n}", of=source) for n in range(2)]
    builders.question("草稿", of=source, review_state=ReviewState.DRAFT)
    builders.question("退役", of=source, review_state=ReviewState.RETIRED)
    hidden = builders.question("未发布", of=source)
    hidden.unpublish()
    page = builders.quiz(draws=[{"bank": source, "count": 2, "points": 10}])
    attempt = start_attempt(learner=builders.enrolled(page).learner, quiz=page)
    assert {item["uid"] for item in attempt.paper["items"]} == {str(question.uid) for question in wanted}


def test_a_retake_draws_anew():
    source = builders.bank()
    for number in range(12):
        builders.question(f"第{number}问", of=source)
    page = builders.quiz(draws=[{"bank": source, "count": 4, "points": 10}], attempts=None)
    learner = builders.enrolled(page).learner
    papers = set()
    for _turn in range(6):
        attempt = start_attempt(learner=learner, quiz=page)
        papers.add(frozenset(item["uid"] for item in attempt.paper["items"]))
        submit_attempt(attempt=attempt)
    assert len(papers) > 1


def test_questions_and_choices_keep_their_order_when_not_shuffled():
    questions = [builders.question(f"第{n}问") for n in range(6)]
    attempt = builders.begin(questions=questions, shuffle_questions=False, shuffle_choices=False)
    assert [item["stem"] for item in attempt.paper["items"]] == [f"第{n}问" for n in range(6)]
    assert [c["text"] for c in attempt.paper["items"][0]["choices"]] == ["选项A", "选项B", "选项C", "选项D"]


def test_editing_or_deleting_content_during_an_attempt_changes_nothing():
    attempt = builders.begin()
    page, paper = attempt.quiz, Attempt.objects.get(pk=attempt.pk).paper
    first = Question.objects.get(uid=paper["items"][0]["uid"])
    builders.answer(attempt, right=3)
    first.stem = "改过的题"
    for choice in first.choices.all():
        choice.is_correct = not choice.is_correct
        choice.save()
    first.save_revision().publish()
    page.pass_mark = 100
    page.quiz_questions.all().delete()
    page.save_revision().publish()
    Question.objects.filter(uid=paper["items"][1]["uid"]).delete()
    done = submit_attempt(attempt=attempt)
    assert Attempt.objects.get(pk=attempt.pk).paper == paper
    assert (done.score_scaled, done.success) == (Decimal(1), True)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_tabs_that_begin_and_hand_in_together_share_one_attempt_and_one_result():
    page = builders.quiz()
    learner = builders.enrolled(page).learner
    started = builders.together(lambda: start_attempt(learner=learner, quiz=page).pk)
    assert len(set(started)) == 1
    attempt = Attempt.objects.get()
    builders.answer(attempt, right=3)
    results = builders.together(lambda: submit_attempt(attempt=attempt).submitted_at)
    assert len(set(results)) == 1
    assert ModelLogEntry.objects.filter(action="assessments.attempt.submit").count() == 1
