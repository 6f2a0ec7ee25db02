"""Digests by mail."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.channels.contract import DeliveryFailed, Digest
from accounts.models import DigestTexts, User

AUTOMATIC = {"Auto-Submitted": "auto-generated", "Precedence": "bulk"}


class MailChannel:
    key = "mail"
    label = _("By mail")
    hint = _("Enter your e-mail address above first, and follow the link in the mail you then get.")

    def is_configured(self) -> bool:
        return settings.MAIL_CONFIGURED

    def reaches(self, person: User) -> bool:
        return bool(person.mail_address)

    def send(self, digest: Digest) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            subject, body = compose(digest)
        try:
            EmailMessage(subject, body, to=[digest.person.mail_address], headers=AUTOMATIC).send()
        except OSError as error:  # what smtplib raises is one of these
            raise DeliveryFailed from error


def compose(digest: Digest) -> tuple[str, str]:
    """Subject and body: the editors' words around the lines of the inbox."""
    texts = DigestTexts.load()
    known = {"{name}": digest.person.name, "{count}": str(digest.total), "{site}": settings.SITE_NAME}

    def filled(text: str) -> str:
        for placeholder, value in known.items():
            text = text.replace(placeholder, value)
        return text

    body = render_to_string(
        "accounts/mail/digest.txt",
        {
            "opening": filled(texts.opening),
            "closing": filled(texts.closing),
            "digest": digest,
            "more": digest.total - len(digest.lines),
        },
    )
    return " ".join(filled(texts.subject).split()), body.strip()
