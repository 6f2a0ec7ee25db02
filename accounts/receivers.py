"""What happens when somebody logs in."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from accounts.duties import remember_consent


@receiver(user_logged_in)
def note_consent_at_login(sender, request, user, **kwargs) -> None:
    """The session is being written anyway: the answer is put in while it costs no extra write."""
    if getattr(request, "session", None) is not None:
        remember_consent(request.session, user)
