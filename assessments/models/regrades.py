"""Marks given anew after a wrong key. Only `assessments.services` writes here."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.attempts import Attempt


class Regrade(models.Model):
    """One attempt marked anew, because the key of one question was wrong. Never changed, never taken back.

    `before` and `after` are {"version": 1, "key", "item_points", "points", "score", "success"}: the part of the answer
    key and the figures of that moment, so that every mark a learner ever had can be told. `revision` is the revision
    of the question that brought the right key.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="regrades")
    item = models.CharField(max_length=36)
    revision = models.PositiveBigIntegerField()
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    before = models.JSONField()
    after = models.JSONField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("regrade")
        verbose_name_plural = _("regrades")
        ordering = ["-at", "-pk"]
        constraints = [
            # Two clicks, or two authors: an attempt is marked anew once for each correction.
            models.UniqueConstraint(fields=["attempt", "item", "revision"], name="one_regrade_per_correction"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}:{self.item}"
