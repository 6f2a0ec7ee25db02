"""Who guides whom, who may do what about it, and what waits for a person."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Membership, Organisation, RoleGrant, User
from accounts.policies import current_roles
from accounts.queries import can, home_unit, nearest_with, units_for
from practice.enums import OPEN_QUESTION
from practice.models import AgreedAction, Assignment, ExpertProfile, Guidance, Question, Replication
from practice.models.experts import ASSIGNING_ROLES
from practice.models.replications import WATCHING_ROLES, WORKING_ROLES

# Who answers for the questions of a unit when no expert does, and lets answers out.
DECIDING_ROLES = (Role.DISTRICT_REVIEWER,)
STAFF_ROLES = (*ASSIGNING_ROLES, Role.TOWN_ADMIN)
Target = Organisation | Replication


def unit_of(target: Target) -> Organisation:
    """The unit that is guided: the target itself, or the one that adopts."""
    return target.adopter if isinstance(target, Replication) else target


def may_assign(user: User, target: Target) -> bool:
    return can(user, unit_of(target), *ASSIGNING_ROLES)


def targets_of(user: User) -> tuple[QuerySet[Organisation], QuerySet[Replication]]:
    """Units and running replications that the person may give experts to."""
    units = units_for(user, *ASSIGNING_ROLES)
    running = Replication.objects.filter(adopter__in=units, state__in=["intent", "preparing", "running"])
    return units.filter(is_active=True), running.select_related("case", "adopter")


def team_of(target: Target) -> QuerySet[Assignment]:
    """Who looks after the target today, the lead first."""
    field = "replication" if isinstance(target, Replication) else "unit"
    rows = Assignment.objects.current().filter(**{field: target}).select_related("expert__expert_profile")
    return rows.order_by("-is_lead", "since", "pk")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert who could be assigned; `obstacle` is the key of what stands against it, empty when nothing does."""

    profile: ExpertProfile
    fits: bool
    obstacle: str = ""

    @property
    def is_full(self) -> bool:
        return self.profile.load >= self.profile.capacity  # type: ignore[attr-defined]


def candidates_for(target: Target) -> list[Candidate]:
    """Experts whose scope takes the target in: those who know its theme and have time first, obstacles last."""
    unit = unit_of(target)
    profiles = ExpertProfile.objects.for_unit(unit).with_load().select_related("user")
    profiles = profiles.annotate(
        at_home=Exists(_posts(unit)),
        at_source=Exists(
            _posts(target.case.organisation) if isinstance(target, Replication) else Membership.objects.none()
        ),
    ).prefetch_related("fields", "towns")
    there = set(team_of(target).values_list("expert", flat=True))
    theme = target.case.theme if isinstance(target, Replication) else ""
    found = [_candidate(profile, there, theme, unit) for profile in profiles]
    return sorted(
        found,
        key=lambda one: (bool(one.obstacle), not one.profile.is_available, not one.fits, one.profile.load),  # type: ignore[attr-defined]
    )


def _posts(unit: Organisation) -> QuerySet[Membership]:
    return Membership.objects.current().filter(user=OuterRef("user"), organisation__path__startswith=unit.path)


def _candidate(profile: ExpertProfile, there: set[int], theme: str, unit: Organisation) -> Candidate:
    obstacle = ""
    if profile.user_id in there:
        obstacle = "there"
    elif profile.at_home:  # type: ignore[attr-defined]
        obstacle = "home"
    elif profile.at_source:  # type: ignore[attr-defined]
        obstacle = "source"
    themes = {field.theme for field in profile.fields.all()}
    towns = list(profile.towns.all())
    fits = (not theme or theme in themes) and (not towns or any(town.covers(unit) for town in towns))
    return Candidate(profile, fits, obstacle)


def experts_without_profile(user: User) -> QuerySet[User]:
    """Experts in the scope of an administrator of the district who have not said yet what they offer."""
    grants = RoleGrant.objects.current().filter(role=Role.EXPERT, organisation__in=units_for(user, Role.DISTRICT_ADMIN))
    return User.objects.filter(pk__in=grants.values("user"), expert_profile=None, is_active=True).order_by("name_sort")


def may_log(user: User, assignment: Assignment) -> bool:
    """Whether the person guides there today: the assignment runs, and the right of an expert still stands."""
    return user.pk == assignment.expert_id and assignment.is_current and can(user, assignment.receiver, Role.EXPERT)


