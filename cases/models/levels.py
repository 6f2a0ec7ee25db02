"""How the evidence level of a case came to be what it is: one row a move, never changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import EvidenceLevel, LevelCause
from cases.models.case import CasePage


class EvidenceChange(models.Model):
    """One move of the level or of what stands behind it: the judgement, or the places in which it was proven again.

    `source` names the record that moved it when it was no judgement (the uuid of a replication).
    """

    case = models.ForeignKey(CasePage, models.CASCADE, related_name="evidence_changes")
    cause = models.CharField(_("cause"), max_length=10, choices=LevelCause.choices)
    before = models.PositiveSmallIntegerField(_("from"), choices=EvidenceLevel.choices)
    after = models.PositiveSmallIntegerField(_("to"), choices=EvidenceLevel.choices)
    judged = models.PositiveSmallIntegerField(choices=EvidenceLevel.choices)
    places = models.PositiveIntegerField(default=0)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    source = models.UUIDField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of an evidence level")
        verbose_name_plural = _("changes of evidence levels")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.case} {self.before} → {self.after}"
