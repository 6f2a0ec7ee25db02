"""What everybody must do before anything else: replace a temporary password, read the privacy notice."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Consent, PrivacyNotice

SESSION_KEY = "privacy_notice_day"


@dataclass(frozen=True)
class Duty:
    """A page that comes first: the name of its URL and the word for programs that ask for JSON."""

    url_name: str
    code: str


PASSWORD = Duty("account_change_password", "password_change_required")
CONSENT = Duty("accounts:consent", "consent_required")


def notice_in_force() -> PrivacyNotice | None:
    return PrivacyNotice.objects.in_force().first()


def has_agreed(user) -> bool:
    """Whether the person agreed to the version in force; true while there is none."""
    notice = notice_in_force()
    return notice is None or Consent.objects.filter(user=user, document=notice, withdrawn_at=None).exists()


def remember_consent(session, user) -> bool:
    """Ask the database and keep a yes in the session for the rest of the day.

    So the question costs nothing on later requests, and a new version reaches everybody at their next login or on
    the day after it came into force, whichever is first.
    """
    agreed = has_agreed(user)
    if agreed:
        session[SESSION_KEY] = timezone.localdate().isoformat()
    return agreed


def duty_of(request) -> Duty | None:
    """The first unfinished duty of whoever sent `request`. No query when the day's yes is in the session."""
    user = request.user
    if user.must_change_password:
        return PASSWORD
    if request.session.get(SESSION_KEY) == timezone.localdate().isoformat():
        return None
    return None if remember_consent(request.session, user) else CONSENT
