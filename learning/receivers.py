"""What learning itself listens to: a unit that leaves a course, and what may have completed a path."""

from django.dispatch import receiver
from wagtail.signals import page_unpublished

from courses.models import CoursePage, UnitPage
from learning.services import complete_paths
from learning.signals import course_completed, unit_completed
from learning.tasks import complete_ready_enrollments


@receiver([unit_completed, course_completed], dispatch_uid="learning_path_may_be_complete")
def path_may_be_complete(sender, enrollment, **kwargs) -> None:
    complete_paths(learner=enrollment.learner)


@receiver(page_unpublished)
def unit_left_the_course(sender, instance, **kwargs) -> None:
    if not issubclass(sender, UnitPage):
        return
    course = CoursePage.objects.ancestor_of(instance).first()
    if course is not None:
        complete_ready_enrollments.enqueue(course.pk)
