"""How progress is made: opening a unit, answering in it, completing it, completing the course. Beats: beats.py."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.enums import Role
from accounts.queries import can
from courses.models import CoursePage, LessonPage
from courses.outline import build_outline, outline_of
from learning.enums import EnrollmentStatus
from learning.models import Enrollment, UnitProgress
from learning.queries import course_at
from learning.rendering import Needs, needs_of
from learning.signals import course_completed, unit_completed
from learning.watching import share


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


def complete_if_done(row: UnitProgress, needs: Needs) -> None:
    """Complete a lesson whose last requirement has just been met."""
    if all(remaining(row, needs).values()):
        row.completed_at = record_result(enrollment=row.enrollment, unit=row.unit, completion=True).completed_at


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
        complete_if_done(row, needs)
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
        complete_if_done(row, needs_of(lesson))
    return answer


def _locked_row(enrollment: Enrollment, unit: Page) -> UnitProgress:
    UnitProgress.objects.get_or_create(enrollment=enrollment, unit_id=unit.pk)
    rows = UnitProgress.objects.select_for_update(of=("self",)).select_related("enrollment")
    return rows.get(enrollment=enrollment, unit_id=unit.pk)


@transaction.atomic
def record_result(
    *, enrollment: Enrollment, unit: Page, completion: bool, success: bool | None = None, score: Decimal | None = None,
    replace: bool = False,
) -> UnitProgress:  # fmt: skip
    """Record what came of a unit. The best result wins, and nothing earned is taken back.

    `score` is a share, 0..1; with `replace` it stands even if it is lower than the one before. When this completes the
    last compulsory unit, the enrollment completes, once.
    """
    enrollment = running_enrollment(enrollment.pk)
    row, _created = UnitProgress.objects.get_or_create(enrollment=enrollment, unit_id=unit.pk)
    if score is not None and (replace or row.score_scaled is None or score > row.score_scaled):
        row.score_scaled = score
    if success is not None:
        row.success = bool(row.success or success)
    newly_done = completion and row.completed_at is None
    if newly_done:
        row.completed_at = timezone.now()
        row.position = 1
    row.save(update_fields=["score_scaled", "success", "completed_at", "position"])
    if newly_done:
        mark_done(enrollment, unit.pk)
    return row


def running_enrollment(pk: int) -> Enrollment:
    """The enrollment, locked, with its course as the current version of the outline has it."""
    locked = Enrollment.objects.select_for_update(of=("self",))
    enrollment = locked.annotate(outline_version=F("course__outline_state__version")).get(pk=pk)
    enrollment.course = course_at(enrollment.course_id, enrollment.outline_version)
    return enrollment


def mark_done(enrollment: Enrollment, unit_id: int) -> None:
    """Tell that a unit was completed, and complete the course when it was the last. The caller holds the lock."""
    transaction.on_commit(lambda: unit_completed.send_robust(Enrollment, enrollment=enrollment, unit_id=unit_id))
    _complete_course_if_done(enrollment, outline_of(enrollment.course).compulsory_ids)


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
