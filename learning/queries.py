"""Reads that span enrollment, progress and course."""

from courses.models import CoursePage, UnitPage
from learning.models import Enrollment, UnitProgress

# What opening a unit needs of enrollment and course; a page row is wide, and building the query is what costs.
READING_FIELDS = (
    "uuid", "learner_id", "status", "method", "last_unit_id", "last_seen_at", "completed_at",
    "course__title", "course__slug", "course__path", "course__depth", "course__url_path", "course__unit_order",
    "course__outline_state__version",
)  # fmt: skip


def course_path_of(unit: UnitPage) -> str:
    """The tree path of the course a unit stands in (course > module > unit)."""
    return unit.path[: -2 * unit.steplen]


def enrollment_for(user, unit: UnitPage) -> Enrollment | None:
    """The enrollment in which `user` reads `unit`: a running one before a completed one. One query."""
    found = (
        Enrollment.objects.reading()
        .filter(learner=user, course__path=course_path_of(unit))
        .select_related("course__outline_state")
        .only(*READING_FIELDS)
        .order_by("status", "-enrolled_at")  # "active" sorts before "completed"
    )
    return found.first()


def course_of(unit: UnitPage) -> CoursePage | None:
    return CoursePage.objects.filter(path=course_path_of(unit)).select_related("outline_state").first()


def progress_rows(enrollment: Enrollment | None) -> list[UnitProgress]:
    return list(UnitProgress.objects.filter(enrollment=enrollment)) if enrollment else []


def progress_of_many(enrollments: list[Enrollment]) -> dict[int, list[UnitProgress]]:
    """Progress rows by enrollment id, in one query."""
    rows: dict[int, list[UnitProgress]] = {enrollment.pk: [] for enrollment in enrollments}
    for row in UnitProgress.objects.filter(enrollment__in=enrollments).defer("state"):
        rows[row.enrollment_id].append(row)
    return rows
