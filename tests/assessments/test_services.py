"""Beginning, answering, handing in."""

import datetime
import threading
import time
from decimal import Decimal

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from assessments.enums import ReviewState
from assessments.kinds import InvalidAnswer
from assessments.models import Attempt, Question, QuizPage, Response
from assessments.services import (
    AttemptClosed,
    AttemptRefused,
    UnknownItem,
    close_overdue,
    save_response,
    set_flag,
    start_attempt,
    submit_attempt,
)
from learning.models import UnitProgress
from tests import factories
from tests.assessments import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    """Refusals are compared in the words of the code."""
    with translation.override("en"):
        yield


def begin(**fields) -> Attempt:
    page = builders.quiz(**fields)
    return start_attempt(learner=builders.enrolled(page).learner, quiz=page)


def answer(attempt: Attempt, *, right: int) -> None:
    """Answer everything, the first `right` items rightly."""
    key = builders.right_answers(attempt)
    for index, item in enumerate(attempt.paper["items"]):
        uid = item["uid"]
        value = key[uid] if index < right else builders.wrong_answer(attempt, uid)
        save_response(attempt=attempt, item=uid, value=value, sequence=1)


# --- beginning ---


def test_an_attempt_freezes_the_paper_apart_from_its_key():
    attempt = begin()
    assert [item["points"] for item in attempt.paper["items"]] == [10, 10, 10]
    assert set(attempt.paper["items"][0]) == {"uid", "revision_id", "kind", "stem", "image", "points", "choices"}
    assert set(attempt.paper["items"][0]["choices"][0]) == {"uid", "text"}
    assert attempt.paper["settings"] == {"title": "单元测验", "pass_mark": 60, "feedback": "after", "minutes": None}
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
    attempt = begin()
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
    answer(attempt, right=3)
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
    attempt = begin(questions=questions, shuffle_questions=False, shuffle_choices=False)
    assert [item["stem"] for item in attempt.paper["items"]] == [f"第{n}问" for n in range(6)]
    assert [c["text"] for c in attempt.paper["items"][0]["choices"]] == ["选项A", "选项B", "选项C", "选项D"]


# --- the paper stays ---


def test_editing_or_deleting_content_during_an_attempt_changes_nothing():
    attempt = begin()
    page, paper = attempt.quiz, Attempt.objects.get(pk=attempt.pk).paper
    first = Question.objects.get(uid=paper["items"][0]["uid"])
    answer(attempt, right=3)
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


# --- answers ---


def test_an_answer_is_saved_in_one_statement(django_assert_num_queries):
    attempt = begin()
    uid = attempt.paper["items"][0]["uid"]
    with django_assert_num_queries(1):
        saved = save_response(attempt=attempt, item=uid, value=builders_value(attempt, uid, 0), sequence=1)
    assert (saved.sequence, saved.stale) == (1, False)
    row = Response.objects.get()
    assert (row.value, row.sequence, row.flagged) == (builders_value(attempt, uid, 0), 1, False)
    assert abs(row.saved_at - saved.saved_at) < datetime.timedelta(milliseconds=1)


def builders_value(attempt: Attempt, uid: str, position: int) -> list[str]:
    return [attempt.item(uid)["choices"][position]["uid"]]


def test_an_answer_can_be_taken_back():
    attempt = begin()
    uid = attempt.paper["items"][0]["uid"]
    save_response(attempt=attempt, item=uid, value=builders_value(attempt, uid, 0), sequence=1)
    save_response(attempt=attempt, item=uid, value=None, sequence=2)
    assert Response.objects.get().value is None


def test_the_same_request_twice_is_saved_once():
    attempt = begin()
    uid = attempt.paper["items"][0]["uid"]
    value = builders_value(attempt, uid, 0)
    save_response(attempt=attempt, item=uid, value=value, sequence=1)
    again = save_response(attempt=attempt, item=uid, value=value, sequence=1)
    assert (again.sequence, again.stale) == (1, False)


