"""Background work of learning: thin, the services do it."""

from django_tasks import task

from courses.models import CoursePage
from learning import services
from learning.services import complete_ready


@task()
def complete_ready_enrollments(course_id: int) -> int:
    """Complete enrollments with nothing left to do; returns how many."""
    course = CoursePage.objects.filter(pk=course_id).first()
    return complete_ready(course=course) if course else 0


@task()
def send_reminders() -> int:
    """Remind of deadlines; returns how many learners were told."""
    return services.send_reminders().reminded
