"""Saving answers while a quiz is under way: the busiest write of the site, so one read and one statement."""

import datetime
import json
from dataclasses import dataclass

from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.kinds import Value, kind_of
from assessments.models import Attempt, Response
from assessments.models.attempts import GRACE

# More says no more.
MOST_LEAVINGS = 999
# One statement that inserts or overwrites, only while the attempt is open. The row lock (where the database has one)
# makes it wait for a hand-in that is just marking, and then find the attempt closed: saved means it was marked.
_UPSERT = """
INSERT INTO assessments_response (attempt_id, item, value, sequence, saved_at, flagged)
SELECT attempt.id, %s, {json}, %s, {time}, %s FROM assessments_attempt attempt
WHERE attempt.id = %s AND attempt.submitted_at IS NULL {lock}
ON CONFLICT (attempt_id, item) DO UPDATE SET
"""
_NEWER = (
    _UPSERT
    + """value = excluded.value, sequence = excluded.sequence, saved_at = excluded.saved_at
WHERE assessments_response.sequence < excluded.sequence AND assessments_response.checked_at IS NULL
RETURNING sequence"""
)
_IN_TURN = (
    _UPSERT
    + """value = excluded.value, sequence = assessments_response.sequence + 1, saved_at = excluded.saved_at
WHERE assessments_response.checked_at IS NULL RETURNING sequence"""
)
_FLAG = _UPSERT + """flagged = excluded.flagged RETURNING sequence"""


class AttemptClosed(Exception):
    """The attempt was handed in or its time is over; nothing was written."""


class AnswerFixed(Exception):
    """The answer was checked and stays as it is; nothing was written."""


class UnknownItem(Exception):
    """The paper has no such item; nothing was written."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What the server now holds. `stale` is true when it kept a newer answer than the one it was sent."""

    sequence: int
    saved_at: datetime.datetime
    value: Value
    stale: bool = False


def save_response(*, attempt: Attempt, item: str, value: Value, sequence: int | None = None) -> Saved:
    """Keep `value` as the answer to `item`.

    `sequence` counts the learner's changes of this answer; an older one never overwrites a newer one, in whatever
    order requests arrive, and the same one twice is saved once. Without it (a form sent without scripts) the request
    counts as the newest change. Raises AttemptClosed, UnknownItem, AnswerFixed or kinds.InvalidAnswer.
    """
    now = timezone.now()
    shown = _item(attempt, item, now)
    checked = kind_of(shown["kind"]).check(shown, value)
    if sequence is None:
        stored = _write(_IN_TURN, attempt, item, checked, 1, now, False)
    else:
        stored = _write(_NEWER, attempt, item, checked, sequence, now, False)
    if stored is not None:
        return Saved(sequence=stored, saved_at=now, value=checked)
    current = Response.objects.filter(attempt=attempt, item=item, attempt__submitted_at=None).first()
    if current is None:
        raise AttemptClosed(_("This attempt is closed."))
    if current.checked_at is not None and current.value != checked:
        raise AnswerFixed(_("This answer was checked. It cannot be changed any more."))
    return Saved(
        sequence=current.sequence, saved_at=current.saved_at, value=current.value, stale=current.value != checked
    )


def set_flag(*, attempt: Attempt, item: str, flagged: bool) -> None:
    """Mark `item` to come back to, or take the mark away. The answer stays. Raises AttemptClosed or UnknownItem."""
    now = timezone.now()
    _item(attempt, item, now)
    if _write(_FLAG, attempt, item, None, 0, now, flagged) is None:
        raise AttemptClosed(_("This attempt is closed."))


def check_response(*, attempt: Attempt, item: str) -> bool:
    """Fix the answer to `item`, so that its marks can be shown before the paper is handed in; twice changes nothing.

    Returns False where there is nothing to check: no answer yet, a question that people mark, or a quiz that shows no
    answers while it goes on. Raises AttemptClosed or UnknownItem.
    """
    now = timezone.now()
    shown = _item(attempt, item, now)
    if not attempt.checks_at_once or kind_of(shown["kind"]).marked_by_person:
        return False
    rows = Response.objects.filter(attempt=attempt, item=item, value__isnull=False, attempt__submitted_at=None)
    rows.filter(checked_at=None).update(checked_at=now)
    return rows.filter(checked_at__isnull=False).exists()


def note_leaving(*, attempt: Attempt) -> None:
    """Count that the page of an open exam was left. Anything else is nothing to count."""
    if attempt.counts_leaving:
        open_rows = Attempt.objects.open().filter(pk=attempt.pk, left_page__lt=MOST_LEAVINGS)
        open_rows.update(left_page=F("left_page") + 1)


def _item(attempt: Attempt, uid: str, now: datetime.datetime) -> dict:
    if not attempt.is_open or _is_over(attempt, now):
        raise AttemptClosed(_("This attempt is closed."))
    shown = attempt.item(uid)
    if shown is None:
        raise UnknownItem(_("This question is not on your paper."))
    return shown


def _is_over(attempt: Attempt, now: datetime.datetime) -> bool:
    """Whether time is up; asks again before it says so, for the attempt may have been given more since it was read."""
    if attempt.deadline is None or attempt.deadline + GRACE >= now:
        return False
    deadline = Attempt.objects.filter(pk=attempt.pk).values_list("deadline", flat=True).first()
    return deadline is not None and deadline + GRACE < now


def _write(
    sql: str, attempt: Attempt, item: str, value: Value, sequence: int, now: datetime.datetime, flagged: bool
) -> int | None:
    """Run one of the statements; the stored sequence, or None when nothing was written."""
    native = connection.vendor == "postgresql"
    statement = sql.format(
        json="CAST(%s AS jsonb)" if native else "%s",
        time="CAST(%s AS timestamptz)" if native else "%s",
        lock="FOR SHARE" if native else "",
    )
    stamp = connection.ops.adapt_datetimefield_value(now)
    encoded = json.dumps(value) if value is not None else None
    with connection.cursor() as cursor:
        cursor.execute(statement, [item, encoded, sequence, stamp, flagged, attempt.pk])
        row = cursor.fetchone()
    return row[0] if row else None
