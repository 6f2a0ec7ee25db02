"""Marking by people: an attempt waits, is marked, and gets its result once."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Notice
from accounts.queries import due_after
from assessments.models import Attempt, Marking, MarkingTask, Response
from assessments.services import AlreadyMarked, AttemptRefused, mark_answer, request_second, start_attempt
from learning.models import UnitProgress
from tests import factories
from tests.assessments import builders
from tests.assessments import builders_marking as marking
from tests.cases import library_builders as library

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    """Notices and refusals are compared in the words of the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def attempt():
    return marking.handed_in(marking.quiz())


def fresh(attempt: Attempt) -> Attempt:
    return Attempt.objects.get(pk=attempt.pk)


def test_an_attempt_with_a_written_answer_waits(attempt):
    assert (attempt.is_open, attempt.is_waiting, attempt.success, attempt.points) == (False, True, None, None)
    assert (attempt.max_points, attempt.marking_due) == (20, due_after(5))
    assert UnitProgress.objects.count() == 0
    marks = {row.item: row.points for row in Response.objects.all()}
    assert sorted(marks.values(), key=str) == [Decimal(10), None]
    assert marking.task_of(attempt).state == "waiting"


def test_what_was_not_answered_needs_nobody():
    attempt = marking.handed_in(marking.quiz(), text="")
    assert (attempt.is_waiting, attempt.success, attempt.points) == (False, False, 10)
    assert MarkingTask.objects.count() == 0


def test_markers_of_the_course_are_told_once_a_day_and_nobody_else():
    marker, _elsewhere = marking.marker(), marking.marker(factories.unit("shilou", name="石楼镇"))
    page = marking.quiz()
    marking.handed_in(page)
    marking.handed_in(page)
    assert list(Notice.objects.values_list("user", "text")) == [(marker.pk, "Answers in “单元测验” wait to be marked.")]


@pytest.mark.parametrize(
    ("points", "comment", "earned", "scaled", "passed"),
    [
        ([6, 4], "讲得清楚。", 10, "1.0000", True),
        ([2, 0], "", 2, "0.6000", True),
        ([1, 0], "", 1, "0.5500", False),
    ],
)
def test_the_last_mark_gives_the_result(attempt, points, comment, earned, scaled, passed):
    task = mark_answer(task=marking.task_of(attempt), by=marking.marker(), points=points, comment=comment)
    assert task.state == "done"
    done = fresh(attempt)
    assert (done.points, done.score_scaled, done.success) == (10 + earned, Decimal(scaled), passed)
    assert done.marked_at is not None
    answer = Response.objects.get(task=task)
    assert (answer.points, answer.correct) == (earned, earned == 10)
    rows = [
        {"criterion": "说清谁来议", "points": 6, "given": points[0]},
        {"criterion": "举一个例子", "points": 4, "given": points[1]},
    ]
    assert answer.feedback == {"rows": rows, "comment": comment}
    progress = UnitProgress.objects.get()
    assert (progress.success, progress.score_scaled, progress.completed_at is not None) == (
        passed, Decimal(scaled), passed,
    )  # fmt: skip
    words = "“单元测验” is marked: passed." if passed else "“单元测验” is marked: not passed this time."
    told = Notice.objects.get(user=attempt.enrollment.learner)
    assert (told.text, told.url) == (words, f"/quiz/{attempt.uuid}/result/")


def test_an_attempt_with_two_written_answers_waits_for_the_second():
    page = marking.quiz(questions=[marking.written("第一问"), marking.written("第二问")])
    attempt = marking.handed_in(page)
    first, second = MarkingTask.objects.all()
    marker = marking.marker()
    mark_answer(task=first, by=marker, points=[6, 4])
    assert (fresh(attempt).is_waiting, UnitProgress.objects.count()) == (True, 0)
    mark_answer(task=second, by=marker, points=[0, 4])
    assert (fresh(attempt).points, fresh(attempt).success) == (14, True)
    assert ModelLogEntry.objects.filter(action="assessments.attempt.marked").count() == 1


def test_marking_twice_changes_nothing(attempt):
    task, marker = marking.task_of(attempt), marking.marker()
    mark_answer(task=task, by=marker, points=[6, 4])
    with pytest.raises(AlreadyMarked):
        mark_answer(task=task, by=marker, points=[0, 0])
    with pytest.raises(AlreadyMarked):
        mark_answer(task=task, by=marking.marker(), points=[0, 0])
    assert (fresh(attempt).points, Marking.objects.count()) == (20, 1)
    assert ModelLogEntry.objects.filter(action="assessments.attempt.mark").count() == 1
    assert Notice.objects.filter(user=attempt.enrollment.learner).count() == 1


@pytest.mark.parametrize("points", [[6], [7, 4], [6, None], []])
def test_points_outside_the_rubric_are_not_kept(attempt, points):
    with pytest.raises(ValidationError):
        mark_answer(task=marking.task_of(attempt), by=marking.marker(), points=points)
    assert (Marking.objects.count(), marking.task_of(attempt).state) == (0, "waiting")


