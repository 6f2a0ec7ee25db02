"""What people were told about their data, and what they agreed to."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField


class PrivacyNoticeQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(effective_from__lte=timezone.localdate()).order_by("-effective_from", "-pk")


class PrivacyNotice(models.Model):
    """One version of the personal-information rules. A version in force is never edited: a change is a new row."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    effective_from = models.DateField(_("effective from"))
    summary = models.CharField(_("what changed"), max_length=200, blank=True)
    body = RichTextField(_("text"))

    objects = PrivacyNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        ordering = ["-effective_from", "-pk"]

    def __str__(self) -> str:
        return self.version


class Consent(models.Model):
    """One person read one version and agreed, at a time. Append-only: withdrawing sets `withdrawn_at`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    document = models.ForeignKey(PrivacyNotice, models.PROTECT, related_name="consents")
    at = models.DateTimeField(_("agreed at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            # Agreeing twice to one version is one agreement.
            models.UniqueConstraint(
                fields=["user", "document"], condition=models.Q(withdrawn_at=None), name="one_consent_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.document}"
