"""How far a learner has come in one unit."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from learning.models.enrollments import Enrollment


class UnitProgress(models.Model):
    """One enrollment's record of one unit. Completion, success and score are three facts (xAPI), never one status.

    `state` is {"version": 1, "read": bool, "checks": {block id: {"chosen": [ids], "right": bool}},
    "media": {block id: {"length": seconds, "seen": [[from, to], …], "at": seconds}}}: what was done towards the
    unit's requirements. `position` is the furthest share of the text seen, 0..1; `anchor` is the block to return to.
    Best result wins; what was earned stays earned when the rules of the unit change.
    """

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="progress")
    unit = models.ForeignKey(Page, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)
    success = models.BooleanField(null=True, blank=True)
    score_scaled = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    seconds = models.PositiveIntegerField(_("seconds studied"), default=0)
    position = models.FloatField(default=0)
    anchor = models.CharField(max_length=40, blank=True)
    state = models.JSONField(default=dict, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("learning progress")
        verbose_name_plural = _("learning progress")
        constraints = [
            # Two tabs that open a lesson together share one record.
            models.UniqueConstraint(fields=["enrollment", "unit"], name="one_progress_per_unit"),
            models.CheckConstraint(condition=Q(position__gte=0, position__lte=1), name="position_is_a_share"),
            models.CheckConstraint(
                condition=Q(score_scaled=None) | Q(score_scaled__gte=0, score_scaled__lte=1), name="score_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id}:{self.unit_id}"


class StudyClock(models.Model):
    """The last beat of one person, on whatever device. Study time is the time between beats, so two devices at
    once share one clock and do not count twice."""

    learner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="study_clock", primary_key=True)
    last_beat_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.learner_id} {self.last_beat_at:%F %T}"
