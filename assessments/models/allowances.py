"""Extra time and make-up attempts for single people. Only `assessments.services` writes here."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from accounts.enums import Role
from accounts.queries import units_for
from assessments.extras import Grant
from assessments.models.quizzes import QuizPage
from learning.models import Enrollment

# Who grants them, in the unit of the course.
GRANTING_ROLES = (Role.AUTHOR, Role.COHORT_MANAGER, Role.DISTRICT_ADMIN)


class AllowanceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Allowances in courses of the units where the person grants them."""
        return self.filter(enrollment__course__organisation__in=units_for(user, *GRANTING_ROLES))

    def running(self):
        return self.filter(ended_at=None)


class Allowance(models.Model):
    """Minutes and attempts that one learner gets at one quiz on top of its rules, and why.

    Several add up. With `opens_at` and `closes_at` they hold in that window only: a make-up (补考). Taken back by
    `ended_at`, never changed: what an attempt was begun with stays true.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="allowances", verbose_name=_("enrollment"))
    quiz = models.ForeignKey(QuizPage, models.PROTECT, related_name="+", verbose_name=_("Quiz"))
    minutes = models.PositiveSmallIntegerField(_("extra minutes"), default=0, validators=[MaxValueValidator(600)])
    attempts = models.PositiveSmallIntegerField(_("extra attempts"), default=0, validators=[MaxValueValidator(20)])
    opens_at = models.DateTimeField(_("make-up opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("make-up closes"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("granted by"))
    at = models.DateTimeField(_("granted at"), default=timezone.now)
    ended_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    batch = models.UUIDField(default=uuid7, editable=False)

    objects = AllowanceQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("extra time or make-up")
        verbose_name_plural = _("extra time and make-ups")
        ordering = ["-at", "-pk"]
        constraints = [
            # A form sent twice grants once.
            models.UniqueConstraint(fields=["enrollment", "quiz", "batch"], name="one_allowance_per_grant"),
            models.CheckConstraint(condition=Q(minutes__gt=0) | Q(attempts__gt=0), name="allowance_gives_something"),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="make_up_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id}:{self.quiz_id}"

    def facts(self) -> Grant:
        """The allowance as plain data."""
        return Grant(self.minutes, self.attempts, self.opens_at, self.closes_at)
