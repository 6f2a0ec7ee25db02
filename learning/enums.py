"""States of learning."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EnrollmentStatus(models.TextChoices):
    APPLIED = "applied", _("Waiting for approval")
    ACTIVE = "active", _("Studying")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DECLINED = "declined", _("Not approved")


# A learner may read the course in these states; a running one also counts against the places.
READING_STATUSES = (EnrollmentStatus.ACTIVE, EnrollmentStatus.COMPLETED)
# Only one of these may exist for a learner and a course at a time.
OPEN_STATUSES = (EnrollmentStatus.APPLIED, EnrollmentStatus.ACTIVE)


class StepKind(models.TextChoices):
    """What a step of a learning path asks for."""

    COURSE = "course", pgettext_lazy("step of a path", "Course")
    UNIT = "unit", pgettext_lazy("step of a path", "Lesson")
    CASE = "case", pgettext_lazy("step of a path", "Case to study")
    TASK = "task", pgettext_lazy("step of a path", "Practice task")
    EXAM = "exam", pgettext_lazy("step of a path", "Exam")
