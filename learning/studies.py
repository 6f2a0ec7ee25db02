"""Enrollments laid over their courses: what cards, the home page and "my learning" show. Always a fixed number of
queries, however many courses."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage, LessonPage
from courses.outline import outlines_of
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from learning.outline import LearnerOutline, UnitState, learner_outline
from learning.queries import progress_of_many

# From this many days on a deadline is said in red.
SOON = 7
# Which of a learner's enrollments speaks for the course: the running one, then what was achieved, then what waits.
RANK = {
    EnrollmentStatus.ACTIVE: 0,
    EnrollmentStatus.COMPLETED: 1,
    EnrollmentStatus.APPLIED: 2,
    EnrollmentStatus.DECLINED: 3,
    EnrollmentStatus.WITHDRAWN: 4,
}


@dataclass(frozen=True, slots=True)
class Study:
    """One enrollment with its course and progress."""

    enrollment: Enrollment
    course: CoursePage
    outline: LearnerOutline

    @property
    def unit(self) -> UnitState | None:
        """Where to go on: the unit last opened while it is unfinished, else the next one that is open."""
        last = self.outline.states.get(self.enrollment.last_unit_id or 0)
        if last is not None and last.state in ("started", "open"):
            return last
        return self.outline.next

    @property
    def url(self) -> str:
        """The address to go on at; the course when no unit is open, nothing when the course is not shown now."""
        if not self.course.live:
            return ""
        unit = self.unit
        return (unit.unit.url if unit else "") or self.course.url or ""

    @property
    def begun(self) -> bool:
        return self.enrollment.last_unit_id is not None or self.outline.done > 0

    @property
    def days_left(self) -> int | None:
        """Days to the deadline, negative when it has passed; None without one."""
        due: datetime.date | None = self.enrollment.due_on
        return (due - timezone.localdate()).days if due else None

    @property
    def pressing(self) -> bool:
        return self.days_left is not None and self.days_left <= SOON


def studies(enrollments: Iterable[Enrollment], *, beside: Iterable[CoursePage] = ()) -> list[Study]:
    """`enrollments` with their courses and progress. Load them with `with_course`.

    `beside` names courses shown on the same page: their outlines are read in the same queries and then known.
    """
    rows = list(enrollments)
    outlines = outlines_of(
        ({course.pk: course for course in beside} | {row.course_id: row.course for row in rows}).values()
    )
    progress = progress_of_many(rows)
    return [
        Study(
            enrollment=row,
            course=row.course,
            outline=learner_outline(
                outline=outlines[row.course_id], enrollment=row, rows=progress[row.pk], unit_order=row.course.unit_order
            ),
        )
        for row in rows
    ]


def with_course(queryset):
    """Load what `studies` needs beside the rows."""
    return queryset.select_related("course__outline_state")


def standing(user: User, courses: Iterable[CoursePage]) -> dict[int, Enrollment]:
    """The enrollment that speaks for `user` in each of `courses`, by course id. One query; none for a stranger."""
    if not user.is_authenticated:
        return {}
    rows = with_course(Enrollment.objects.filter(learner=user, course__in=list(courses))).order_by("pk")
    found: dict[int, Enrollment] = {}
    for row in rows:
        best = found.get(row.course_id)
        if best is None or RANK[EnrollmentStatus(row.status)] <= RANK[EnrollmentStatus(best.status)]:
            found[row.course_id] = row
    return found


def last_heading(enrollment: Enrollment, unit: UnitState, anchor: str) -> str:
    """The heading under which the learner stopped reading, empty when unknown. One query."""
    lesson = LessonPage.objects.filter(pk=unit.unit.id).only("body").first() if anchor else None
    heading = ""
    for block in lesson.body.raw_data if lesson else ():
        if block["type"] == "heading":
            heading = block["value"].get("text", "")
        if block.get("id") == anchor:
            return heading
    return ""