def receives(user: User, assignment: Assignment) -> bool:
    """Whether the person stands on the side that is guided."""
    return Assignment.objects.received_by(user).filter(pk=assignment.pk).exists()


def may_act(user: User, guidance: Guidance) -> bool:
    """Whether the person may tick agreed actions off: either of the two sides, not those who look on."""
    return user.pk == guidance.assignment.expert_id or receives(user, guidance.assignment)


def receivers_of(assignment: Assignment) -> list[User]:
    """Whom to tell on the side that is guided: contributors and reviewers nearest to it, and the owner."""
    people = {user.pk: user for user in nearest_with(assignment.receiver, *WORKING_ROLES)}
    if assignment.replication is not None:
        people[assignment.replication.owner_id] = assignment.replication.owner
    people.pop(assignment.expert_id, None)
    return list(people.values())


# --- questions


def units_to_ask_for(user: User) -> list[Organisation]:
    """Where the person has a post or contributes; a question is asked for one of them."""
    posts = Organisation.objects.filter(memberships__in=user.memberships.current())
    grants = user.role_grants.current().filter(role__in=WORKING_ROLES)
    units = {unit.pk: unit for unit in (posts | Organisation.objects.filter(role_grants__in=grants)).distinct()}
    home = home_unit(user)
    return sorted(units.values(), key=lambda unit: (home is None or unit.pk != home.pk, unit.path))


def experts_to_ask(user: User) -> QuerySet[ExpertProfile]:
    """Experts for the units the person may ask for who take on new matters; nobody asks themselves."""
    rows = ExpertProfile.objects.none()
    for unit in units_to_ask_for(user):
        rows = rows | ExpertProfile.objects.for_unit(unit)
    return rows.filter(is_available=True).exclude(user=user).select_related("user").distinct()


def expert_for(unit: Organisation) -> User | None:
    """Who gets a question that names nobody: the lead of the nearest team at or above the unit, if there is one."""
    step = unit.steplen
    above = [unit.path[:end] for end in range(step, len(unit.path) + 1, step)]
    rows = Assignment.objects.current().filter(unit__path__in=above, is_lead=True).select_related("expert")
    offered = ExpertProfile.objects.for_unit(unit).filter(is_available=True).values("user")
    row = rows.filter(expert__in=offered).order_by("-unit__depth").first()
    return row.expert if row is not None else None


def decides(user: User, question: Question) -> bool:
    """Whether the person hands questions of this unit on, and lets answers out."""
    return can(user, question.unit, *DECIDING_ROLES)


def people_involved(question: Question) -> set[str]:
    """Names that must not stand in public: of the two who wrote, and of everybody with a post at the unit."""
    posts = Membership.objects.filter(organisation=question.unit)
    names = set(User.objects.filter(memberships__in=posts).values_list("name", flat=True))
    names |= {question.asker.name, question.answer.by.name}
    return names


# --- what waits


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a person: what, of whom, where to go, by when."""

    kind: str
    title: str
    where: str
    url: str
    due_on: datetime.date
    today: datetime.date

    @property
    def is_late(self) -> bool:
        return self.due_on < self.today


def waiting_for(user: User, most: int) -> list[Waiting]:
    """Open agreed actions of both sides and questions to answer, those due first; nothing for mere learners.

    The roles are asked once a request, so a learner without any costs no query here.
    """
    if not current_roles(user).intersection({*WORKING_ROLES, Role.EXPERT}):
        return []
    actions = AgreedAction.objects.waiting_for(user).select_related(
        "guidance__assignment__unit", "guidance__assignment__replication__adopter",
        "guidance__assignment__replication__case",
    )  # fmt: skip
    today = timezone.localdate()
    found = [
        Waiting(
            "action", action.what, action.guidance.assignment.target_name,
            reverse("practice:guidance", args=[action.guidance.uuid]), action.due_on, today,
        )
        for action in actions.order_by("due_on", "pk")[:most]
    ]  # fmt: skip
    questions = Question.objects.filter(expert=user, state__in=OPEN_QUESTION).select_related("unit")
    found += [
        Waiting(
            "question", row.title, row.unit.name_short, reverse("practice:question", args=[row.uuid]), row.due_on, today
        )
        for row in questions.order_by("due_on", "pk")[:most]
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.due_on)[:most]


def comes_to_guidance(user: User) -> bool:
    """Whether the guidance log is anything to the person: experts, those who are guided, those who look on."""
    wanted = {*WORKING_ROLES, *WATCHING_ROLES, Role.EXPERT}
    return user.is_superuser or bool(current_roles(user).intersection(wanted))
