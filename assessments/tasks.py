"""Background jobs of quizzes."""

from django_tasks import task

from assessments.services import close_overdue


@task()
def close_overdue_attempts() -> int:
    """Hand in what was saved for everybody whose time is over."""
    return close_overdue()