@pytest.mark.parametrize("role", [Role.TOWN_ADMIN, Role.TOWN_REVIEWER, Role.EXPERT])
def test_other_roles_do_not_mark(attempt, role):
    with pytest.raises(PermissionDenied):
        mark_answer(task=marking.task_of(attempt), by=marking.marker(role=role), points=[6, 4])


def test_a_marker_of_another_town_does_not_mark(attempt):
    with pytest.raises(PermissionDenied):
        mark_answer(
            task=marking.task_of(attempt), by=marking.marker(factories.unit("shilou", name="石楼镇")), points=[6, 4]
        )


def test_nobody_marks_the_own_attempt():
    author = factories.person(None, Role.AUTHOR)
    attempt = marking.handed_in(marking.quiz(), learner=author)
    assert MarkingTask.objects.visible_to(author).count() == 0
    with pytest.raises(PermissionDenied):
        mark_answer(task=marking.task_of(attempt), by=author, points=[6, 4])
    assert Notice.objects.filter(user=author).count() == 0


@pytest.mark.parametrize(("other", "points"), [([6, 2], Decimal("9.00")), ([5, 4], Decimal("9.50"))])
def test_two_markers_meet_in_the_middle(attempt, other, points):
    task = mark_answer(task=marking.task_of(attempt), by=marking.marker(), points=[6, 4], comment="甲", second=True)
    assert (task.state, fresh(attempt).is_waiting) == ("second", True)
    task = mark_answer(task=task, by=marking.marker(), points=other, comment="乙")
    assert (task.state, Response.objects.get(task=task).points) == ("done", points)
    assert Response.objects.get(task=task).feedback["comment"] == "甲\n\n乙"
    assert fresh(attempt).points == 10 + points


def test_nobody_is_first_and_second_marker(attempt):
    marker = marking.marker()
    task = mark_answer(task=marking.task_of(attempt), by=marker, points=[6, 4], second=True)
    assert MarkingTask.objects.for_marker(marker).count() == 0
    assert MarkingTask.objects.for_marker(marking.marker()).count() == 1
    with pytest.raises(AlreadyMarked):
        mark_answer(task=task, by=marker, points=[6, 4])


def test_an_author_decides_between_markers_who_are_far_apart(attempt):
    manager, author = marking.marker(), marking.marker(role=Role.AUTHOR)
    task = mark_answer(task=marking.task_of(attempt), by=marking.marker(), points=[6, 4], second=True)
    task = mark_answer(task=task, by=manager, points=[4, 3])
    assert (task.state, fresh(attempt).is_waiting) == ("apart", True)
    assert MarkingTask.objects.for_marker(manager).count() == 0
    assert MarkingTask.objects.for_marker(author).count() == 1
    with pytest.raises(AlreadyMarked):
        mark_answer(task=task, by=marking.marker(), points=[6, 4])
    task = mark_answer(task=task, by=author, points=[5, 4], comment="以此为准。")
    assert (task.state, fresh(attempt).points) == ("done", 19)
    assert list(Marking.objects.values_list("turn", "points")) == [(1, [6, 4]), (2, [4, 3]), (3, [5, 4])]


def test_a_second_marker_can_be_asked_for_until_the_result_is_out():
    page = marking.quiz(questions=[marking.written("第一问"), marking.written("第二问")])
    attempt = marking.handed_in(page)
    first, second = MarkingTask.objects.all()
    marker = marking.marker()
    mark_answer(task=first, by=marker, points=[6, 4])
    assert request_second(task=first, by=marker).state == "second"
    assert request_second(task=first, by=marker).state == "second"
    assert Response.objects.get(task=first).points is None
    mark_answer(task=second, by=marker, points=[6, 4])
    assert fresh(attempt).is_waiting
    mark_answer(task=first, by=marking.marker(), points=[6, 4])
    assert fresh(attempt).points == 20
    with pytest.raises(AlreadyMarked):
        request_second(task=second, by=marker)


def test_a_learner_does_not_begin_again_while_the_last_attempt_is_marked(attempt):
    with pytest.raises(AttemptRefused, match="still being marked"):
        start_attempt(learner=attempt.enrollment.learner, quiz=attempt.quiz)
    mark_answer(task=marking.task_of(attempt), by=marking.marker(), points=[0, 0])
    assert start_attempt(learner=attempt.enrollment.learner, quiz=attempt.quiz).number == 2


def test_a_case_analysis_keeps_the_case_at_its_version():
    case = library.case("榕树下的楼长会", version=3, number="AL-2026-shiqi-0001")
    question = marking.written("这件事难在哪里？", kind="case_analysis", case=case)
    attempt = builders.begin(questions=[question])
    type(case).objects.filter(pk=case.pk).update(title="改了名", version=4)
    quoted = fresh(attempt).paper["items"][0]["case"]
    assert quoted == {"title": "榕树下的楼长会", "number": "AL-2026-shiqi-0001", "version": 3, "url": case.url}


def test_a_short_answer_quotes_nothing_even_where_a_case_was_left_behind():
    question = marking.written(case=library.case())
    assert "case" not in builders.begin(questions=[question]).paper["items"][0]


def test_a_case_analysis_without_its_case_is_not_ready():
    assert marking.written(kind="case_analysis").problems() == ["Choose the case that is analyzed."]
    assert marking.written(kind="case_analysis", case=library.case()).problems() == []
