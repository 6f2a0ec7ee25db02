"""What a stranger is told. A miss never says why it missed."""

import datetime
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from certificates.enums import CertificateStatus
from certificates.glyphs import normalize_name
from certificates.models import Certificate, CertificateRevision, InquiryCount
from certificates.numbering import is_well_formed, mask_name, normalize_code, normalize_number

# Questions one address may ask in ten minutes before it is asked to wait; a right code is never counted.
INQUIRIES = 30
WINDOW = datetime.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Answer:
    """A certificate as the public may see it. `name` is masked unless the asker showed to have the paper."""

    certificate: Certificate
    revision: CertificateRevision
    revisions: list[CertificateRevision]
    name: str
    full: bool
    checked_at: object

    @property
    def facts(self) -> dict:
        return self.revision.facts

    @property
    def valid(self) -> bool:
        return self.certificate.status == CertificateStatus.VALID

    @property
    def fingerprint(self) -> str:
        """The first 16 digits of the file's SHA-256, in groups of four."""
        digits = self.revision.sha256[:16]
        return " ".join(digits[i : i + 4] for i in range(0, 16, 4))


def verify_by_code(text: str) -> Answer | None:
    """By the secret code on the paper or in its QR code: the name is shown as printed."""
    code = normalize_code(text)
    if not code:
        return None
    return _answer(Certificate.objects.public().filter(code=code).first(), full=True)


def verify_by_number(number: str, name: str = "") -> Answer | None:
    """By number. With the right name the name is shown, without a name it is masked; a wrong name finds nothing."""
    wanted = normalize_number(number)
    if not is_well_formed(wanted):
        return None
    certificate = Certificate.objects.public().filter(number=wanted).first()
    given = normalize_name(name).replace(" ", "")
    answer = _answer(certificate, full=bool(given))
    if answer and given and normalize_name(answer.facts["holder_name"]).replace(" ", "") != given:
        return None
    return answer


def _answer(certificate: Certificate | None, *, full: bool) -> Answer | None:
    if certificate is None:
        return None
    revisions = list(certificate.revisions.all())
    if not revisions:
        return None
    printed = revisions[0].facts["holder_name"]
    return Answer(
        certificate=certificate, revision=revisions[0], revisions=revisions,
        name=printed if full else mask_name(printed), full=full, checked_at=timezone.now(),
    )  # fmt: skip


def _window(now: datetime.datetime) -> datetime.datetime:
    return now.replace(minute=now.minute // 10 * 10, second=0, microsecond=0)


def may_ask(*, address: str) -> bool:
    """Whether `address` has questions left in this window."""
    asked = InquiryCount.objects.filter(address=_digest(address), window=_window(timezone.now())).first()
    return asked is None or asked.count < INQUIRIES


def count_inquiry(*, address: str) -> None:
    """Count one question of `address`, and forget yesterday's counts."""
    now = timezone.now()
    row, created = InquiryCount.objects.get_or_create(
        address=_digest(address), window=_window(now), defaults={"count": 1}
    )
    if not created:
        InquiryCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
    else:
        InquiryCount.objects.filter(window__lt=now - datetime.timedelta(days=1)).delete()


def _digest(address: str) -> str:
    return salted_hmac("certificates.inquiry", address).hexdigest()[:40]
