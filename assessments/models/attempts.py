"""Records of sitting a quiz. Only `assessments.services` writes here."""

import datetime

import uuid_utils.compat as uuid
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.queries import units_for
from assessments.enums import ClosedBy, FeedbackPolicy, QuizMode
from assessments.models.quizzes import QuizPage
from learning.models import Enrollment

# An answer on its way when time ran out still counts; the server's clock decides.
GRACE = datetime.timedelta(seconds=5)


class AttemptQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Attempts of learners whose enrollments the person may see as staff."""
        return self.filter(enrollment__in=Enrollment.objects.visible_to(user))

    def remarkable_by(self, user):
        """Attempts in courses of the units where the person authors: there a wrong key is theirs to correct."""
        units = units_for(user, Role.AUTHOR, Role.DISTRICT_ADMIN)
        return self.filter(enrollment__course__organisation__in=units)

    def of_learner(self, user):
        """The person's own attempts."""
        return self.filter(enrollment__learner_id=user.pk)

    def waiting(self):
        """Handed in, with answers that a person still has to mark."""
        return self.filter(submitted_at__isnull=False, success=None)

    def open(self):
        return self.filter(submitted_at=None)

    def overdue(self, now: datetime.datetime | None = None):
        """Open attempts whose time and grace are over. The job that closes them reads the index on deadline."""
        return self.open().filter(deadline__lt=(now or timezone.now()) - GRACE)


class AttemptManager(models.Manager.from_queryset(AttemptQuerySet)):
    def get_queryset(self):
        # The key is fetched by marking and by nothing else, so that no list or page can carry it by accident.
        return super().get_queryset().defer("answer_key")


class Attempt(models.Model):
    """One sitting of a quiz: the paper as it was asked and how it ended.

    Made when the learner begins. `paper`, `answer_key` and `deadline` are frozen at that moment (`assessments.papers`
    describes them); later edits of the quiz or of a question change nothing here. `answer_key` never leaves the server.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="attempts", verbose_name=_("enrollment"))
    quiz = models.ForeignKey(QuizPage, models.PROTECT, related_name="+", verbose_name=_("Quiz"))
    number = models.PositiveSmallIntegerField(_("attempt"))
    paper = models.JSONField()
    answer_key = models.JSONField()
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    deadline = models.DateTimeField(_("time is up at"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    closed_by = models.CharField(_("how it ended"), max_length=10, choices=ClosedBy.choices, blank=True)
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=2, null=True, blank=True)
    max_points = models.DecimalField(_("full points"), max_digits=7, decimal_places=2, null=True, blank=True)
    score_scaled = models.DecimalField(_("score"), max_digits=5, decimal_places=4, null=True, blank=True)
    success = models.BooleanField(_("passed"), null=True, blank=True)

    # How often the page was left in an exam: a hint for whoever marks, never a mark.
    left_page = models.PositiveSmallIntegerField(_("left the page"), default=0)

    # Both only where people mark: by when, and when the last answer was marked.
    marking_due = models.DateField(_("to be marked by"), null=True, blank=True)
    marked_at = models.DateTimeField(_("marked by people"), null=True, blank=True)

    objects = AttemptManager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "quiz", "number"], name="attempts_are_numbered"),
            # Two tabs that begin together share one attempt.
            models.UniqueConstraint(
                fields=["enrollment", "quiz"], condition=Q(submitted_at=None), name="one_open_attempt_per_quiz"
            ),
            models.CheckConstraint(
                condition=Q(score_scaled=None) | Q(score_scaled__gte=0, score_scaled__lte=1),
                name="attempt_score_is_a_share",
            ),
            # Ended by somebody if and only if ended.
            models.CheckConstraint(
                condition=Q(submitted_at=None, closed_by="") | (Q(submitted_at__isnull=False) & ~Q(closed_by="")),
                name="closed_attempt_says_by_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["deadline"], condition=Q(submitted_at=None), name="open_attempts_by_deadline"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} #{self.number}"

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None

    @property
    def checks_at_once(self) -> bool:
        """Practice in which each answer can be checked before the paper is handed in."""
        return self.paper["settings"]["feedback"] == FeedbackPolicy.AT_ONCE

    @property
    def counts_leaving(self) -> bool:
        """An exam, in which leaving the page is counted. A paper from before there were modes counts none."""
        return self.paper["settings"].get("mode") == QuizMode.EXAM

    @property
    def is_waiting(self) -> bool:
        """Handed in, but people have not marked all of it: there is no result yet."""
        return self.submitted_at is not None and self.success is None

    def is_overdue(self, now: datetime.datetime | None = None) -> bool:
        """Open although its time and grace are over."""
        return self.is_open and self.deadline is not None and self.deadline + GRACE < (now or timezone.now())

    def seconds_left(self, now: datetime.datetime | None = None) -> int | None:
        """Whole seconds by the server's clock; None without a limit, never below 0."""
        if self.deadline is None:
            return None
        return max(0, int((self.deadline - (now or timezone.now())).total_seconds()))

    def item(self, uid: str) -> dict | None:
        """The item of the paper with this uid."""
        return next((item for item in self.paper["items"] if item["uid"] == uid), None)


class Response(models.Model):
    """The last answer to one item of one attempt, as saved; marks are added when the attempt is handed in.

    What people mark has no points until they have; then `feedback` is {"rows": [{"criterion", "points", "given"}],
    "comment"}.

    `sequence` counts changes of this answer: a lower one that arrives late never overwrites a higher one.
    `value` is what the item's kind understands; null means not answered (a row may exist for its flag alone).
    Once checked in practice (`checked_at`) it stays as it is.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="responses")
    item = models.CharField(max_length=36)
    value = models.JSONField(null=True, blank=True)
    sequence = models.BigIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)
    flagged = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True, blank=True)
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    correct = models.BooleanField(null=True, blank=True)
    feedback = models.JSONField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            # Saving an answer twice changes it; two requests at once leave one row.
            models.UniqueConstraint(fields=["attempt", "item"], name="one_response_per_item"),
        ]
        # Who was asked this question, in whatever quiz.
        indexes = [models.Index(fields=["item"], name="responses_by_question")]

    def __str__(self) -> str:
        return f"{self.attempt_id}:{self.item}"
