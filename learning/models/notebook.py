"""The learner's own notebook."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Note(models.Model):
    """One note of one learner in one unit. With `block` it answers that block's reflection prompt; only its
    writer ever reads it."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes")
    unit = models.ForeignKey(Page, models.PROTECT, related_name="+")
    block = models.CharField(max_length=40, blank=True)
    # The prompt as it stood when answered; the lesson may change.
    prompt = models.CharField(max_length=200, blank=True)
    text = models.TextField(_("note"), max_length=5000)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-updated_at"]
        indexes = [models.Index(fields=["learner", "unit"], name="notes_of_learner_in_unit")]
        constraints = [
            # Saving an answer to a prompt twice changes it; it does not make a second one.
            models.UniqueConstraint(
                fields=["learner", "unit", "block"], condition=~models.Q(block=""), name="one_answer_per_prompt"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]
