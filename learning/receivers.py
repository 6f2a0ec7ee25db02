"""When a unit leaves a course, people who had only that one left have finished."""

from django.dispatch import receiver
from wagtail.signals import page_unpublished

from courses.models import CoursePage, UnitPage
from learning.tasks import complete_ready_enrollments


@receiver(page_unpublished)
def unit_left_the_course(sender, instance, **kwargs) -> None:
    if not issubclass(sender, UnitPage):
        return
    course = CoursePage.objects.ancestor_of(instance).first()
    if course is not None:
        complete_ready_enrollments.enqueue(course.pk)
