"""Signs of study from a learner's page: the busiest write of learning, so one read and one statement."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Case, DateTimeField, F, IntegerField, Q, UUIDField, Value, When
from django.utils import timezone

from accounts.prepared import Given, Prepared
from learning.enums import READING_STATUSES
from learning.models import UnitProgress
from learning.rendering import Needs, needs_at
from learning.services.progress import complete_if_done, mark_done, remaining, running_enrollment
from learning.watching import LONGEST_BEAT, credited_seconds, merge, plausible

SEEN_ENOUGH = 0.97
RETRIES = 4


class NotYourLesson(Exception):
    """There is no readable enrollment of this learner for this unit, or the unit was never opened."""


@dataclass(frozen=True, slots=True)
class Played:
    """What a browser says was played since its last beat: seconds `start` to `end` of the recording in `block`."""

    block: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sign:
    """One beat as it arrived. `elapsed` is the time since this person's last beat on any device, None for the first."""

    now: datetime.datetime
    elapsed: float | None
    position: float
    anchor: str
    played: Played | None


def beat(*, learner, unit_key, position: float = 0, anchor: str = "", played: Played | None = None) -> UnitProgress:
    """Keep where the learner is and what was played since the last sign; complete the unit when nothing is left.

    Time is the server's: a beat is worth the time since this person's last beat on any device. An ordinary beat is
    one conditional statement, so a second device at the same moment retries; what changes `state` or completes the
    unit is decided again under lock.

    Raises NotYourLesson when the learner has not opened the unit in a readable enrollment.
    """
    for _attempt in range(RETRIES):
        row, needs, last = _rows_of_beat(learner, unit_key)
        now = timezone.now()
        elapsed = (now - last).total_seconds() if last else None
        sign = Sign(now, elapsed, position, anchor, played)
        known = row.beat_at
        changed = _apply(sign, row, needs)
        if "state" in changed or _is_done(row, needs):
            kept = _keep_under_lock(sign, row, needs, known)
        else:
            same = UnitProgress.objects.filter(pk=row.pk, beat_at=known)
            kept = row if same.update(**{name: getattr(row, name) for name in changed}) else None
        if kept is not None:
            return kept
    return row


@Prepared
def _recent_rows():
    """Rows of the unit with a key (`mine` is 1), and whatever the learner studied just now."""
    this = Q(unit__translation_key=Given("key", UUIDField()))
    rows = UnitProgress.objects.filter(enrollment__learner=Given("learner"), enrollment__status__in=READING_STATUSES)
    return (
        rows.filter(this | Q(beat_at__gte=Given("recent", DateTimeField())))
        .annotate(mine=Case(When(this, then=1), default=Value(0), output_field=IntegerField()))
        .annotate(revision=F("unit__live_revision"))
        .order_by("enrollment__status", "-pk")
    )


def _rows_of_beat(learner, unit_key) -> tuple[UnitProgress, Needs | None, datetime.datetime | None]:
    """The learner's row of this unit, what the unit asks for, and the learner's last beat anywhere. One query."""
    recent = timezone.now() - datetime.timedelta(seconds=LONGEST_BEAT)
    rows = list(_recent_rows.records(learner=learner.pk, key=unit_key, recent=recent))
    mine = next((row for row in rows if row.mine), None)
    if mine is None:
        raise NotYourLesson
    return mine, needs_at(mine.unit_id, mine.revision), max((row.beat_at for row in rows if row.beat_at), default=None)


def _apply(sign: Sign, row: UnitProgress, needs: Needs | None) -> set[str]:
    """Set on `row` what `sign` says; the names of the fields that changed."""
    changed = {"beat_at", "seconds"}
    row.beat_at = sign.now
    row.seconds += credited_seconds(since_last_beat=sign.elapsed)
    furthest = max(row.position, min(1.0, max(0.0, sign.position)))
    if furthest != row.position:
        row.position = furthest
        changed.add("position")
    if sign.anchor:
        row.anchor = sign.anchor[:40]
        changed.add("anchor")
    state = _state_after(sign, row, needs) if needs else row.state
    if state != row.state:
        row.state = state
        changed.add("state")
    return changed


def _state_after(sign: Sign, row: UnitProgress, needs: Needs) -> dict:
    state, played = row.state, sign.played
    if played is not None and sign.elapsed is not None and sign.elapsed <= LONGEST_BEAT:
        length = needs.media.get(played.block, (0.0, 0.0))[0]
        span = (played.start, played.end)
        if length and plausible(span, elapsed=sign.elapsed, length=length):
            entry = state.get("media", {}).get(played.block, {"seen": []})
            media = {"seen": merge(entry["seen"], span), "at": played.end}
            state = {**state, "media": {**state.get("media", {}), played.block: media}}
    if row.position >= SEEN_ENOUGH and row.seconds >= needs.floor:
        state = {**state, "read": True}
    return state


def _is_done(row: UnitProgress, needs: Needs | None) -> bool:
    """Whether the unit was completed just now."""
    return row.completed_at is None and needs is not None and all(remaining(row, needs).values())


def _keep_under_lock(
    sign: Sign, row: UnitProgress, needs: Needs | None, known: datetime.datetime | None
) -> UnitProgress | None:
    """Apply `sign` to the row as it stands; None when another beat came in between and all must be read anew."""
    with transaction.atomic():
        # As everywhere: first the enrollment, then its rows.
        enrollment = running_enrollment(row.enrollment_id) if _is_done(row, needs) else None
        row = UnitProgress.objects.select_for_update().get(pk=row.pk)
        if row.beat_at != known:
            return None
        changed = _apply(sign, row, needs)
        completing = enrollment if _is_done(row, needs) else None
        if completing is not None:
            row.completed_at, row.position = timezone.now(), 1
            changed |= {"completed_at", "position"}
        row.save(update_fields=changed)
        if completing is not None:
            mark_done(completing, row.unit_id)
    if row.completed_at is None and needs is not None:
        complete_if_done(row, needs)
    return row
