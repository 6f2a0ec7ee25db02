"""Fixed vocabularies of questions and quizzes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewState(models.TextChoices):
    """Whether a question may be asked: only approved ones are."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    RETIRED = "retired", _("Retired")


class Difficulty(models.IntegerChoices):
    VERY_EASY = 1, _("1 (very easy)")
    EASY = 2, _("2 (easy)")
    MEDIUM = 3, _("3 (medium)")
    HARD = 4, _("4 (hard)")
    VERY_HARD = 5, _("5 (very hard)")


class FeedbackPolicy(models.TextChoices):
    """What a learner sees of a marked paper."""

    AFTER = "after", _("Score, right answers and explanations")
    SCORE_ONLY = "score_only", _("Score only")
    NEVER = "never", _("Only whether it was passed")


class TaskState(models.TextChoices):
    """Where the marking of one answer stands."""

    WAITING = "waiting", _("To be marked")
    SECOND = "second", _("Waits for a second marker")
    APART = "apart", _("The markers differ")
    DONE = "done", _("Marked")


class ClosedBy(models.TextChoices):
    """Who ended an attempt: the learner handed it in, or its time ran out."""

    LEARNER = "learner", _("Handed in")
    DEADLINE = "deadline", _("Time ran out")
