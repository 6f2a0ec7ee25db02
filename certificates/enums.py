"""Kinds and states of certificates."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateKind(models.TextChoices):
    COMPLETION = "completion", _("Completion certificate")


class CertificateStatus(models.TextChoices):
    """`pending`: the file is being made; `blocked`: a character cannot be printed; the rest is public."""

    PENDING = "pending", _("Being made")
    BLOCKED = "blocked", _("Waiting for a character")
    VALID = "valid", _("Valid")
    REVOKED = "revoked", _("Revoked")


PUBLIC_STATUSES = (CertificateStatus.VALID, CertificateStatus.REVOKED)
