"""Giving rights and taking them back."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import SEPARATED_ROLES, Role
from accounts.models import Organisation, RoleGrant, User
from accounts.queries import grantable_at, people_visible_to


@transaction.atomic
def grant_role(
    *,
    person: User,
    organisation: Organisation,
    role: Role,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    by: User | None = None,
) -> RoleGrant:
    """Let somebody act as `role` at a unit and below it; the same running right given twice is one.

    `by` must be able to give that right there and see the person, and gives nothing to themselves; None means the
    system. Raises PermissionDenied, and ValidationError when the person would hold two of the separated roles.
    """
    role = Role(role)
    if by is not None:
        _check_giver(by=by, person=person, organisation=organisation, role=role)
    # The person's row is the lock: two administrators at once must not give two separated roles.
    User.objects.select_for_update().get(pk=person.pk)
    running = RoleGrant.objects.filter(user=person, organisation=organisation, role=role, ended_at=None)
    found = running.filter(until=until).first()
    if found is not None:
        return found
    _check_separation(person, role)
    first = since or timezone.localdate()
    made = RoleGrant(user=person, organisation=organisation, role=role, since=first, until=until, granted_by=by)
    made.full_clean()
    made.save()
    log(person, "accounts.role_granted", user=by, data={"role": role.value, "unit": organisation.slug})
    return made


@transaction.atomic
def end_grant(*, grant: RoleGrant, by: User | None = None) -> RoleGrant:
    """Take a right back at once; taking it back twice keeps the first time. Raises PermissionDenied."""
    grant = RoleGrant.objects.select_for_update().select_related("organisation", "user").get(pk=grant.pk)
    if by is not None:
        _check_giver(by=by, person=grant.user, organisation=grant.organisation, role=Role(grant.role))
    if grant.ended_at is not None:
        return grant
    grant.ended_at, grant.ended_by = timezone.now(), by
    grant.save(update_fields=["ended_at", "ended_by"])
    data = {"role": grant.role, "unit": grant.organisation.slug}
    log(grant.user, "accounts.role_ended", user=by, data=data)
    return grant


def _check_giver(*, by: User, person: User, organisation: Organisation, role: Role) -> None:
    if by.pk == person.pk or role not in grantable_at(by, organisation):
        raise PermissionDenied
    if not people_visible_to(by).filter(pk=person.pk).exists():
        raise PermissionDenied


def _check_separation(person: User, role: Role) -> None:
    if role not in SEPARATED_ROLES:
        return
    others = [other for other in SEPARATED_ROLES if other != role]
    # Future grants count too: a right that starts tomorrow must not meet one that is given today.
    running = RoleGrant.objects.filter(user=person, role__in=others, ended_at=None)
    if running.exclude(until__lt=timezone.localdate()).exists():
        raise ValidationError(
            _("Operating the system, setting rights and auditing must be three different people."),
            code="separated_roles",
        )
