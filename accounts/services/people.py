"""People and their posts."""

import datetime
import re
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import PEOPLE_ADMIN_ROLES
from accounts.models import Membership, Organisation, User
from accounts.names import sort_key
from accounts.passwords import temporary_password
from accounts.queries import can, may_manage


@transaction.atomic
def create_person(
    *,
    name: str,
    organisation: Organisation,
    phone: str = "",
    audience: str = "",
    post: str = "",
    username: str = "",
    by: User | None = None,
) -> tuple[User, str]:
    """Open an account with a first post and return it with a temporary password, which is told once and not kept.

    Without `username` one is made from the name's pinyin. `by` must look after people at `organisation`; None means
    the system itself. Raises PermissionDenied, and ValidationError for a phone or user name that is taken.
    """
    if by is not None and not can(by, organisation, *PEOPLE_ADMIN_ROLES):
        raise PermissionDenied
    person = User(name=name.strip(), phone=phone or None, audience=audience, must_change_password=True)
    person.username = username.strip() or _free_username(person.name)
    password = temporary_password()
    person.set_password(password)
    person.full_clean()
    person.save()
    log(person, "wagtail.create", user=by)
    add_membership(person=person, organisation=organisation, post=post, by=by)
    return person, password


def _free_username(name: str) -> str:
    base = re.sub(r"[^a-z0-9]", "", sort_key(name))[:20] or "user"
    taken = User.objects.filter(username__istartswith=base).values_list("username", flat=True)
    names = {username.lower() for username in taken}
    if base not in names:
        return base
    return next(f"{base}{number}" for number in range(2, len(names) + 3) if f"{base}{number}" not in names)


@transaction.atomic
def update_person(
    *, person: User, by: User, name: str, phone: str | None, audience: str, is_active: bool = True
) -> User:
    """Correct somebody's profile. Switching an account off ends all its sessions. Raises PermissionDenied."""
    if not may_manage(by, person):
        raise PermissionDenied
    person = User.objects.select_for_update().get(pk=person.pk)
    values = {"name": name.strip(), "phone": phone or None, "audience": audience, "is_active": is_active}
    return _changed(person, by, values)


@transaction.atomic
def update_profile(*, person: User, phone: str | None, audience: str, email: str | None = None) -> User:
    """A person changes what is theirs to change. Raises ValidationError, e.g. when the number is somebody else's.

    Without `email` the address stays; a new one counts as unconfirmed.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    values = {"phone": phone or None, "audience": audience}
    if email is not None:
        values["email"] = email
    return _changed(person, person, values)


def _changed(person: User, by: User, values: dict[str, Any]) -> User:
    """`person`, locked by the caller, with `values`; what stays the same leaves no trace."""
    changed = [field for field, value in values.items() if getattr(person, field) != value]
    if not changed:
        return person
    for field in changed:
        setattr(person, field, values[field])
    person.full_clean()
    person.save()
    # Which fields, not their contents: the trail is no second list of phone numbers.
    log(person, "accounts.profile_changed", user=by, data={"fields": changed})
    return person


@transaction.atomic
def add_membership(
    *,
    person: User,
    organisation: Organisation,
    post: str = "",
    since: datetime.date | None = None,
    by: User | None = None,
) -> Membership:
    """Give somebody a post at a unit; the same running post given twice is one. Raises PermissionDenied."""
    if by is not None and not can(by, organisation, *PEOPLE_ADMIN_ROLES):
        raise PermissionDenied
    User.objects.select_for_update().get(pk=person.pk)
    post = post.strip()
    found = Membership.objects.filter(user=person, organisation=organisation, post=post, until=None).first()
    if found is not None:
        return found
    made = Membership(user=person, organisation=organisation, post=post, since=since or timezone.localdate())
    made.full_clean()
    made.save()
    log(person, "accounts.post_added", user=by, data={"unit": organisation.slug, "post": post})
    return made


@transaction.atomic
def end_membership(*, membership: Membership, on: datetime.date | None = None, by: User | None = None) -> Membership:
    """End a post; `on` (today) is its last day. Ending it twice keeps the first end. Raises PermissionDenied."""
    membership = Membership.objects.select_for_update().select_related("organisation", "user").get(pk=membership.pk)
    if by is not None and not can(by, membership.organisation, *PEOPLE_ADMIN_ROLES):
        raise PermissionDenied
    if membership.until is not None:
        return membership
    day = on or timezone.localdate()
    if day < membership.since:
        raise ValidationError({"until": _("The end must not be before the start.")})
    membership.until = day
    membership.save(update_fields=["until"])
    log(membership.user, "accounts.post_ended", user=by, data={"unit": membership.organisation.slug})
    return membership