def test_an_older_answer_is_reported_as_stale_with_the_newer_one():
    attempt = begin()
    uid = attempt.paper["items"][0]["uid"]
    save_response(attempt=attempt, item=uid, value=builders_value(attempt, uid, 1), sequence=5)
    late = save_response(attempt=attempt, item=uid, value=builders_value(attempt, uid, 0), sequence=3)
    assert (late.sequence, late.stale, late.value) == (5, True, builders_value(attempt, uid, 1))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(1, 7)), repeats=st.lists(st.integers(1, 6), max_size=4))
def test_whatever_the_order_of_arrival_the_newest_answer_stays(django_db_blocker, order, repeats):
    with django_db_blocker.unblock(), transaction.atomic():
        attempt = Attempt.objects.first() or begin()
        uid = attempt.paper["items"][0]["uid"]
        Response.objects.all().delete()
        for sequence in [*order, *repeats]:
            value = builders_value(attempt, uid, sequence % 4)
            save_response(attempt=attempt, item=uid, value=value, sequence=sequence)
        row = Response.objects.get()
        assert (row.sequence, row.value) == (6, builders_value(attempt, uid, 6 % 4))


def test_a_form_without_a_sequence_counts_as_the_newest_change():
    attempt = begin()
    uid = attempt.paper["items"][0]["uid"]
    save_response(attempt=attempt, item=uid, value=builders_value(attempt, uid, 0), sequence=7)
    saved = save_response(attempt=attempt, item=uid, value=builders_value(attempt, uid, 1))
    assert (saved.sequence, Response.objects.get().value) == (8, builders_value(attempt, uid, 1))


def test_items_and_choices_of_another_paper_are_refused():
    page = builders.quiz()
    attempt = start_attempt(learner=builders.enrolled(page).learner, quiz=page)
    other = begin_other()
    uid, foreign = attempt.paper["items"][0]["uid"], other.paper["items"][0]["uid"]
    with pytest.raises(UnknownItem):
        save_response(attempt=attempt, item=foreign, value=None, sequence=1)
    with pytest.raises(UnknownItem):
        set_flag(attempt=attempt, item=foreign, flagged=True)
    with pytest.raises(InvalidAnswer):
        save_response(attempt=attempt, item=uid, value=builders_value(other, foreign, 0), sequence=1)
    assert Response.objects.count() == 0


def begin_other() -> Attempt:
    course = factories.course("第二门课", code="C2")
    page = builders.quiz([builders.question("别处的题")], of=factories.module(course))
    return start_attempt(learner=builders.enrolled(page).learner, quiz=page)


def test_a_flag_keeps_the_answer_and_an_answer_keeps_the_flag():
    attempt = begin()
    uid = attempt.paper["items"][0]["uid"]
    set_flag(attempt=attempt, item=uid, flagged=True)
    save_response(attempt=attempt, item=uid, value=builders_value(attempt, uid, 0), sequence=1)
    set_flag(attempt=attempt, item=uid, flagged=True)
    row = Response.objects.get()
    assert (row.flagged, row.value) == (True, builders_value(attempt, uid, 0))
    set_flag(attempt=attempt, item=uid, flagged=False)
    assert Response.objects.get().flagged is False


def test_nothing_is_written_to_a_closed_attempt():
    attempt = begin()
    uid = attempt.paper["items"][0]["uid"]
    stale = Attempt.objects.get(pk=attempt.pk)  # as another tab still holds it
    submit_attempt(attempt=attempt)
    for held in (Attempt.objects.get(pk=attempt.pk), stale):
        with pytest.raises(AttemptClosed):
            save_response(attempt=held, item=uid, value=builders_value(held, uid, 0), sequence=1)
        with pytest.raises(AttemptClosed):
            set_flag(attempt=held, item=uid, flagged=True)
    assert Response.objects.count() == 0


# --- handing in ---


