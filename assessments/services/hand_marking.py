"""What people do with answers a machine cannot mark: give points, ask for a second marker, decide between two."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from accounts.queries import can
from assessments import rubrics
from assessments.enums import TaskState
from assessments.models import Attempt, Marking, MarkingTask
from assessments.models.marking import DECIDING_ROLES
from assessments.services.marking import finish_marking, locked_attempt

FIRST, SECOND = Marking.BLIND_TURNS


class AlreadyMarked(Exception):
    """Somebody else was quicker, or it is not this person's turn; nothing was written."""


@transaction.atomic
def mark_answer(
    *, task: MarkingTask, by: User, points: Sequence[int | None], comment: str = "", second: bool = False
) -> MarkingTask:
    """Give `points`, one for each criterion, and a comment the learner reads.

    `second` asks for a second marker, who sees nothing of the first; then the mean counts, unless the two are more
    than a fifth of the points apart: an author of the course's unit decides. With the last answer the attempt gets its
    result. Raises AlreadyMarked, PermissionDenied for people who do not mark this answer, ValidationError for points
    that do not fit the rubric.
    """
    attempt, task = _locked(task, by)
    rubric = attempt.answer_key["items"][task.item]["rubric"]
    turn = _turn(attempt, task, by)
    try:
        given = rubrics.checked(rubric, points)
    except rubrics.NotInRubric as error:
        raise ValidationError(_("Give every criterion its points.")) from error
    marking = Marking(task=task, marker=by, turn=turn, points=given, comment=comment.strip())
    marking.full_clean(exclude=["task", "marker"], validate_unique=False, validate_constraints=False)
    marking.save(force_insert=True)
    log(
        instance=attempt, action="assessments.attempt.mark", user=by, title=task.label,
        data={"item": task.item, "turn": turn, "points": given},
    )  # fmt: skip
    if turn == FIRST and second:
        task.state = TaskState.SECOND
        task.save(update_fields=["state"])
    else:
        _weigh(attempt, task, rubric, marking)
    return task


@transaction.atomic
def request_second(*, task: MarkingTask, by: User) -> MarkingTask:
    """Ask for a second marker after the first; asking twice changes nothing.

    Raises AlreadyMarked when the attempt has its result, or two have marked; PermissionDenied as `mark_answer`.
    """
    attempt, task = _locked(task, by)
    if task.state == TaskState.SECOND:
        return task
    if task.state != TaskState.DONE or not attempt.is_waiting or task.markings.count() > 1:
        raise AlreadyMarked
    task.state, task.done_at = TaskState.SECOND, None
    task.save(update_fields=["state", "done_at"])
    response = task.response
    response.points = response.correct = response.feedback = None
    response.save(update_fields=["points", "correct", "feedback"])
    log(instance=attempt, action="assessments.attempt.second", user=by, title=task.label, data={"item": task.item})
    return task


def _locked(task: MarkingTask, by: User) -> tuple[Attempt, MarkingTask]:
    """Attempt and task as they are now; the attempt's row keeps other markers waiting."""
    attempt = locked_attempt(task.attempt_id)
    found = MarkingTask.objects.visible_to(by).filter(pk=task.pk).select_related("response").first()
    if found is None:
        raise PermissionDenied
    return attempt, found


def _turn(attempt: Attempt, task: MarkingTask, by: User) -> int:
    if task.state == TaskState.WAITING:
        return FIRST
    if task.state == TaskState.SECOND and not task.markings.filter(marker=by).exists():
        return SECOND
    if task.state == TaskState.APART and can(by, attempt.enrollment.course.organisation, *DECIDING_ROLES):
        return Marking.DECISION
    raise AlreadyMarked


def _weigh(attempt: Attempt, task: MarkingTask, rubric: list[dict], newest: Marking) -> None:
    """One marker, or a decision, stands; two meet in the middle or go to an author."""
    if newest.turn != SECOND:
        _settle(attempt, task, rubric, newest.points, newest.comment)
        return
    first = task.markings.get(turn=FIRST)
    if rubrics.far_apart(rubric, first.points, newest.points):
        task.state = TaskState.APART
        task.save(update_fields=["state"])
        return
    comments = "\n\n".join(comment for comment in (first.comment, newest.comment) if comment)
    _settle(attempt, task, rubric, rubrics.mean(first.points, newest.points), comments)


def _settle(attempt: Attempt, task: MarkingTask, rubric: list[dict], points: Sequence, comment: str) -> None:
    item, response = attempt.item(task.item), task.response
    if item is None:
        raise ValueError("The paper has lost a question.")
    rows = [
        {"criterion": row["criterion"], "points": row["points"], "given": float(value)}
        for row, value in zip(rubric, points, strict=True)
    ]
    response.points = rubrics.worth(item["points"], rubric, points)
    response.correct = response.points == item["points"]
    response.feedback = {"rows": rows, "comment": comment}
    response.save(update_fields=["points", "correct", "feedback"])
    task.state, task.done_at = TaskState.DONE, timezone.now()
    task.save(update_fields=["state", "done_at"])
    finish_marking(attempt)
