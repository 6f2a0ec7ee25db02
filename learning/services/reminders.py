"""Reminding people of deadlines, and their unit of those they missed."""

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override, pgettext

from accounts.enums import NoticeKind, Role
from accounts.models import Notice, Organisation, User
from accounts.queries import nearest_with
from accounts.services import notify
from learning.deadlines import OVERDUE, OVERDUE_DAYS, STAGES, stage_of
from learning.enums import EnrollmentStatus
from learning.models import Enrollment

# Who learns that somebody of the unit missed a deadline; they see the enrollment in their lists as well.
SUPERVISORS = (Role.COHORT_MANAGER, Role.TOWN_ADMIN)
NAMES_TOLD = 3
BATCH = 500


@dataclass(frozen=True)
class ReminderReport:
    """How many learners a run reminded, and how many of them of a deadline that is over."""

    reminded: int = 0
    overdue: int = 0


def send_reminders(*, today: datetime.date | None = None) -> ReminderReport:
    """Remind learners 14, 7 and 1 days before a deadline and once after it, which their unit is told as well.

    Only those who still study are reminded. Each stage of each deadline is told once, however often this runs; a
    deadline that was moved counts anew.
    """
    today = today or timezone.localdate()
    span = (today - datetime.timedelta(days=OVERDUE_DAYS), today + datetime.timedelta(days=max(STAGES)))
    rows = (
        Enrollment.objects.filter(
            status=EnrollmentStatus.ACTIVE, due_on__range=span, course__live=True, learner__is_active=True
        )
        .select_related("learner", "course", "organisation")
        .order_by("pk")
    )
    with override(settings.LANGUAGE_CODE):
        waiting = _not_told(rows.iterator(chunk_size=BATCH), today)
        reminded = sum(_remind(row, stage, today) for row, stage in waiting if stage != OVERDUE)
        late = [row for row, stage in waiting if stage == OVERDUE]
        overdue = sum(_tell_overdue(together) for together in _by_course_and_unit(late))
    return ReminderReport(reminded + overdue, overdue)


def _not_told(rows: Iterable[Enrollment], today: datetime.date) -> list[tuple[Enrollment, str]]:
    """Rows with the stage that is due and has not been told; most have been, so they are let go in portions."""
    waiting = []
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        staged = {_key(row, stage): (row, stage) for row in batch if (stage := _stage(row, today))}
        told = set(Notice.objects.filter(key__in=staged).values_list("key", flat=True))
        waiting += [found for key, found in staged.items() if key not in told]
    return waiting


def _stage(row: Enrollment, today: datetime.date) -> str | None:
    return stage_of(row.due_on, today, timezone.localdate(row.enrolled_at)) if row.due_on else None


def _key(row: Enrollment, stage: str) -> str:
    return f"due:{row.uuid}:{row.due_on}:{stage}"


def _remind(row: Enrollment, stage: str, today: datetime.date) -> int:
    left = (row.due_on - today).days if row.due_on else 0
    if left > 1:
        words = gettext("“%(course)s” must be finished in %(left)d days, by %(day)s.")
    elif left == 1:
        words = gettext("“%(course)s” must be finished tomorrow, %(day)s.")
    else:
        words = gettext("“%(course)s” must be finished today.")
    return notify(
        users=[row.learner], kind=NoticeKind.DEADLINE, text=words % _facts(row, left=left), url=_course_url(row),
        key=_key(row, stage),
    )  # fmt: skip


@transaction.atomic
def _tell_overdue(rows: list[Enrollment]) -> int:
    """Tell the late learners of one course and unit, and their unit's people in one line; both or neither."""
    told = 0
    for row in rows:
        words = gettext("“%(course)s” was due on %(day)s. Please finish it soon, or talk to your administrator.")
        told += notify(
            users=[row.learner], kind=NoticeKind.DEADLINE, text=words % _facts(row), url=_course_url(row),
            key=_key(row, OVERDUE), official=True,
        )  # fmt: skip
    unit = rows[0].organisation
    if unit is not None:
        for supervisor in nearest_with(unit, *SUPERVISORS):
            _tell_supervisor(supervisor, unit, [row for row in rows if row.learner_id != supervisor.pk])
    return told


def _tell_supervisor(supervisor: User, unit: Organisation, rows: list[Enrollment]) -> None:
    if not rows:
        return
    names = pgettext("between names", ", ").join(row.learner.name for row in rows[:NAMES_TOLD])
    if len(rows) == 1:
        words = gettext("%(unit)s: %(names)s has not finished “%(course)s” in time.")
    else:
        words = gettext("%(unit)s: %(count)d people have not finished “%(course)s” in time, among them %(names)s.")
    facts = {"unit": unit.name_short, "names": names, "count": len(rows), "course": rows[0].course.title}
    one = len(rows) == 1
    url = reverse("enrollment:inspect", args=[rows[0].pk]) if one else reverse("enrollment:index")
    told = hashlib.sha256("".join(_key(row, OVERDUE) for row in rows).encode()).hexdigest()[:32]
    notify(
        users=[supervisor], kind=NoticeKind.TASK, text=words % facts, key=f"overdue:{told}",
        url=url if one else f"{url}?course={rows[0].course_id}&unit={unit.pk}&status={EnrollmentStatus.ACTIVE}",
    )  # fmt: skip


def _by_course_and_unit(rows: list[Enrollment]) -> Iterable[list[Enrollment]]:
    groups: dict[tuple[int, int | None], list[Enrollment]] = defaultdict(list)
    for row in rows:
        groups[row.course_id, row.organisation_id].append(row)
    return groups.values()


def _facts(row: Enrollment, **more: object) -> dict[str, object]:
    return {"course": row.course.title, "day": date_format(row.due_on, "DATE_FORMAT") if row.due_on else "", **more}


def _course_url(row: Enrollment) -> str:
    # The inbox takes addresses of this site only, and a site under a second name has absolute ones.
    return urlsplit(row.course.url or "").path