@pytest.mark.parametrize(
    ("right", "scaled", "passed"), [(3, "1.0000", True), (2, "0.6667", True), (1, "0.3333", False)]
)
def test_handing_in_marks_and_tells_learning(right, scaled, passed):
    attempt = begin()
    answer(attempt, right=right)
    done = submit_attempt(attempt=attempt, by=attempt.enrollment.learner)
    assert (done.score_scaled, done.success, done.closed_by) == (Decimal(scaled), passed, "learner")
    assert (done.points, done.max_points) == (Decimal(right * 10), Decimal(30))
    assert sorted(Response.objects.values_list("correct", flat=True)) == [False] * (3 - right) + [True] * right
    progress = UnitProgress.objects.get()
    assert (progress.success, progress.score_scaled) == (passed, Decimal(scaled))
    assert (progress.completed_at is not None) is passed
    assert ModelLogEntry.objects.filter(action="assessments.attempt.submit").count() == 1


def test_handing_in_twice_gives_the_same_result_and_one_entry():
    attempt = begin()
    answer(attempt, right=3)
    first = submit_attempt(attempt=attempt)
    second = submit_attempt(attempt=attempt)
    assert (second.submitted_at, second.score_scaled) == (first.submitted_at, first.score_scaled)
    assert ModelLogEntry.objects.filter(action="assessments.attempt.submit").count() == 1


def test_unanswered_items_earn_nothing_and_the_best_attempt_counts():
    page = builders.quiz()
    learner = builders.enrolled(page).learner
    attempt = start_attempt(learner=learner, quiz=page)
    answer(attempt, right=3)
    submit_attempt(attempt=attempt)
    worse = submit_attempt(attempt=start_attempt(learner=learner, quiz=page))
    assert (worse.score_scaled, worse.success) == (Decimal(0), False)
    progress = UnitProgress.objects.get()
    assert (progress.success, progress.score_scaled) == (True, Decimal(1))


# --- the clock ---


def test_time_is_the_servers_and_has_a_small_grace():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        attempt = begin(time_limit=10)
        uid = attempt.paper["items"][0]["uid"]
        assert attempt.seconds_left() == 600
        clock.shift(604)
        save_response(attempt=attempt, item=uid, value=builders_value(attempt, uid, 0), sequence=1)
        assert (attempt.seconds_left(), attempt.is_overdue()) == (0, False)
        clock.shift(2)
        with pytest.raises(AttemptClosed):
            save_response(attempt=attempt, item=uid, value=builders_value(attempt, uid, 1), sequence=2)
        done = submit_attempt(attempt=attempt, by=attempt.enrollment.learner)
        assert (done.closed_by, done.submitted_at) == ("deadline", attempt.deadline)
        assert Response.objects.get().value == builders_value(attempt, uid, 0)


def test_an_extended_limit_does_not_move_a_running_deadline():
    attempt = begin(time_limit=10)
    page = attempt.quiz
    page.time_limit = 60
    page.save_revision().publish()
    again = start_attempt(learner=attempt.enrollment.learner, quiz=QuizPage.objects.get(pk=page.pk))
    assert again.deadline == attempt.deadline


def test_the_job_closes_overdue_attempts_with_what_was_saved():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        late = begin(time_limit=10)
        answer(late, right=3)
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


# --- side by side ---


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_tabs_that_begin_and_hand_in_together_share_one_attempt_and_one_result():
    page = builders.quiz()
    learner = builders.enrolled(page).learner
    started = together(lambda: start_attempt(learner=learner, quiz=page).pk)
    assert len(set(started)) == 1
    attempt = Attempt.objects.get()
    answer(attempt, right=3)
    results = together(lambda: submit_attempt(attempt=attempt).submitted_at)
    assert len(set(results)) == 1
    assert ModelLogEntry.objects.filter(action="assessments.attempt.submit").count() == 1


def together(action, count: int = 6) -> list:
    """Run `action` in threads that begin at one moment; what each returned."""
    gate, results = threading.Barrier(count), []

    def run():
        gate.wait()
        try:
            results.append(patiently(action))
        except Exception as error:  # noqa: BLE001  a failure is a result the test compares
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == count
    return results


def patiently(action):
    """SQLite in memory, where tests run, answers "locked" at once instead of waiting as a file does."""
    for _turn in range(2000):
        try:
            return action()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.005)
    raise AssertionError("locked for ever")
