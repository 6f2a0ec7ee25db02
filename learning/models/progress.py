"""How far a learner has come in one unit."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from learning.models.enrollments import Enrollment

STATE_VERSION = 1


def empty_state() -> dict:
    return {"version": STATE_VERSION, "read": False, "checks": {}, "media": {}}


class UnitProgress(models.Model):
    """One enrollment's record of one unit. Completion, success and score are three facts (xAPI), never one status.

    `state` is {"version": 1, "read": bool, "checks": {block id: {"chosen": [ids], "right": bool}},
    "media": {block id: {"seen": [[from, to], …], "at": seconds}}}: what was done towards the unit's requirements.
    `position` is the furthest share of the text seen, 0..1; `anchor` is the block to return to. `beat_at` is the
    last sign of study from any device: study time is the time between beats, and a person's beats are compared over
    all units, so two devices at once do not count twice. Best result wins; what was earned stays earned when the
    rules of the unit change.
    """

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="progress")
    unit = models.ForeignKey(Page, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)
    success = models.BooleanField(null=True, blank=True)
    score_scaled = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    seconds = models.FloatField(_("seconds studied"), default=0)
    beat_at = models.DateTimeField(null=True, blank=True)
    position = models.FloatField(default=0)
    anchor = models.CharField(max_length=40, blank=True)
    state = models.JSONField(default=empty_state, blank=True)

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
