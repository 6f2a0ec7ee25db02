"""Questions about organisations, leaders and self-checks that more than one service or page asks."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.enums import Level, Role
from accounts.models import Membership, Organisation, User
from accounts.queries import can, people_with, units_for
from cases.models import CasePage
from cases.queries import town_of
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from practice.community_enums import LeaderStage
from practice.models import CommunityOrganisation, LeaderTrack, Replication
from practice.models.leaders import LEADER_WRITING_ROLES
from practice.models.organisations import CONFIRMING_ROLES, STAFF_ROLES, UNIT_ROLES

LEVELS = (Level.VILLAGE, Level.TOWN)


def units_to_register_for(user) -> QuerySet[Organisation]:
    """Units for which `user` may register an organisation: villages, communities, and towns as a whole."""
    return units_for(user, *UNIT_ROLES).filter(is_active=True, level__in=LEVELS)


def units_to_nominate_for(user) -> QuerySet[Organisation]:
    return units_for(user, *LEADER_WRITING_ROLES).filter(is_active=True, level__in=LEVELS)


def is_staff_somewhere(user) -> bool:
    """Whether the person registers, confirms or looks on at any unit: who sees the links to the working pages."""
    return units_for(user, *STAFF_ROLES).exists()


def people_of(unit: Organisation) -> QuerySet[User]:
    """Whom a unit may name: people with a current post there or below, so no village is shown those of its town."""
    posts = Membership.objects.current().filter(organisation__path__startswith=unit.path)
    return User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("name_sort", "pk")


def cases_of(unit: Organisation) -> QuerySet[CasePage]:
    """Public cases of the unit's town, which an organisation may say it took part in."""
    root = town_of(unit) or unit
    return CasePage.objects.in_library().filter(organisation__path__startswith=root.path).order_by("title")


def unit_people(unit: Organisation) -> QuerySet[User]:
    """Whom to tell at the unit itself."""
    return people_with(unit, *UNIT_ROLES)


def completed_of(people: Iterable[int]) -> dict[int, list[Enrollment]]:
    """Completed enrollments by person, the latest first; one query."""
    rows = Enrollment.objects.filter(learner__in=list(people), status=EnrollmentStatus.COMPLETED)
    found: dict[int, list[Enrollment]] = {}
    for row in rows.select_related("course").order_by("-completed_at", "-pk"):
        found.setdefault(row.learner_id, []).append(row)
    return found


def replications_of(track: LeaderTrack) -> QuerySet[Replication]:
    """Replications that may show the practice of this person: of the unit or its town, or owned by them."""
    root = track.town or track.unit
    within = Q(adopter__path__startswith=root.path) | Q(owner=track.person_id)
    return Replication.objects.filter(within, Q(begun_on__isnull=False)).select_related("case", "adopter", "town")


def may_take(user: User, track: LeaderTrack, stage: LeaderStage) -> bool:
    """Whether `user` writes this step. Mentoring may be written by experts; recognizing is for a reviewer who has
    neither nominated the person nor is the person."""
    if user.pk == track.person_id or not user.is_authenticated:
        return False
    if stage == LeaderStage.RECOGNIZED:
        return user.pk != track.nominated_by_id and can(user, track.unit, *CONFIRMING_ROLES)
    extra = (Role.EXPERT,) if stage == LeaderStage.MENTORED else ()
    return can(user, track.unit, *LEADER_WRITING_ROLES, *extra)


def may_confirm(user: User, organisation: CommunityOrganisation) -> bool:
    return CommunityOrganisation.objects.confirmable_by(user).filter(pk=organisation.pk).exists()
