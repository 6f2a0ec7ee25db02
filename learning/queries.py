"""Reads that span enrollment, progress and course."""

from django.db.models import F

from courses.models import CoursePage, UnitPage
from courses.shelf import Shelf
from learning.models import Enrollment, UnitProgress

# Courses as they are at one version of their outline.
_courses = Shelf(size=300)
_course_ids = Shelf(size=3000)


def course_path_of(unit: UnitPage) -> str:
    """The tree path of the course a unit stands in (course > module > unit)."""
    return unit.path[: -2 * unit.steplen]


def course_id_of(unit: UnitPage) -> int | None:
    """The key of the course a unit stands in; kept by the unit's place, which a move changes."""
    path = course_path_of(unit)

    def find() -> int | None:
        return CoursePage.objects.filter(path=path).values_list("pk", flat=True).first()

    return _course_ids.get((unit.pk, path), find)


def enrollment_for(user, unit: UnitPage) -> Enrollment | None:
    """The enrollment in which `user` reads `unit`: a running one before a completed one. One query."""
    found = (
        Enrollment.objects.reading()
        .filter(learner=user.pk, course=course_id_of(unit))
        .annotate(outline_version=F("course__outline_state__version"))
        .order_by("status", "-enrolled_at")  # "active" sorts before "completed"
    )
    enrollment = next(iter(found[:1]), None)
    if enrollment is not None and enrollment.outline_version:
        # A page row is wide; what is live in the course changes its version, so the page is kept by it.
        key = (enrollment.course_id, enrollment.outline_version)
        enrollment.course = _courses.get(key, lambda: _course(enrollment.course_id))
    return enrollment


def _course(pk: int) -> CoursePage:
    return CoursePage.objects.select_related("outline_state").get(pk=pk)


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
