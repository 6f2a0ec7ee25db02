"""Practicing what went wrong: no attempt, no points, only how often it was right in a row."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Practice(models.Model):
    """How one learner gets on with one question outside any quiz. `item` is the uid of the question on papers.

    `answers` counts all of them: a form carries the count it was made with, so that sent twice it counts once.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    item = models.CharField(max_length=36)
    right_in_row = models.PositiveSmallIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practice")
        constraints = [
            # Two tabs that answer at once share one count.
            models.UniqueConstraint(fields=["learner", "item"], name="one_practice_per_question"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}:{self.item}"
