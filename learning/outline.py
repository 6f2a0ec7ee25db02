"""A course outline with one learner's progress on it: the one place that says done, open, locked and how much.

Page, card, report and certificate all read it, so they cannot disagree, and nothing is ever over 100 %.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.enums import UnitOrder
from courses.outline import CourseOutline, OutlineUnit
from learning.enums import EnrollmentStatus
from learning.models import Enrollment, UnitProgress


@dataclass(frozen=True, slots=True)
class UnitState:
    """One unit for one learner. `state` is done, started, open or locked; a lock has a reason and a way out."""

    unit: OutlineUnit
    state: str
    position: float = 0
    reason: str = ""
    link: str = ""
    link_label: str = ""

    @property
    def mark(self) -> str:
        """The sign the outline draws: done, partial, open or locked."""
        return "partial" if self.state == "started" else self.state


@dataclass(frozen=True, slots=True)
class LearnerOutline:
    course: CourseOutline
    states: dict[int, UnitState]
    finished: bool

    @property
    def modules(self) -> list[tuple[str, list[UnitState]]]:
        return [(module.title, [self.states[u.id] for u in module.units]) for module in self.course.modules]

    @property
    def total(self) -> int:
        """Units that count for completion."""
        return len(self.course.compulsory_ids)

    @property
    def done(self) -> int:
        if self.finished:
            return self.total
        return sum(self.states[unit_id].state == "done" for unit_id in self.course.compulsory_ids)

    @property
    def percent(self) -> int:
        """Whole percent, rounded down, so that 100 means finished."""
        if self.finished:
            return 100
        return self.done * 100 // self.total if self.total else 0

    @property
    def next(self) -> UnitState | None:
        """The unit to go on with: a begun one first, then the first open one."""
        order = [self.states[unit.id] for unit in self.course.units]
        begun = (s for s in order if s.state == "started")
        fresh = (s for s in order if s.state == "open")
        return next(begun, None) or next(fresh, None)

    @property
    def minutes_left(self) -> int:
        left = (self.states[unit.id] for unit in self.course.units if unit.compulsory)
        return sum(round(s.unit.minutes * (1 - s.position)) for s in left if s.state != "done")


def learner_outline(
    *, outline: CourseOutline, enrollment: Enrollment | None, rows: Iterable[UnitProgress], unit_order: str
) -> LearnerOutline:
    """Lay `rows`, the progress of `enrollment`, over `outline`. Without an enrollment everything is open."""
    by_unit = {row.unit_id: row for row in rows}
    finished = enrollment is not None and enrollment.status == EnrollmentStatus.COMPLETED
    done = {unit_id for unit_id, row in by_unit.items() if row.completed_at}
    states: dict[int, UnitState] = {}
    gap: OutlineUnit | None = None
    for unit in outline.units:
        row = by_unit.get(unit.id)
        if unit.id in done:
            states[unit.id] = UnitState(unit, "done", 1)
            continue
        blocked = _lock(unit, outline, done, gap if unit_order == UnitOrder.SEQUENTIAL else None)
        if blocked and enrollment is not None and not finished:
            states[unit.id] = UnitState(unit, "locked", 0, *blocked)
        else:
            begun = row is not None
            states[unit.id] = UnitState(unit, "started" if begun else "open", row.position if row else 0)
        if unit.compulsory and gap is None:
            gap = unit
    return LearnerOutline(outline, states, finished)


def _lock(
    unit: OutlineUnit, outline: CourseOutline, done: set[int], gap: OutlineUnit | None
) -> tuple[str, str, str] | None:
    """Why the unit is closed, and where to go instead; None when it is open."""
    opens: datetime.date | None = unit.opens_on
    if opens and opens > timezone.localdate():
        return _("Opens on %(date)s.") % {"date": date_format(opens)}, "", ""
    first = outline.unit(unit.prerequisite_id) if unit.prerequisite_id else None
    missing = first if first and first.id not in done else gap
    if missing is None:
        return None
    reason = _("Finish “%(title)s” first.") % {"title": missing.title}
    return reason, missing.url, _("Go to “%(title)s”") % {"title": missing.title}
