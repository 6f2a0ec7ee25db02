"""Profiles of experts, and whom each of them looks after."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import Organisation, User
from accounts.policies import current_roles
from accounts.queries import units_for
from cases.workflow import NotPossible
from content.themes import Theme
from practice.impersonal import contacts_in
from practice.models import Assignment, ExpertField, ExpertProfile, Replication
from practice.services.guidance_telling import tell_assigned, tell_ended
from practice.supervision import Candidate, Target, candidates_for, may_assign

REASON_LENGTH = 200


def may_save_profile(user: User, of: User) -> bool:
    """Experts for themselves; administrators of the district for experts in their scope."""
    if user.pk == of.pk:
        return Role.EXPERT in current_roles(user)
    places = of.role_grants.current().filter(role=Role.EXPERT).values("organisation")
    return units_for(user, Role.DISTRICT_ADMIN).filter(pk__in=places).exists()


@transaction.atomic
def save_profile(
    *, user: User, by: User, themes: Iterable[str], towns: Iterable[Organisation], introduction: str, capacity: int,
    is_available: bool,
) -> ExpertProfile:  # fmt: skip
    """Write what an expert offers; made on the first save. Raises PermissionDenied, and ValidationError by field."""
    if not may_save_profile(by, user):
        raise PermissionDenied
    User.objects.select_for_update().get(pk=user.pk)
    row = ExpertProfile.objects.filter(user=user).first() or ExpertProfile(user=user)
    wanted = [Theme(theme).value for theme in dict.fromkeys(themes)]
    if not wanted:
        raise ValidationError({"themes": _("Please choose at least one field.")})
    row.introduction, row.capacity, row.is_available = introduction.strip(), capacity, is_available
    if contacts := contacts_in(row.introduction):
        words = _("No telephone, address or account here: people write through the site. Found: %(found)s")
        raise ValidationError({"introduction": words % {"found": "，".join(contacts)}})
    row.changed_at = timezone.now()
    row.full_clean(exclude=["user"])
    row.save()
    row.towns.set(towns)
    row.fields.exclude(theme__in=wanted).delete()
    for theme in wanted:
        ExpertField.objects.get_or_create(profile=row, theme=theme)
    log(row, "practice.expert_profile", user=by, data={"themes": wanted, "available": is_available})
    return row


@transaction.atomic
def assign_expert(
    *, expert: User, target: Target, by: User, since: datetime.date | None = None, until: datetime.date | None = None,
    is_lead: bool = False, task: str = "",
) -> Assignment:  # fmt: skip
    """Let an expert look after a unit or a replication. Assigned already is as good; a new lead follows the old one.

    Raises PermissionDenied for whoever does not assign there, NotPossible for a replication that is closed,
    ValidationError for somebody who is no expert there, works at the unit or at the place the practice comes from.
    """
    if not may_assign(by, target) or expert.pk == by.pk:
        raise PermissionDenied
    kind = {"replication" if isinstance(target, Replication) else "unit": target}
    _lock(target)
    today = timezone.localdate()
    # Planned ends that have passed make room: the constraints look at what nobody has ended.
    over = Assignment.objects.filter(**kind, ended_at=None, until__lt=today)
    over.update(ended_at=timezone.now(), is_lead=False)
    running = Assignment.objects.filter(**kind, ended_at=None)
    standing = running.filter(expert=expert).first()
    if standing is None:
        _check(candidates_for(target), expert)
    elif standing.is_lead == is_lead or not is_lead:
        return standing
    if is_lead:
        running.filter(is_lead=True).update(is_lead=False)
    row = standing or Assignment(
        expert=expert, **kind, since=since or today, until=until, task=task.strip(), assigned_by=by
    )
    row.is_lead = is_lead
    if row.until is not None and row.until < row.since:
        raise ValidationError({"until": _("The end must not be before the start.")})
    row.full_clean(exclude=["expert", "unit", "replication", "assigned_by"], validate_constraints=False)
    row.save()
    log(row, "practice.expert_assigned", user=by, data={"expert": expert.pk, "lead": is_lead})
    if standing is None:
        tell_assigned(row)
    return row


def _lock(target: Target) -> None:
    """Hold the target, so that two who compose its team at once act one after the other."""
    if not isinstance(target, Replication):
        Organisation.objects.select_for_update().get(pk=target.pk)
        return
    if not Replication.objects.select_for_update(of=("self",)).get(pk=target.pk).is_open:
        raise NotPossible


def obstacle_words(key: str) -> str:
    return {
        "": "",
        "there": _("Looks after it already."),
        "home": _("Works at this unit."),
        "source": _("Works where the practice comes from."),
    }[key]


def _check(candidates: list[Candidate], expert: User) -> None:
    found = next((one for one in candidates if one.profile.user_id == expert.pk), None)
    if found is None:
        words = _("%(name)s is no expert for this unit, or has no profile yet.")
        raise ValidationError({"expert": words % {"name": expert.name}})
    if found.obstacle:
        words = _("%(name)s cannot be assigned: %(why)s")
        raise ValidationError({"expert": words % {"name": expert.name, "why": obstacle_words(found.obstacle)}})


def may_end(user: User, assignment: Assignment) -> bool:
    """Those who assign there, and the expert, who may lay it down."""
    return user.pk == assignment.expert_id or may_assign(user, assignment.replication or assignment.receiver)


@transaction.atomic
def end_assignment(*, assignment: Assignment, by: User, reason: str) -> Assignment:
    """End an assignment today; what was written stays. Ended already is as good. Raises ValidationError without why."""
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("expert", "unit", "replication__adopter")
    row = rows.get(pk=assignment.pk)
    if not may_end(by, row):
        raise PermissionDenied
    if row.ended_at is not None:
        return row
    words = reason.strip()
    if not words or len(words) > REASON_LENGTH:
        raise ValidationError({"reason": _("Please give the reason in at most 200 characters.")})
    row.ended_at, row.ended_by, row.end_reason, row.is_lead = timezone.now(), by, words, False
    row.save(update_fields=["ended_at", "ended_by", "end_reason", "is_lead"])
    log(row, "practice.expert_ended", user=by, data={"expert": row.expert_id, "reason": words})
    tell_ended(row, by)
    return row
