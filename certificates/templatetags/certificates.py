"""Certificates on pages of the apps below."""

import datetime

from django import template
from django.utils.formats import date_format

from certificates.models import Certificate
from certificates.wording import chinese_date
from learning.models import Enrollment

register = template.Library()


@register.filter
def iso_day(text: str | None) -> str:
    """A day of a facts snapshot (ISO text) as people read it."""
    return date_format(datetime.date.fromisoformat(text)) if text else ""


@register.filter
def document_day(text: str | None) -> str:
    """A day as a document is dated: 二〇二六年十一月二十四日."""
    return chinese_date(datetime.date.fromisoformat(text)) if text else ""


@register.simple_tag
def certificate_for(enrollment: Enrollment, siblings=()) -> Certificate | None:
    """The certificate of a completed enrollment, with its revisions.

    `siblings` are the studies shown in the same list: the first one asks for all of them at once.
    """
    rows = [study.enrollment for study in siblings] or [enrollment]
    if not hasattr(enrollment, "shown_certificate"):
        found = Certificate.objects.filter(enrollment__in=rows).prefetch_related("revisions")
        by_enrollment = {certificate.enrollment_id: certificate for certificate in found.order_by("created_at", "pk")}
        for row in rows:
            row.shown_certificate = by_enrollment.get(row.pk)
    return enrollment.shown_certificate


@register.simple_tag
def latest(certificate: Certificate):
    """The revision that counts, from what was prefetched."""
    return next(iter(certificate.revisions.all()), None)
