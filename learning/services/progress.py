"""How progress is made: opening a unit, studying it, answering in it, completing it, completing the course."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.enums import Role
from accounts.queries import can
from courses.models import CoursePage, LessonPage
from courses.outline import build_outline, outline_of
from learning.enums import READING_STATUSES, EnrollmentStatus
from learning.models import Enrollment, UnitProgress
from learning.rendering import Needs, needs_of
from learning.signals import course_completed, unit_completed
from learning.watching import LONGEST_BEAT, credited_seconds, merge, plausible, share

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


def open_unit(*, enrollment: Enrollment, unit: Page, known: UnitProgress | None = None) -> UnitProgress:
    """Note that the learner opened `unit`, and that this is where to go on. Writes only what is new.

    `known` is the progress row when the caller has read it already.
    """
    if known is None:
        known, _created = UnitProgress.objects.get_or_create(enrollment=enrollment, unit_id=unit.pk)
    remember_place(enrollment=enrollment, unit=unit)
    return known


def remember_place(*, enrollment: Enrollment, unit: Page) -> None:
    """Make `unit` the place to go on from; no write while it already is and was seen in the last ten minutes."""
    now = timezone.now()
    seen = enrollment.last_seen_at
    if enrollment.last_unit_id == unit.pk and seen and now - seen < datetime.timedelta(minutes=10):
        return
    Enrollment.objects.filter(pk=enrollment.pk).update(last_unit_id=unit.pk, last_seen_at=now)


def beat(*, learner, unit_key, position: float = 0, anchor: str = "", played: Played | None = None) -> UnitProgress:
    """A sign of study from a learner's page: where they are, what was played since the last sign.

    Time is the server's: a beat is worth the time since this person's last beat on any device. Two queries beside
    session and user; the write is conditional on what was read, so a second device at the same moment retries.

    Raises NotYourLesson when the learner has not opened the unit in a readable enrollment.
    """
    for _attempt in range(RETRIES):
        row, last = _rows_of_beat(learner, unit_key)
        now = timezone.now()
        elapsed = (now - last).total_seconds() if last else None
        changes = _changes(row, now=now, elapsed=elapsed, position=position, anchor=anchor, played=played)
        same = UnitProgress.objects.filter(pk=row.pk, beat_at=row.beat_at)
        if same.update(**changes):
            for name, value in changes.items():
                setattr(row, name, value)
            break
    if row.completed_at is None:
        _complete_if_done(row)
    return row


def _rows_of_beat(learner, unit_key) -> tuple[UnitProgress, datetime.datetime | None]:
    """The learner's row of this unit, and their last beat anywhere. One query."""
    recent = timezone.now() - datetime.timedelta(seconds=LONGEST_BEAT)
    rows = list(
        UnitProgress.objects.filter(enrollment__learner=learner, enrollment__status__in=READING_STATUSES)
        .filter(Q(unit__translation_key=unit_key) | Q(beat_at__gte=recent))
        .annotate(unit_key=F("unit__translation_key"))
        .order_by("enrollment__status", "-pk")
    )
    mine = next((row for row in rows if row.unit_key == unit_key), None)
    if mine is None:
        raise NotYourLesson
    return mine, max((row.beat_at for row in rows if row.beat_at), default=None)


def _changes(row, *, now, elapsed, position, anchor, played) -> dict:
    changes = {"beat_at": now, "seconds": row.seconds + credited_seconds(since_last_beat=elapsed)}
    furthest = max(row.position, min(1.0, max(0.0, position)))
    if furthest != row.position:
        changes["position"] = furthest
    if anchor:
        changes["anchor"] = anchor[:40]
    if played is not None and elapsed is not None and elapsed <= LONGEST_BEAT:
        needs = needs_of(_lesson(row))
        length = needs.media.get(played.block, (0.0, 0.0))[0]
        span = (played.start, played.end)
        if length and plausible(span, elapsed=elapsed, length=length):
            entry = row.state.get("media", {}).get(played.block, {"seen": []})
            media = {"seen": merge(entry["seen"], span), "at": played.end}
            changes["state"] = {**row.state, "media": {**row.state.get("media", {}), played.block: media}}
    return changes


