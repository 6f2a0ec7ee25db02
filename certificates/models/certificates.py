"""Certificates: a number and a code for ever, and one revision for every state of what they say."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Organisation
from accounts.queries import units_for
from certificates.enums import PUBLIC_STATUSES, CertificateKind, CertificateStatus
from certificates.facts import CertificateFacts
from certificates.models.awards import CertificateTemplate
from learning.models import Enrollment

FACTS_VERSION = 1
REGISTRAR_ROLES = (Role.TOWN_ADMIN, Role.DISTRICT_ADMIN, Role.COHORT_MANAGER)


class NumberSeries(models.Model):
    """The last serial given out in a year for a programme; raised under a lock, never lowered, so no number is
    used twice and a gap means a number that was never printed."""

    prefix = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    programme = models.CharField(max_length=12)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prefix", "year", "programme"], name="one_series_per_year_and_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.programme}"


class CertificateQuerySet(models.QuerySet):
    def public(self):
        """Certificates a stranger may be told about."""
        return self.filter(status__in=PUBLIC_STATUSES)

    def visible_to(self, user):
        return self.filter(organisation__in=units_for(user, *REGISTRAR_ROLES))


class Certificate(models.Model):
    """One certificate. Number and code never change; what it says is in its revisions, the highest one counts.

    `organisation` is the holder's unit of the day. A certificate is revoked, never deleted.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    number = models.CharField(_("number"), max_length=40, unique=True)
    # 60 random bits; whoever has the code has seen the paper.
    code = models.CharField(_("verification code"), max_length=14, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=CertificateKind.choices)
    status = models.CharField(_("status"), max_length=8, choices=CertificateStatus.choices, db_index=True)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="certificates")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    # Completing a course gives one certificate, however often the event is heard.
    enrollment = models.OneToOneField(Enrollment, models.PROTECT, null=True, blank=True, related_name="certificate")
    template = models.ForeignKey(CertificateTemplate, models.PROTECT, related_name="+")
    # Why it cannot be printed yet, in words for the registrar: [{"field", "character", "codepoint"}].
    problems = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revocation_reason = models.CharField(_("reason of revocation"), max_length=200, blank=True)

    objects = CertificateQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-created_at", "-pk"]
        constraints = [
            # Public states have a day of issue; a revoked one has a day of revocation.
            models.CheckConstraint(
                condition=Q(issued_at__isnull=False) | ~Q(status__in=PUBLIC_STATUSES), name="issued_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(status="revoked", revoked_at__isnull=False)
                | (~Q(status="revoked") & Q(revoked_at__isnull=True)),
                name="revoked_iff_revoked_at",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def current(self) -> "CertificateRevision | None":
        """The revision that counts."""
        return self.revisions.order_by("-number").first()


def revision_path(instance: "CertificateRevision", filename: str) -> str:
    certificate = instance.certificate
    return f"certificates/{certificate.created_at:%Y}/{certificate.uuid}-{instance.number}.pdf"


class CertificateRevision(models.Model):
    """What a certificate said from a day on: facts, file and hash, never changed afterwards."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("revision"), default=1)
    # {"version": 1, …every field of CertificateFacts except the seal…, "seal_sha256": …}
    facts = models.JSONField()
    template_revision = models.CharField(max_length=20, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    file = models.FileField(upload_to=revision_path)
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("certificate revision")
        verbose_name_plural = _("certificate revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["certificate", "number"], name="one_row_per_certificate_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate} #{self.number}"


def facts_to_json(facts: CertificateFacts, *, seal_sha256: str = "") -> dict:
    """A snapshot that can be read back for ever; the seal's bytes stay out, their hash stays in."""
    data = {"version": FACTS_VERSION, "seal_sha256": seal_sha256}
    for name in CertificateFacts.__dataclass_fields__:
        value = getattr(facts, name)
        if name == "seal_image":
            continue
        data[name] = value if value is None or isinstance(value, str) else str(value)
    return data


class InquiryCount(models.Model):
    """How often one address asked the verification page in one ten-minute window. The address is a keyed digest;
    rows are thrown away after a day. In the database, so that all workers count together."""

    address = models.CharField(max_length=40)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "window"], name="one_count_per_address_and_window"),
        ]

    def __str__(self) -> str:
        return f"{self.window:%F %H:%M} {self.count}"
