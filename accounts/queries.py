"""The questions every scope rule asks: where may this person act, may they act here, and whom may they see?"""

import datetime

from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.enums import GRANTABLE_ROLES, PEOPLE_ADMIN_ROLES, SEPARATED_ROLES, Role
from accounts.models import Holiday, Organisation, RoleGrant, User
from accounts.working_days import add_working_days

CALENDAR_KEY = "accounts:working-calendar"
# Another process learns of a changed holiday after so many seconds at the latest.
CALENDAR_SECONDS = 300


def units_for(user, *roles: Role) -> QuerySet[Organisation]:
    """Units where `user` holds one of `roles` today: the granted units and all below.

    Without roles any role counts. Anonymous and deactivated people have none; a superuser has the whole tree.
    """
    return Organisation.objects.get_queryset().visible_to(user, *roles)


def people_visible_to(user, *roles: Role) -> QuerySet[User]:
    """People whom `user` may look up because of `roles` (administrators and auditors when none is named)."""
    return User.objects.get_queryset().visible_to(user, *roles)


def grantable_at(user, unit: Organisation) -> set[Role]:
    """The rights `user` may give or take back at `unit`, today; empty for whoever sets no rights there."""
    if user.is_superuser and user.is_active:
        return set(Role)
    return {right for role, rights in GRANTABLE_ROLES.items() if can(user, unit, role) for right in rights}


def may_manage(user, person: User) -> bool:
    """Whether `user` may correct `person`'s profile or reset the password.

    `user` must look after people at a unit where `person` has a current post, and must not reach above
    themselves: every right `person` holds is one that `user` could have given, or holds as well at that place.
    """
    if not user.is_authenticated or not user.is_active or user.pk == person.pk:
        return False
    if user.is_superuser:
        return True
    if person.is_superuser or not people_visible_to(user, *PEOPLE_ADMIN_ROLES).filter(pk=person.pk).exists():
        return False
    for grant in person.role_grants.current().select_related("organisation"):
        role = Role(grant.role)
        if role in grantable_at(user, grant.organisation):
            continue
        if role in SEPARATED_ROLES or not can(user, grant.organisation, role):
            return False
    return True


def can(user, unit: Organisation, *roles: Role) -> bool:
    """Whether `user` holds one of `roles` at `unit` or above it, today."""
    return units_for(user, *roles).filter(pk=unit.pk).exists()


def people_with(unit: Organisation, *roles: Role) -> QuerySet[User]:
    """People who hold one of `roles` at `unit` or above it, today: whom to ask, whom to tell."""
    above = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
    grants = RoleGrant.objects.current().filter(role__in=roles, organisation__path__in=above)
    return User.objects.filter(is_active=True, pk__in=grants.values("user"))


def home_unit(user) -> Organisation | None:
    """The unit of the person's first running post; what a record copies as "the unit of that day"."""
    if not user.is_authenticated:
        return None
    post = user.memberships.current().select_related("organisation").order_by("since", "pk").first()
    return post.organisation if post else None


def find_account(typed: str) -> User | None:
    """The account that a user name or a mobile number, as somebody typed it, belongs to.

    A user name that looks like somebody else's number never wins over the number.
    """
    typed = typed.strip()
    if not typed or "\0" in typed:
        return None
    found = list(User.objects.filter(Q(username__iexact=typed) | Q(phone=typed)).order_by("pk")[:3])
    return next((user for user in found if user.phone == typed), found[0] if found else None)


def working_calendar() -> tuple[frozenset[datetime.date], frozenset[datetime.date]]:
    """Days off and make-up days, as `accounts.working_days` takes them; kept for a few minutes."""

    def read() -> tuple[frozenset[datetime.date], frozenset[datetime.date]]:
        days = dict(Holiday.objects.values_list("date", "is_working"))
        return frozenset(day for day in days if not days[day]), frozenset(day for day in days if days[day])

    return cache.get_or_set(CALENDAR_KEY, read, CALENDAR_SECONDS)


def due_after(days: int, start: datetime.date | None = None) -> datetime.date:
    """The last day of a period of `days` working days that begins on `start` (today in Shanghai when not given)."""
    return add_working_days(start or timezone.localdate(), days, *working_calendar())


def nearest_with(unit: Organisation, *roles: Role) -> list[User]:
    """Of the people `people_with` finds, those whose grant is nearest: at `unit`, else at the unit above, and so on.

    So a district is not told what a town looks after itself.
    """
    above = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
    grants = RoleGrant.objects.current().filter(role__in=roles, organisation__path__in=above, user__is_active=True)
    depth = grants.order_by("-organisation__depth").values_list("organisation__depth", flat=True).first()
    nearest = grants.filter(organisation__depth=depth).values("user")
    return list(User.objects.filter(pk__in=nearest)) if depth else []