def _lesson(row: UnitProgress) -> LessonPage:
    return LessonPage.objects.get(pk=row.unit_id)


def remaining(row: UnitProgress, needs: Needs) -> dict[str, bool]:
    """Requirement key → done, in the keys of `LessonPage.requirements()`."""
    state = row.state
    done = {"read": bool(state.get("read"))}
    for block, (length, wanted) in needs.media.items():
        if wanted > 0:
            seen = state.get("media", {}).get(block, {}).get("seen", [])
            done[f"media:{block}"] = share(seen, length) >= wanted
    for block in needs.checks:
        done[f"check:{block}"] = block in state.get("checks", {})
    return done


def played_percent(state: dict, needs: Needs, block: str) -> int:
    """How much of the recording in `block` was played, in whole percent."""
    seen = state.get("media", {}).get(block, {}).get("seen", [])
    return int(share(seen, needs.media.get(block, (0.0, 0.0))[0]) * 100)


def _complete_if_done(row: UnitProgress) -> None:
    """Complete a lesson whose last requirement has just been met."""
    if row.position < SEEN_ENOUGH and not row.state.get("read"):
        return
    lesson = LessonPage.objects.filter(pk=row.unit_id).first()
    if lesson is None:
        return
    needs = needs_of(lesson)
    if not row.state.get("read") and row.seconds >= needs.floor:
        row.state = {**row.state, "read": True}
        UnitProgress.objects.filter(pk=row.pk).update(state=row.state)
    if all(remaining(row, needs).values()):
        done = record_result(enrollment=row.enrollment, unit=lesson, completion=True)
        row.completed_at = done.completed_at


def finish_reading(*, enrollment: Enrollment, lesson: LessonPage) -> tuple[UnitProgress, int]:
    """The learner says they have read to the end (the way without JavaScript).

    Returns the progress and the seconds still missing, 0 when there was time enough. The time since the lesson was
    first opened counts, because without a script there are no beats. For the same reason a recording counts as played
    when there was time for its required share as well; where a script ever reported, only what it reported counts.
    """
    with transaction.atomic():
        row = _locked_row(enrollment, lesson)
        needs = needs_of(lesson)
        unheard = needs.media if row.beat_at is None else {}
        wanted = needs.floor + sum(length * part for length, part in unheard.values())
        spent = max(row.seconds, (timezone.now() - row.started_at).total_seconds())
        missing = max(0, round(wanted - spent))
        if not missing and not row.state.get("read"):
            heard = {block: {"seen": [[0, length]], "at": length} for block, (length, _part) in unheard.items()}
            row.state = {**row.state, "read": True, "media": {**row.state.get("media", {}), **heard}}
            row.position = 1
            row.save(update_fields=["state", "position"])
    if not missing and row.completed_at is None:
        _complete_if_done(row)
    return row, missing


def answer_self_check(*, enrollment: Enrollment, lesson: LessonPage, block: str, chosen: list[str]) -> dict:
    """Keep the answer to a self-check and say whether it is right. Answering again replaces the answer.

    Returns {"chosen": [ids], "right": bool}. Raises ValueError when the block or a choice is not in the lesson, or
    nothing was chosen.
    """
    child = next((c for c in lesson.body if c.id == block and c.block_type == "self_check"), None)
    if child is None:
        raise ValueError("unknown block")
    choices = {item.id: bool(item.value["correct"]) for item in child.value["choices"].bound_blocks}
    if not chosen or not set(chosen) <= set(choices):
        raise ValueError("unknown choice")
    answer = {
        "chosen": [choice for choice in choices if choice in chosen],
        "right": {c for c, right in choices.items() if right} == set(chosen),
    }
    with transaction.atomic():
        row = _locked_row(enrollment, lesson)
        row.state = {**row.state, "checks": {**row.state.get("checks", {}), block: answer}}
        row.save(update_fields=["state"])
    if row.completed_at is None:
        _complete_if_done(row)
    return answer


