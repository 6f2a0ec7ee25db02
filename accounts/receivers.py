"""What happens when somebody logs in, and when a holiday changes."""

from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from accounts.duties import remember_consent
from accounts.models import Holiday
from accounts.queries import CALENDAR_KEY


@receiver(user_logged_in)
def note_consent_at_login(sender, request, user, **kwargs) -> None:
    """The session is being written anyway: the answer is put in while it costs no extra write."""
    if getattr(request, "session", None) is not None:
        remember_consent(request.session, user)


@receiver([post_save, post_delete], sender=Holiday)
def forget_calendar(sender, **kwargs) -> None:
    """The next due date counts with the days as they are now."""
    cache.delete(CALENDAR_KEY)
