"""Progress: what completes a lesson and a course, and what can never be taken back."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from courses.models import CoursePage
from courses.outline import outline_of
from learning.enums import EnrollmentStatus
from learning.models import Enrollment, UnitProgress
from learning.outline import learner_outline
from learning.services import (
    NotYourLesson,
    Played,
    answer_self_check,
    beat,
    beats,
    complete_ready,
    finish_reading,
    open_unit,
    override_completion,
    record_result,
)
from learning.signals import course_completed
from tests import factories

pytestmark = pytest.mark.django_db

CHECK = {
    "type": "self_check",
    "id": "check-1",
    "value": {
        "question": "谁最不该漏请？",
        "choices": [
            {"type": "item", "id": "a", "value": {"text": "热心人", "correct": False, "feedback": ""}},
            {"type": "item", "id": "b", "value": {"text": "受影响的人", "correct": True, "feedback": ""}},
        ],
        "explanation": "",
    },
}
TEXT = {"type": "rich_text", "id": "text-1", "value": "<p>先问谁的日子会变。</p>"}


def enrollment_in(course, learner, **fields) -> Enrollment:
    values = {"status": EnrollmentStatus.ACTIVE, "method": "open"} | fields
    return Enrollment.objects.create(learner=learner, course=course, **values)


def fresh(course) -> CoursePage:
    return CoursePage.objects.get(pk=course.pk)


def test_a_lesson_completes_when_it_was_read_long_enough_and_its_checks_are_answered(learner, time_machine):
    course = factories.course()
    lesson = factories.lesson(factories.module(course), body=[TEXT, CHECK], reading_floor=40)
    enrollment = enrollment_in(course, learner)
    start = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
    time_machine.move_to(start, tick=False)
    open_unit(enrollment=enrollment, unit=lesson)
    for seconds in (0, 15, 30):
        time_machine.move_to(start + datetime.timedelta(seconds=seconds), tick=False)
        row = beat(learner=learner, unit_key=lesson.translation_key, position=1)
    assert (row.seconds, row.state["read"], row.completed_at) == (30, False, None)
    time_machine.move_to(start + datetime.timedelta(seconds=45), tick=False)
    row = beat(learner=learner, unit_key=lesson.translation_key, position=1)
    assert (row.state["read"], row.completed_at) == (True, None)
    assert answer_self_check(enrollment=enrollment, lesson=lesson, block="check-1", chosen=["a"]) == {
        "chosen": ["a"],
        "right": False,
    }
    enrollment.refresh_from_db()
    assert enrollment.status == EnrollmentStatus.COMPLETED


def test_two_devices_at_once_do_not_count_twice(learner, time_machine):
    course, (first, second) = factories.course_with_lessons(2)
    enrollment = enrollment_in(course, learner)
    start = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
    time_machine.move_to(start, tick=False)
    for unit in (first, second):
        open_unit(enrollment=enrollment, unit=unit)
        beat(learner=learner, unit_key=unit.translation_key)
    for step in range(1, 7):
        time_machine.move_to(start + datetime.timedelta(seconds=10 * step), tick=False)
        beat(learner=learner, unit_key=first.translation_key)
        beat(learner=learner, unit_key=second.translation_key)
    assert sum(UnitProgress.objects.values_list("seconds", flat=True)) == 60


def test_a_long_silence_is_not_study_time(learner, time_machine):
    course, (lesson,) = factories.course_with_lessons(1)
    open_unit(enrollment=enrollment_in(course, learner), unit=lesson)
    start = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
    for minutes in (0, 30):
        time_machine.move_to(start + datetime.timedelta(minutes=minutes), tick=False)
        row = beat(learner=learner, unit_key=lesson.translation_key)
    assert row.seconds == 0


def test_a_beat_for_a_lesson_of_a_course_one_is_not_in_is_refused(learner):
    course, (lesson,) = factories.course_with_lessons(1)
    other = factories.person()
    open_unit(enrollment=enrollment_in(course, other), unit=lesson)
    with pytest.raises(NotYourLesson):
        beat(learner=learner, unit_key=lesson.translation_key, position=1)


def test_a_withdrawn_learner_makes_no_progress(learner):
    course, (lesson,) = factories.course_with_lessons(1)
    enrollment = enrollment_in(course, learner)
    open_unit(enrollment=enrollment, unit=lesson)
    Enrollment.objects.update(status=EnrollmentStatus.WITHDRAWN)
    with pytest.raises(NotYourLesson):
        beat(learner=learner, unit_key=lesson.translation_key, position=1)


def test_a_claim_to_have_played_more_than_time_allows_is_ignored(learner):
    course, (lesson,) = factories.course_with_lessons(1)
    open_unit(enrollment=enrollment_in(course, learner), unit=lesson)
    beat(learner=learner, unit_key=lesson.translation_key)
    row = beat(learner=learner, unit_key=lesson.translation_key, played=Played("video-1", 0, 500))
    assert row.state["media"] == {}


def test_without_a_script_the_time_since_opening_counts(learner, time_machine):
    course = factories.course()
    lesson = factories.lesson(factories.module(course), reading_floor=60)
    enrollment = enrollment_in(course, learner)
    start = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
    time_machine.move_to(start, tick=False)
    open_unit(enrollment=enrollment, unit=lesson)
    time_machine.move_to(start + datetime.timedelta(seconds=20), tick=False)
    assert finish_reading(enrollment=enrollment, lesson=lesson)[1] == 40
    time_machine.move_to(start + datetime.timedelta(seconds=61), tick=False)
    row, missing = finish_reading(enrollment=enrollment, lesson=lesson)
    assert (missing, row.completed_at is not None) == (0, True)


def test_a_foreign_choice_or_block_is_refused_and_nothing_is_written(learner):
    course = factories.course()
    lesson = factories.lesson(factories.module(course), body=[TEXT, CHECK])
    enrollment = enrollment_in(course, learner)
    for block, chosen in [("check-1", ["zzz"]), ("text-1", ["a"]), ("check-1", [])]:
        with pytest.raises(ValueError, match="unknown"):
            answer_self_check(enrollment=enrollment, lesson=lesson, block=block, chosen=chosen)
    assert not UnitProgress.objects.exists()


def test_the_course_completes_once_and_says_so_once(learner, django_capture_on_commit_callbacks):
    course, (first, second) = factories.course_with_lessons(2)
    enrollment = enrollment_in(course, learner)
    heard = []

    def listen(sender, enrollment, **kwargs):
        heard.append(enrollment.pk)

    course_completed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            for unit in (first, second, second):
                record_result(enrollment=enrollment, unit=unit, completion=True)
    finally:
        course_completed.disconnect(listen)
    enrollment.refresh_from_db()
    assert (heard, enrollment.status) == ([enrollment.pk], EnrollmentStatus.COMPLETED)


def test_the_best_result_wins_and_nothing_is_taken_back(learner):
    course, (lesson,) = factories.course_with_lessons(1)
    enrollment = enrollment_in(course, learner)
    record_result(enrollment=enrollment, unit=lesson, completion=True, success=True, score=Decimal("0.8"))
    row = record_result(enrollment=enrollment, unit=lesson, completion=False, success=False, score=Decimal("0.3"))
    assert (row.score_scaled, row.success, row.completed_at is not None) == (Decimal("0.8"), True, True)


def test_a_unit_published_later_does_not_reopen_a_completed_enrollment(learner):
    course, (lesson,) = factories.course_with_lessons(1)
    enrollment = enrollment_in(course, learner)
    record_result(enrollment=enrollment, unit=lesson, completion=True)
    late = factories.lesson(factories.module(fresh(course), "补充单元"), "后来的课时")
    enrollment.refresh_from_db()
    outline = learner_outline(
        outline=outline_of(fresh(course)), enrollment=enrollment, rows=enrollment.progress.all(), unit_order="free"
    )
    assert (enrollment.status, outline.percent, outline.states[late.pk].state) == ("completed", 100, "open")


def test_when_the_last_missing_unit_is_unpublished_the_course_is_complete(learner, django_capture_on_commit_callbacks):
    course, (first, second) = factories.course_with_lessons(2)
    enrollment = enrollment_in(course, learner)
    record_result(enrollment=enrollment, unit=first, completion=True)
    with django_capture_on_commit_callbacks(execute=True):
        second.unpublish()
    assert complete_ready(course=fresh(course)) == 0  # the receiver has done it already
    enrollment.refresh_from_db()
    assert enrollment.status == EnrollmentStatus.COMPLETED


@pytest.mark.parametrize("lessons", [2, 12])
def test_the_completing_save_takes_the_same_queries_however_long_the_course(
    learner, lessons, django_assert_num_queries
):
    course, pages = factories.course_with_lessons(lessons)
    enrollment = enrollment_in(course, learner)
    for page in pages[:-1]:
        record_result(enrollment=enrollment, unit=page, completion=True)
    outline_of(CoursePage.objects.select_related("outline_state").get(pk=course.pk))
    open_unit(enrollment=enrollment, unit=pages[-1])
    with django_assert_num_queries(11):
        record_result(enrollment=enrollment, unit=pages[-1], completion=True)
    enrollment.refresh_from_db()
    assert enrollment.status == EnrollmentStatus.COMPLETED


@pytest.mark.parametrize("lessons", [3, 12])
def test_the_beat_that_completes_a_unit_takes_the_same_queries_however_long_the_course(
    learner, lessons, django_assert_num_queries
):
    course, pages = factories.course_with_lessons(lessons)
    enrollment = enrollment_in(course, learner)
    for page in pages:
        open_unit(enrollment=enrollment, unit=page)
        beat(learner=learner, unit_key=page.translation_key)  # warms what is kept by revision
    record_result(enrollment=enrollment, unit=pages[-1], completion=True)
    UnitProgress.objects.update(seconds=10_000)
    # Rows, enrollment, row under lock, update, what is done already; two are the test's own savepoint.
    with django_assert_num_queries(7):
        row = beat(learner=learner, unit_key=pages[0].translation_key, position=1)
    assert (row.completed_at is not None, row.state["read"], row.position) == (True, True, 1)


def test_the_last_beat_completes_the_course(learner, django_capture_on_commit_callbacks):
    course, (page,) = factories.course_with_lessons(1)
    enrollment = enrollment_in(course, learner)
    open_unit(enrollment=enrollment, unit=page)
    UnitProgress.objects.update(seconds=10_000)
    with django_capture_on_commit_callbacks() as told:
        beat(learner=learner, unit_key=page.translation_key, position=1)
    enrollment.refresh_from_db()
    assert (enrollment.status, len(told)) == (EnrollmentStatus.COMPLETED, 2)


def test_a_beat_that_met_another_is_read_anew(learner, monkeypatch):
    """Between reading and writing a second device reports: its time is kept, and this beat still counts."""
    course, (page,) = factories.course_with_lessons(1)
    open_unit(enrollment=enrollment_in(course, learner), unit=page)
    read = beats._rows_of_beat
    turns = []

    def overtaken(*args):
        found = read(*args)
        if not turns:
            turns.append(1)
            UnitProgress.objects.update(beat_at=timezone.now(), seconds=12, anchor="elsewhere")
        return found

    monkeypatch.setattr(beats, "_rows_of_beat", overtaken)
    row = beat(learner=learner, unit_key=page.translation_key, position=0.5)
    assert (int(row.seconds), row.position, row.anchor) == (12, 0.5, "elsewhere")


def test_staff_may_declare_completion_only_in_scope_and_with_a_reason(learner):
    course, _ = factories.course_with_lessons(1)
    enrollment = enrollment_in(course, learner)
    sibling = factories.person(factories.unit("shilou", name="石楼镇"), "cohort_manager")
    manager = factories.person(course.organisation, "cohort_manager")
    with pytest.raises(PermissionError):
        override_completion(enrollment=enrollment, by=sibling, reason="纸质记录")
    with pytest.raises(ValueError, match="reason"):
        override_completion(enrollment=enrollment, by=manager, reason=" ")
    assert override_completion(enrollment=enrollment, by=manager, reason="纸质记录").completed_at <= timezone.now()


@pytest.mark.parametrize("lessons", [1, 3])
def test_progress_is_never_over_one_hundred_percent(learner, lessons):
    course, pages = factories.course_with_lessons(lessons)
    enrollment = enrollment_in(course, learner)
    for page in pages:
        record_result(enrollment=enrollment, unit=page, completion=True)
    pages[0].unpublish()
    enrollment.refresh_from_db()
    outline = learner_outline(
        outline=outline_of(fresh(course)), enrollment=enrollment, rows=enrollment.progress.all(), unit_order="free"
    )
    assert outline.percent == 100
