"""Learning records for tests, made by the services people use."""

from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page

from content.shelf import clear_all
from courses.models import CourseAudience, CoursePage
from courses.outline import outline_of
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from learning.services import record_result
from tests import factories


def cold() -> None:
    """Forget everything that is kept between requests: the next page asks for all of it."""
    cache.clear()
    clear_all()


def complete(enrollment: Enrollment) -> Enrollment:
    """Mark an enrollment completed without studying it."""
    enrollment.status, enrollment.completed_at = EnrollmentStatus.COMPLETED, timezone.now()
    enrollment.save()
    return enrollment


def finish_units(enrollment: Enrollment, count: int) -> None:
    """Complete the first `count` units of the course."""
    for unit in outline_of(CoursePage.objects.get(pk=enrollment.course_id)).units[:count]:
        record_result(enrollment=enrollment, unit=Page.objects.get(pk=unit.id), completion=True)


def course_for(title: str, *audiences: str, lessons: int = 0, **fields) -> CoursePage:
    """A course for `audiences`; an audience with a "!" must take it."""
    made = factories.course(title, **fields)
    for name in audiences:
        CourseAudience.objects.create(course=made, audience=name.rstrip("!"), compulsory=name.endswith("!"))
    if lessons:
        heading = factories.module(made)
        for number in range(1, lessons + 1):
            factories.lesson(heading, f"{title}第{number}课")
    return CoursePage.objects.get(pk=made.pk)
