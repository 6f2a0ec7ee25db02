"""Handing in: mark the frozen paper once, and tell learning what came of it."""

import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from assessments.enums import ClosedBy
from assessments.grading import PaperMark, grade_paper
from assessments.models import Attempt, Response
from learning.services import record_result


@transaction.atomic
def submit_attempt(*, attempt: Attempt, by=None) -> Attempt:
    """Close `attempt` and mark the answers saved so far; a second call changes nothing and returns the same result.

    After the deadline and its grace the attempt counts as closed by the clock, with the deadline as its finish time.
    `by` is the person who handed it in; None when the clock did.
    """
    now = timezone.now()
    # The row lock lets one of several simultaneous hand-ins mark; the others find the attempt closed.
    locked = Attempt.objects.select_for_update(of=("self",)).defer(None).select_related("enrollment", "quiz")
    attempt = locked.get(pk=attempt.pk)
    if not attempt.is_open:
        return attempt
    responses = list(attempt.responses.all())
    result = grade_paper(attempt.paper, attempt.answer_key, {row.item: row.value for row in responses})
    _store(attempt, responses, result, now)
    record_result(
        enrollment=attempt.enrollment, unit=attempt.quiz, completion=result.passed, success=result.passed,
        score=result.scaled,
    )  # fmt: skip
    log(
        instance=attempt, action="assessments.attempt.submit", user=by, title=f"{attempt.quiz.title} #{attempt.number}",
        data={"score": str(result.scaled), "closed_by": attempt.closed_by},
    )  # fmt: skip
    return attempt


def _store(attempt: Attempt, responses: list[Response], result: PaperMark, now: datetime.datetime) -> None:
    for row in responses:
        mark = result.marks[row.item]
        row.points, row.correct = mark.points, mark.correct
    Response.objects.bulk_update(responses, ["points", "correct"])
    late = attempt.is_overdue(now)
    attempt.closed_by = ClosedBy.DEADLINE if late else ClosedBy.LEARNER
    attempt.submitted_at = attempt.deadline if late else now
    attempt.points, attempt.max_points = result.points, result.max_points
    attempt.score_scaled, attempt.success = result.scaled, result.passed
    attempt.clean_fields(exclude=["paper", "answer_key", "enrollment", "quiz"])
    attempt.save(update_fields=["closed_by", "submitted_at", "points", "max_points", "score_scaled", "success"])


def close_if_overdue(*, attempt: Attempt) -> Attempt | None:
    """Close `attempt` when its time is over, with what was saved; the closed attempt, or None when it goes on."""
    return submit_attempt(attempt=attempt) if attempt.is_overdue() else None


def close_overdue() -> int:
    """Close every attempt whose time is over. Returns how many; safe to run as often as one likes."""
    due = list(Attempt.objects.overdue().defer("paper"))
    for attempt in due:
        submit_attempt(attempt=attempt)
    return len(due)
