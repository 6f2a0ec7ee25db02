"""Questions about replications that more than one service or page asks."""

import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.enums import Level, Role
from accounts.models import Membership, Organisation, User
from accounts.queries import can, people_with, units_for
from cases.models import CasePage
from cases.queries import town_of
from practice.enums import ConfirmationSide, EntryKind, ReplicationState
from practice.models import Replication
from practice.models.replications import WORKING_ROLES
from practice.spreading import Condition, Plan, other_places

SOURCE_ROLES = (Role.CASE_CONTRIBUTOR, Role.TOWN_REVIEWER)
# A district's own practice is confirmed for by whoever reviews there.
DISTRICT_SOURCE_ROLES = (*SOURCE_ROLES, Role.DISTRICT_REVIEWER)
OPEN_STATES = (ReplicationState.INTENT, ReplicationState.PREPARING, ReplicationState.RUNNING)


def units_to_adopt_for(user, case: CasePage) -> QuerySet[Organisation]:
    """Units for which `user` may take `case` over: not its own, and none that is at it already."""
    busy = Replication.objects.filter(case=case, state__in=OPEN_STATES).values("adopter")
    found = units_for(user, *WORKING_ROLES).filter(is_active=True).exclude(level=Level.DISTRICT)
    return found.exclude(pk=case.organisation_id).exclude(pk__in=busy).order_by("path")


def may_work(user, replication: Replication) -> bool:
    """Whether `user` may write in this record today."""
    return Replication.objects.editable_by(user).filter(pk=replication.pk).exists()


def has_a_hand(user: User, replication: Replication) -> bool:
    """Whether `user` belongs to the adopting side: answers for it, mentors it, wrote in it, or works there."""
    if user.pk in (replication.owner_id, replication.mentor_id, replication.created_by_id):
        return True
    if replication.entries.filter(by=user).exists():
        return True
    return _works_within(user, replication.adopter)


def _works_within(user: User, unit: Organisation) -> bool:
    return user.memberships.current().filter(organisation__path__startswith=unit.path).exists()


def sides_of(user: User, replication: Replication) -> list[ConfirmationSide]:
    """For which sides `user` may confirm, or take the word back: none for whoever had a hand in it.

    An expert who works in the source unit is no independent eye either.
    """
    if not user.is_authenticated or not user.is_active or has_a_hand(user, replication):
        return []
    source = replication.case.organisation
    found = []
    if can(user, source, *(DISTRICT_SOURCE_ROLES if source.level == Level.DISTRICT else SOURCE_ROLES)):
        found.append(ConfirmationSide.SOURCE)
    if can(user, replication.adopter, Role.EXPERT) and not _works_within(user, source):
        found.append(ConfirmationSide.EXPERT)
    return found


def source_people(replication: Replication) -> QuerySet[User]:
    """Whom to ask at the source unit."""
    source = replication.case.organisation
    roles = DISTRICT_SOURCE_ROLES if source.level == Level.DISTRICT else SOURCE_ROLES
    return people_with(source, *roles)


def working_people(replication: Replication) -> QuerySet[User]:
    """Who works on it: the owner, the mentor, contributors and reviewers of the adopting unit."""
    named = User.objects.filter(pk__in=[replication.owner_id, replication.mentor_id], is_active=True)
    return people_with(replication.adopter, *WORKING_ROLES) | named


def people_to_train(replication: Replication) -> QuerySet[User]:
    """Whom the plan may name: people with a post in the adopting unit's town (or below the unit itself)."""
    root = replication.town or replication.adopter
    posts = Membership.objects.current().filter(organisation__path__startswith=root.path)
    return User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("name_sort", "pk")


def mentors_for(replication: Replication) -> QuerySet[User]:
    """Who may accompany it: experts of the district, contributors and reviewers of the source unit."""
    experts = people_with(replication.adopter, Role.EXPERT)
    return (experts | source_people(replication)).exclude(pk=replication.owner_id).order_by("name_sort", "pk")


def plan_of(replication: Replication) -> Plan:
    """The plan as the rules of `practice.spreading` look at it; three queries."""
    conditions = replication.conditions.all()
    return Plan(
        parts=tuple(part.kind for part in replication.parts.all()),
        conditions=tuple(Condition(row.kind, row.fit, row.words) for row in conditions),
        has_days=replication.starts_on is not None and replication.ends_on is not None,
        milestones=replication.entries.filter(kind=EntryKind.MILESTONE, struck_at=None).count(),
    )


def proven_places(case: CasePage) -> int:
    """In how many other towns `case` has succeeded and both sides stand by it."""
    towns = Replication.objects.filter(case=case).confirmed().values_list("town__path", flat=True)
    source = town_of(case.organisation)
    return other_places(source.path if source else "", (path or "" for path in towns))


def stuck(before_days: int) -> QuerySet[Replication]:
    """Begun or in preparation, and nothing was written for `before_days` days."""
    before = timezone.now() - datetime.timedelta(days=before_days)
    return Replication.objects.filter(
        Q(state=ReplicationState.PREPARING) | Q(state=ReplicationState.RUNNING), changed_at__lt=before
    )
