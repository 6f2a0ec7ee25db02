"""Reads that span enrollment, progress and course."""

from django.db.models import F

from accounts.prepared import Given, Prepared
from content.shelf import Shelf
from courses.models import CoursePage, UnitPage
from learning.models import Enrollment, Note, UnitProgress

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


@Prepared
def _enrollments():
    found = Enrollment.objects.reading().filter(learner=Given("learner"), course=Given("course"))
    # "active" sorts before "completed"
    return found.annotate(outline_version=F("course__outline_state__version")).order_by("status", "-enrolled_at")[:1]


def enrollment_for(user, unit: UnitPage) -> Enrollment | None:
    """The enrollment in which `user` reads `unit`: a running one before a completed one. One query."""
    enrollment = _enrollments.first(learner=user.pk, course=course_id_of(unit))
    if enrollment is not None and enrollment.outline_version:
        enrollment.course = course_at(enrollment.course_id, enrollment.outline_version)
    return enrollment


def course_at(pk: int, version: int | None) -> CoursePage:
    """The course as one `version` of its outline has it. A page row is wide, and what is live in a course changes its
    version, so the page is kept by it; without a version it is read anew."""

    def read() -> CoursePage:
        return CoursePage.objects.select_related("outline_state").get(pk=pk)

    return _courses.get((pk, version), read) if version else read()


def course_of(unit: UnitPage) -> CoursePage | None:
    return CoursePage.objects.filter(path=course_path_of(unit)).select_related("outline_state").first()


@Prepared
def _progress():
    return UnitProgress.objects.filter(enrollment=Given("enrollment"))


def progress_rows(enrollment: Enrollment | None) -> list[UnitProgress]:
    return list(_progress.records(enrollment=enrollment.pk)) if enrollment else []


@Prepared
def _notes():
    return Note.objects.filter(learner=Given("learner"), unit=Given("unit"))


def notes_in(enrollment: Enrollment, unit: UnitPage) -> list[Note]:
    """What the learner wrote in `unit`, newest first."""
    return list(_notes.records(learner=enrollment.learner_id, unit=unit.pk))


def progress_of_many(enrollments: list[Enrollment]) -> dict[int, list[UnitProgress]]:
    """Progress rows by enrollment id, in one query."""
    rows: dict[int, list[UnitProgress]] = {enrollment.pk: [] for enrollment in enrollments}
    for row in UnitProgress.objects.filter(enrollment__in=enrollments).defer("state"):
        rows[row.enrollment_id].append(row)
    return rows
