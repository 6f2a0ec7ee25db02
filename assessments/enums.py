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


class QuizMode(models.TextChoices):
    """What a quiz is for. In an exam, leaving the page is counted; in practice, each answer may be checked at once."""

    EXAM = "exam", _("Exam")
    PRACTICE = "practice", _("Practice")


class Counted(models.TextChoices):
    """Which attempt's score stands. What was passed stays passed either way."""

    BEST = "best", _("The best attempt")
    LAST = "last", _("The last attempt")


class FeedbackPolicy(models.TextChoices):
    """What a learner sees of a marked paper, and when."""

    AT_ONCE = "at_once", _("Each answer as soon as it is checked (practice only)")
    AFTER = "after", _("Score, right answers and explanations")
    CLOSED = "closed", _("Score; right answers once the quiz has closed")
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


class Verdict(models.TextChoices):
    """What the figures of a question ask its author to look at."""

    NEGATIVE = "negative", _("Discrimination is negative: check the key")
    TOO_HARD = "too_hard", _("Too hard")
    TOO_EASY = "too_easy", _("Too easy")
    WEAK = "weak", _("Does not discriminate")
    UNCHOSEN = "unchosen", _("A wrong choice nobody chooses")


class Usage(models.TextChoices):
    """How a quiz asks a question."""

    FIXED = "fixed", _("Asked of everybody")
    DRAWN = "drawn", _("May be drawn")
    EARLIER = "earlier", _("Was asked earlier")
