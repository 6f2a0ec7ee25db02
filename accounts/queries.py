"""The two questions every scope rule asks: where may this person act, and may they act here?"""

from accounts.enums import Role
from accounts.models import Organisation, RoleGrant, User

ANY_ROLE: tuple[Role, ...] = tuple(Role)


def units_for(user, *roles: Role):
    """Units where `user` holds one of `roles` today: the granted units and all below (a queryset).

    Without roles any role counts. Anonymous and deactivated people have none; a superuser has the whole tree.
    """
    if not user.is_authenticated or not user.is_active:
        return Organisation.objects.none()
    if user.is_superuser:
        return Organisation.objects.all()
    grants = RoleGrant.objects.current().filter(user=user, role__in=roles or ANY_ROLE).select_related("organisation")
    return Organisation.objects.within(*[grant.organisation for grant in grants])


def can(user, unit: Organisation, *roles: Role) -> bool:
    """Whether `user` holds one of `roles` at `unit` or above it, today."""
    return units_for(user, *roles).filter(pk=unit.pk).exists()


def people_with(unit: Organisation, *roles: Role):
    """People who hold one of `roles` at `unit` or above it, today (a queryset): whom to ask, whom to tell."""
    above = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
    grants = RoleGrant.objects.current().filter(role__in=roles, organisation__path__in=above)
    return User.objects.filter(is_active=True, pk__in=grants.values("user"))


def home_unit(user) -> Organisation | None:
    """The unit of the person's first running post; what a record copies as "the unit of that day"."""
    if not user.is_authenticated:
        return None
    post = user.memberships.current().select_related("organisation").order_by("since", "pk").first()
    return post.organisation if post else None
