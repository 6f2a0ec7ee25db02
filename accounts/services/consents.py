"""What people agreed to."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import Consent, PrivacyNotice, User


@transaction.atomic
def record_consent(*, person: User, notice: PrivacyNotice) -> Consent:
    """Record that somebody agreed to one version; agreeing twice is one agreement."""
    User.objects.select_for_update().get(pk=person.pk)
    found = Consent.objects.filter(user=person, document=notice, withdrawn_at=None).first()
    if found is not None:
        return found
    made = Consent.objects.create(user=person, document=notice)
    log(person, "accounts.consent_given", user=person, data={"version": notice.version})
    return made


@transaction.atomic
def withdraw_consent(*, person: User) -> int:
    """Withdraw every running agreement and end all sessions; returns how many agreements were withdrawn."""
    User.objects.select_for_update().get(pk=person.pk)
    withdrawn = Consent.objects.filter(user=person, withdrawn_at=None).update(withdrawn_at=timezone.now())
    if withdrawn:
        User.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
        log(person, "accounts.consent_withdrawn", user=person)
    return withdrawn
