"""Knowing that a mail address is the person's own, before anything about them is sent there."""

import datetime
import logging

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.log_actions import log

from accounts.models import User

logger = logging.getLogger(__name__)
SALT = "accounts.addresses"
VALID_FOR = datetime.timedelta(days=3)
# Whoever types strangers' addresses shall not be able to flood them.
PAUSE_SECONDS = 60
PER_DAY = 5


def may_ask(*, person: User) -> bool:
    """Count one more mail to an unproven address; false when it is too soon or too many for a day."""
    if not cache.add(f"accounts:address-pause:{person.pk}", 1, PAUSE_SECONDS):
        return False
    counter = f"accounts:address-count:{person.pk}"
    cache.add(counter, 0, 86_400)
    return cache.incr(counter) <= PER_DAY


def send_confirmation(*, person: User) -> bool:
    """Mail a link to the address a person gave; nothing is sent where it is confirmed, or mail is not configured."""
    if not settings.MAIL_CONFIGURED or not person.email or person.mail_address:
        return False
    token = signing.dumps([str(person.uuid), person.email], salt=SALT, compress=True)
    with translation.override(settings.LANGUAGE_CODE):
        url = f"{settings.SITE_URL}{reverse('accounts:confirm_mail', args=[token])}"
        facts = {"name": person.name, "site_name": settings.SITE_NAME, "url": url}
        subject = gettext("Please confirm your address at %(site_name)s") % facts
        body = render_to_string("accounts/mail/confirm.txt", facts)
    try:
        EmailMessage(subject, body, to=[person.email], headers={"Auto-Submitted": "auto-generated"}).send()
    except OSError:
        logger.exception("A mail to confirm an address could not be sent")
        return False
    return True


@transaction.atomic
def confirm_address(*, person: User, token: str) -> bool:
    """Note that the person followed the link; false when it is another's, too old, or the address has changed."""
    try:
        uuid, email = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError):
        return False
    person = User.objects.select_for_update().get(pk=person.pk)
    if (str(person.uuid), person.email) != (uuid, email):
        return False
    if not person.mail_address:
        person.email_confirmed = email
        person.save(update_fields=["email_confirmed"])
        log(person, "accounts.address_confirmed", user=person)
    return True
