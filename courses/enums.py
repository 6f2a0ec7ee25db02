"""The fixed vocabularies of course content."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseLevel(models.TextChoices):
    BASIC = "basic", _("Basic")
    INTERMEDIATE = "intermediate", _("Intermediate")
    ADVANCED = "advanced", _("Advanced")


class JoinMethod(models.TextChoices):
    """How a person gets into a course."""

    OPEN = "open", _("Open to everyone")
    APPLICATION = "application", _("By application")
    ASSIGNMENT = "assignment", _("By assignment")
    INVITE = "invite", _("With an invite code")


class UnitOrder(models.TextChoices):
    FREE = "free", _("In any order")
    SEQUENTIAL = "sequential", _("One after another")
