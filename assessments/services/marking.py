"""Handing in: mark the frozen paper once, and tell learning what came of it, at once or when people have marked."""

from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import NoticeKind
from accounts.queries import due_after, nearest_with
from accounts.services import notify
from assessments.enums import ClosedBy, Counted, TaskState
from assessments.grading import PaperMark, grade_paper
from assessments.models import Attempt, MarkingTask, Response
from assessments.models.marking import MARKING_ROLES
from learning.services import record_result


@transaction.atomic
def submit_attempt(*, attempt: Attempt, by=None) -> Attempt:
    """Close `attempt` and mark the answers saved so far; a second call changes nothing and returns the same result.

    Answers that people mark are laid on their desk; until they are marked the attempt has no result. After the
    deadline and its grace the attempt counts as closed by the clock, with the deadline as its finish time.
    `by` is the person who handed it in; None when the clock did.
    """
    now = timezone.now()
    attempt = locked_attempt(attempt.pk)
    if not attempt.is_open:
        return attempt
    responses = list(attempt.responses.all())
    result = grade_paper(attempt.paper, attempt.answer_key, {row.item: row.value for row in responses})
    store_marks(responses, result)
    late = attempt.is_overdue(now)
    attempt.closed_by = ClosedBy.DEADLINE if late else ClosedBy.LEARNER
    attempt.submitted_at = attempt.deadline if late else now
    if result.waiting:
        attempt.max_points = result.max_points
        attempt.marking_due = due_after(attempt.quiz.marking_days)
        _lay_on_desk(attempt, [row for row in responses if row.item in result.waiting])
    else:
        _conclude(attempt, result)
    attempt.clean_fields(exclude=["paper", "answer_key", "enrollment", "quiz"])
    attempt.save(
        update_fields=[
            "closed_by", "submitted_at", "points", "max_points", "score_scaled", "success", "marking_due",
        ]
    )  # fmt: skip
    log(
        instance=attempt, action="assessments.attempt.submit", user=by, title=f"{attempt.quiz.title} #{attempt.number}",
        data={"score": str(result.scaled), "closed_by": attempt.closed_by},
    )  # fmt: skip
    return attempt


def locked_attempt(pk: int) -> Attempt:
    """The attempt with its key, quiz and enrollment. The row lock lets one of several simultaneous acts go first."""
    rows = Attempt.objects.select_for_update(of=("self",)).defer(None).select_related("enrollment", "quiz")
    return rows.get(pk=pk)


def store_marks(responses: list[Response], result: PaperMark) -> None:
    """Write the marks of `result` beside the answers; what waits for a person is left alone."""
    # Few marks differ within a paper: one short statement for each is cheaper than one long CASE for all.
    alike: dict[tuple, list[int]] = {}
    for row in responses:
        if mark := result.marks.get(row.item):
            alike.setdefault((mark.points, mark.correct), []).append(row.pk)
    for (points, correct), rows in alike.items():
        Response.objects.filter(pk__in=rows).update(points=points, correct=correct)


def _conclude(attempt: Attempt, result: PaperMark) -> None:
    """Set the result and tell learning. The caller holds the attempt's row and saves it."""
    attempt.points, attempt.max_points = result.points, result.max_points
    attempt.score_scaled, attempt.success = result.scaled, result.passed
    tell_learning(attempt, success=result.passed, scaled=result.scaled)


def tell_learning(attempt: Attempt, *, success: bool | None, scaled: Decimal | None) -> None:
    """Record what the attempt means for the unit: the best score or the last one, as the quiz counts."""
    last = attempt.quiz.counted == Counted.LAST
    later = Attempt.objects.filter(enrollment=attempt.enrollment_id, quiz=attempt.quiz_id, number__gt=attempt.number)
    superseded = last and later.filter(success__isnull=False).exists()
    record_result(
        enrollment=attempt.enrollment, unit=attempt.quiz, completion=bool(success), success=success,
        score=None if superseded else scaled, replace=last,
    )  # fmt: skip


def _lay_on_desk(attempt: Attempt, answers: list[Response]) -> None:
    MarkingTask.objects.bulk_create(
        [MarkingTask(attempt=attempt, response=answer, item=answer.item) for answer in answers]
    )
    unit = attempt.enrollment.course.organisation
    markers = [person for person in nearest_with(unit, *MARKING_ROLES) if person.pk != attempt.enrollment.learner_id]
    # One line a day for each quiz, however many hand in.
    notify(
        users=markers, kind=NoticeKind.TASK,
        text=_("Answers in “%(quiz)s” wait to be marked.") % {"quiz": attempt.quiz},
        url=reverse("assessments:marking"), key=f"marking:{attempt.quiz_id}:{timezone.localdate()}",
    )  # fmt: skip


def finish_marking(attempt: Attempt) -> bool:
    """Conclude a waiting attempt once its last answer is marked, and tell the learner; whether it was concluded.

    The caller holds the attempt's row, so that two markers with the last two answers conclude it once.
    """
    if not attempt.is_waiting or attempt.tasks.exclude(state=TaskState.DONE).exists():
        return False
    responses = list(attempt.responses.all())
    result = grade_paper(
        attempt.paper, attempt.answer_key, {row.item: row.value for row in responses}, points_by_hand(attempt)
    )
    _conclude(attempt, result)
    attempt.marked_at = timezone.now()
    attempt.save(update_fields=["points", "max_points", "score_scaled", "success", "marked_at"])
    log(
        instance=attempt, action="assessments.attempt.marked", title=f"{attempt.quiz.title} #{attempt.number}",
        data={"score": str(result.scaled)},
    )  # fmt: skip
    words = _("“%(quiz)s” is marked: passed.") if result.passed else _("“%(quiz)s” is marked: not passed this time.")
    notify(
        users=[attempt.enrollment.learner], kind=NoticeKind.RESULT, text=words % {"quiz": attempt.quiz},
        url=reverse("assessments:result", args=[attempt.uuid]), key=f"marked:{attempt.uuid}",
    )  # fmt: skip
    return True


def points_by_hand(attempt: Attempt) -> dict:
    """What people gave, by the uid of the item."""
    rows = Response.objects.filter(task__attempt=attempt, task__state=TaskState.DONE)
    return dict(rows.values_list("item", "points"))


def close_if_overdue(*, attempt: Attempt) -> Attempt | None:
    """Close `attempt` when its time is over, with what was saved; the closed attempt, or None when it goes on."""
    return submit_attempt(attempt=attempt) if attempt.is_overdue() else None


def close_overdue() -> int:
    """Close every attempt whose time is over. Returns how many; safe to run as often as one likes."""
    due = list(Attempt.objects.overdue().defer("paper"))
    for attempt in due:
        submit_attempt(attempt=attempt)
    return len(due)
