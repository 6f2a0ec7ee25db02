"""From a completed enrollment to a stored file: once, however often it is asked for."""

import hashlib
from decimal import Decimal

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.log_actions import log

from accounts.enums import NoticeKind
from accounts.services import notify
from certificates.enums import CertificateStatus
from certificates.facts import CertificateFacts
from certificates.glyphs import check_printable, normalize_name
from certificates.models import Award, Certificate, CertificateRevision, NumberSeries
from certificates.models.certificates import facts_to_json
from certificates.numbering import make_number, new_code
from certificates.rendering import render_pdf
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from typesetting.engine import weasyprint_problem


class NotEarned(Exception):
    """The condition of the certificate is not met."""


def award_for(enrollment: Enrollment) -> Award | None:
    """What the enrollment's course gives, if it gives anything."""
    return Award.objects.select_related("template").filter(course_id=enrollment.course_id).first()


@transaction.atomic
def issue(*, enrollment: Enrollment) -> Certificate | None:
    """Give the certificate of a completed enrollment: number, code and a place in the queue for its file.

    Returns the existing one when it was given before, None when the course gives none. Raises NotEarned while the
    enrollment is not completed. The file is made afterwards by `make_document`, outside the transaction.
    """
    enrollment = Enrollment.objects.select_for_update(of=("self",)).select_related("course", "learner").get(
        pk=enrollment.pk
    )  # fmt: skip
    if enrollment.status != EnrollmentStatus.COMPLETED:
        raise NotEarned
    found = Certificate.objects.filter(enrollment=enrollment).first()
    if found is not None:
        return found
    award = award_for(enrollment)
    if award is None:
        return None
    certificate = Certificate(
        number=_next_number(enrollment.course.code), code=new_code(), kind=award.template.kind,
        status=CertificateStatus.PENDING, holder=enrollment.learner, organisation=enrollment.organisation,
        enrollment=enrollment, template=award.template,
    )  # fmt: skip
    certificate.full_clean()
    certificate.save()
    log(instance=certificate, action="certificates.issue", user=None, data={"number": certificate.number})
    return certificate


def _next_number(programme: str) -> str:
    """The next number of this year's series; the caller's transaction holds the series' row."""
    prefix: str = settings.CERTIFICATE_NUMBER_PREFIX
    year = timezone.localdate().year
    NumberSeries.objects.get_or_create(prefix=prefix, year=year, programme=programme)
    series = NumberSeries.objects.select_for_update().get(prefix=prefix, year=year, programme=programme)
    NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    return make_number(year=year, programme=programme, serial=series.last + 1, prefix=prefix)


def facts_of(certificate: Certificate) -> CertificateFacts:
    """Everything to be printed, read today and frozen by the caller."""
    enrollment, template = certificate.enrollment, certificate.template
    if enrollment is None or enrollment.completed_at is None:
        raise NotEarned
    seal = template.seal_image.read() if template.seal_image else None
    hours: Decimal = enrollment.course.hours
    return CertificateFacts(
        holder_name=normalize_name(certificate.holder.name),
        course_title=enrollment.course.title,
        started_on=timezone.localdate(enrollment.enrolled_at),
        completed_on=timezone.localdate(enrollment.completed_at),
        issued_on=timezone.localdate(),
        issuer_name=template.issuer_name,
        number=certificate.number,
        code=certificate.code,
        verify_url=verify_url(certificate.code),
        hours=hours or None,
        result_text=template.result_text,
        title=template.title,
        title_en=template.title_en,
        small_print=template.small_print,
        seal_image=seal,
    )


def verify_url(code: str) -> str:
    """The address in the QR code: short, so that the code stays coarse enough for a photocopy."""
    return f"{settings.SITE_URL}{reverse('certificates:by_code', args=[code])}"


def make_document(*, certificate: Certificate) -> Certificate:
    """Print and store the first revision of a certificate. Safe to call again at any point.

    A character that no committed font has stops the certificate (`blocked`) and is named to the registrar; calling
    again after the name was corrected goes on.
    """
    certificate = Certificate.objects.select_related("enrollment__course", "holder", "template").get(pk=certificate.pk)
    if certificate.status not in (CertificateStatus.PENDING, CertificateStatus.BLOCKED):
        return certificate
    facts = facts_of(certificate)
    problems = check_printable(facts.printed_strings())
    if problems:
        return _block(certificate, problems)
    if weasyprint_problem():
        return certificate  # stays pending; the page says why, `issue_certificates` goes on later
    pdf = render_pdf(facts)  # outside any transaction: it takes as long as it takes
    seal_hash = hashlib.sha256(facts.seal_image).hexdigest() if facts.seal_image else ""
    return _store(certificate, facts_to_json(facts, seal_sha256=seal_hash), pdf)


def _store(certificate: Certificate, facts: dict, pdf: bytes) -> Certificate:
    revision = CertificateRevision(
        certificate=certificate, number=1, facts=facts, sha256=hashlib.sha256(pdf).hexdigest(),
        template_revision=str(certificate.template.latest_revision_id or ""),
    )  # fmt: skip
    revision.file.save("certificate.pdf", ContentFile(pdf), save=False)
    try:
        with transaction.atomic():
            revision.save()
            certificate.status = CertificateStatus.VALID
            certificate.problems = []
            certificate.issued_at = timezone.now()
            certificate.save(update_fields=["status", "problems", "issued_at"])
            _tell_holder(certificate, facts["course_title"])
    except IntegrityError:
        # Another worker finished first; its file is the one that counts.
        revision.file.delete(save=False)
        certificate.refresh_from_db()
    return certificate


def _tell_holder(certificate: Certificate, course_title: str) -> None:
    """A line in the holder's inbox, in the site's language whoever's request this runs in."""
    with translation.override(settings.LANGUAGE_CODE):
        text = gettext("Your certificate for “%(course)s” is ready.") % {"course": course_title}
        notify(
            users=[certificate.holder],
            kind=NoticeKind.RESULT,
            text=text,
            url=reverse("certificates:mine"),
            key=f"certificate:{certificate.number}",
        )


def _block(certificate: Certificate, problems) -> Certificate:
    certificate.status = CertificateStatus.BLOCKED
    certificate.problems = [
        {"field": p.field, "character": p.character, "codepoint": p.codepoint, "private": p.is_private_use}
        for p in problems
    ]
    certificate.save(update_fields=["status", "problems"])
    log(instance=certificate, action="certificates.block", user=None, data={"problems": certificate.problems})
    return certificate
