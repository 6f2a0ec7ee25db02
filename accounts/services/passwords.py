"""Passwords and sessions."""

from axes.handlers.proxy import AxesProxyHandler
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from accounts.models import User
from accounts.passwords import temporary_password
from accounts.queries import may_manage


@transaction.atomic
def reset_password(*, person: User, by: User) -> str:
    """Give somebody a temporary password and return it, to be told once; it must be changed at the next login.

    All sessions end, a lock-out is lifted. Raises PermissionDenied when `by` does not look after a unit where
    `person` has a current post, or when `person` holds rights above those of `by`.
    """
    if not may_manage(by, person):
        raise PermissionDenied
    person = User.objects.select_for_update().get(pk=person.pk)
    password = temporary_password()
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    AxesProxyHandler.reset_attempts(username=person.username.lower())
    log(person, "accounts.password_reset", user=by)
    return password


@transaction.atomic
def change_own_password(*, person: User, password: str) -> User:
    """A person chooses a password, already validated by the form; other sessions end by the change itself."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    log(person, "accounts.password_changed", user=person)
    return person


@transaction.atomic
def end_other_sessions(*, person: User) -> User:
    """End every session of the person; the caller renews the one it answers."""
    User.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    person.refresh_from_db(fields=["session_epoch"])
    log(person, "accounts.sessions_ended", user=person)
    return person