def _locked_row(enrollment: Enrollment, unit: Page) -> UnitProgress:
    UnitProgress.objects.get_or_create(enrollment=enrollment, unit_id=unit.pk)
    rows = UnitProgress.objects.select_for_update(of=("self",)).select_related("enrollment")
    return rows.get(enrollment=enrollment, unit_id=unit.pk)


@transaction.atomic
def record_result(
    *, enrollment: Enrollment, unit: Page, completion: bool, success: bool | None = None, score: Decimal | None = None
) -> UnitProgress:
    """Record what came of a unit. The best result wins, and nothing earned is taken back.

    `score` is a share, 0..1. When this completes the last compulsory unit, the enrollment completes, once.
    """
    enrollment = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    row, _created = UnitProgress.objects.get_or_create(enrollment=enrollment, unit_id=unit.pk)
    if score is not None and (row.score_scaled is None or score > row.score_scaled):
        row.score_scaled = score
    if success is not None:
        row.success = bool(row.success or success)
    newly_done = completion and row.completed_at is None
    if newly_done:
        row.completed_at = timezone.now()
        row.position = 1
    row.save(update_fields=["score_scaled", "success", "completed_at", "position"])
    if newly_done:
        unit_id = unit.pk
        transaction.on_commit(lambda: unit_completed.send_robust(Enrollment, enrollment=enrollment, unit_id=unit_id))
        course = CoursePage.objects.select_related("outline_state").get(pk=enrollment.course_id)
        _complete_course_if_done(enrollment, outline_of(course).compulsory_ids)
    return row


def _complete_course_if_done(enrollment: Enrollment, wanted: frozenset[int]) -> bool:
    """Complete the enrollment when none of the `wanted` units is left. The caller holds the enrollment's row."""
    if enrollment.status != EnrollmentStatus.ACTIVE:
        return False
    done = UnitProgress.objects.filter(enrollment=enrollment, completed_at__isnull=False).values_list(
        "unit_id", flat=True
    )
    if not wanted or not wanted <= set(done):
        return False
    _mark_completed(enrollment)
    return True


def _mark_completed(enrollment: Enrollment) -> None:
    enrollment.status = EnrollmentStatus.COMPLETED
    enrollment.completed_at = timezone.now()
    enrollment.save(update_fields=["status", "completed_at"])
    log(instance=enrollment, action="learning.complete", user=enrollment.learner)
    transaction.on_commit(lambda: course_completed.send_robust(Enrollment, enrollment=enrollment))


def complete_ready(*, course: CoursePage) -> int:
    """Complete running enrollments that have nothing left to do, after a unit left the course. Returns how many."""
    done = 0
    wanted = build_outline(course).compulsory_ids
    for pk in Enrollment.objects.filter(course=course, status=EnrollmentStatus.ACTIVE).values_list("pk", flat=True):
        with transaction.atomic():
            enrollment = Enrollment.objects.select_for_update(of=("self",)).get(pk=pk)
            done += _complete_course_if_done(enrollment, wanted)
    return done


@transaction.atomic
def override_completion(*, enrollment: Enrollment, by, reason: str) -> Enrollment:
    """Staff declare a course completed (proof on paper, a lost record). Needs a reason; logged; never undone.

    Raises PermissionError when `by` has no right at the course's unit, ValueError without a reason.
    """
    enrollment = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    course = CoursePage.objects.get(pk=enrollment.course_id)
    if not can(by, course.organisation, Role.COHORT_MANAGER, Role.DISTRICT_ADMIN):
        raise PermissionError
    if not reason.strip():
        raise ValueError("reason")
    if enrollment.status == EnrollmentStatus.ACTIVE:
        _mark_completed(enrollment)
        log(instance=enrollment, action="learning.override", user=by, data={"reason": reason.strip()})
    return enrollment
