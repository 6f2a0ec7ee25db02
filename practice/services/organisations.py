"""The register of community organisations: written by the unit, confirmed or returned by the town."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import Organisation, User
from accounts.queries import can
from cases.models import CasePage
from cases.queries import town_of
from practice.community import cases_of, may_confirm, people_of
from practice.community_enums import OrgState
from practice.models import CommunityOrganisation, OrganisationMember, OrganisationProject
from practice.models.organisations import CONFIRMING_ROLES, UNIT_ROLES
from practice.services.telling_community import tell_confirmed_organisation, tell_registered, tell_returned
from practice.services.wording import refuse_numbers
from practice.spreading import NotPossible

# What the town vouches for: a change of any of it is looked at again.
VOUCHED = ("name", "kind", "legal_type", "founded_on", "registration_number")
FIELDS = (*VOUCHED, "member_count", "volunteer_count", "introduction", "leader_name", "leader")
MOST_PROJECTS = 20
REASON_LENGTH = 200
# Unchanged by editing; no need to look them up again.
_NOT_CHECKED = ["unit", "town", "registered_by", "confirmed_by"]


def register_organisation(
    *,
    unit: Organisation,
    by: User,
    values: Mapping[str, Any],
    projects: Sequence[Mapping[str, Any]] = (),
    cases: Iterable[CasePage] = (),
    is_example: bool = False,
) -> CommunityOrganisation:
    """Register an organisation and ask the town to confirm it; the one of that name when the unit has it already.

    `values` by names of FIELDS, `projects` as {"title", "year", "source", "amount", "result"}. Raises
    PermissionDenied without the right of a contributor at the unit, ValidationError by field.
    """
    if not can(by, unit, *UNIT_ROLES):
        raise PermissionDenied
    name = str(values.get("name", "")).strip()
    try:
        with transaction.atomic():
            return _standing(unit, name) or _register(unit, by, values, projects, cases, is_example)
    except IntegrityError:
        # Somebody else of the unit was quicker: the constraint let one in.
        standing = _standing(unit, name)
        if standing is None:
            raise
        return standing


def _standing(unit: Organisation, name: str) -> CommunityOrganisation | None:
    return CommunityOrganisation.objects.filter(unit=unit, name=name).exclude(state=OrgState.CLOSED).first()


def _register(
    unit: Organisation,
    by: User,
    values: Mapping[str, Any],
    projects: Sequence[Mapping[str, Any]],
    cases: Iterable[CasePage],
    is_example: bool,
) -> CommunityOrganisation:
    row = CommunityOrganisation(unit=unit, town=town_of(unit), registered_by=by, is_example=is_example)
    _fill(row, values)
    refuse_numbers(introduction=row.introduction)
    row.full_clean()
    _check_leader(row)
    row.save()
    _write_projects(row, projects)
    _set_cases(row, cases)
    log(row, "practice.org_register", user=by, data={"unit": unit.slug})
    tell_registered(row)
    return row


@transaction.atomic
def save_organisation(
    *,
    organisation: CommunityOrganisation,
    by: User,
    values: Mapping[str, Any],
    projects: Sequence[Mapping[str, Any]],
    cases: Iterable[CasePage],
) -> CommunityOrganisation:
    """Write the record anew. A change of what the town vouches for (VOUCHED), and any answer to a return, asks the
    town again; until then the organisation is not in the public register.

    Raises PermissionDenied for whoever does not write for the unit, NotPossible once it was closed, ValidationError.
    """
    row = _writable(organisation, by)
    before = {name: getattr(row, name) for name in VOUCHED}
    was_returned = bool(row.returned_reason)
    _fill(row, values)
    refuse_numbers(introduction=row.introduction)
    row.full_clean(exclude=_NOT_CHECKED)
    _check_leader(row)
    changed = [name for name in VOUCHED if getattr(row, name) != before[name]]
    asks_again = was_returned or (row.state == OrgState.CONFIRMED and bool(changed))
    row.changed_at, row.returned_reason = timezone.now(), ""
    if asks_again:
        row.state = OrgState.DRAFT
    row.save()
    _write_projects(row, projects)
    _set_cases(row, cases)
    log(row, "practice.org_save", user=by, data={"changed": changed})
    if asks_again:
        tell_registered(row)
    return row


def _locked(organisation: CommunityOrganisation) -> CommunityOrganisation:
    rows = CommunityOrganisation.objects.select_for_update(of=("self",)).select_related("unit", "town")
    return rows.get(pk=organisation.pk)


def _writable(organisation: CommunityOrganisation, by: User) -> CommunityOrganisation:
    if not can(by, organisation.unit, *UNIT_ROLES):
        raise PermissionDenied
    row = _locked(organisation)
    if row.state == OrgState.CLOSED:
        raise NotPossible
    return row


def _fill(row: CommunityOrganisation, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            value = values[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)


def _check_leader(row: CommunityOrganisation) -> None:
    if row.leader_id and not people_of(row.unit).filter(pk=row.leader_id).exists():
        raise ValidationError({"leader": _("Choose somebody who has a post in this unit.")})


def _write_projects(row: CommunityOrganisation, projects: Sequence[Mapping[str, Any]]) -> None:
    named = [one for one in projects if str(one.get("title", "")).strip()]
    if len(named) > MOST_PROJECTS:
        raise ValidationError({"projects": _("At most %(most)d projects are possible.") % {"most": MOST_PROJECTS}})
    made = [
        OrganisationProject(
            organisation=row, title=one["title"].strip(), year=one["year"], source=one["source"],
            amount=one.get("amount"), result=(one.get("result") or "").strip(), order=order,
        )
        for order, one in enumerate(named)
    ]  # fmt: skip
    for one in made:
        one.full_clean(exclude=["organisation"])
    row.projects.all().delete()
    OrganisationProject.objects.bulk_create(made)


def _set_cases(row: CommunityOrganisation, cases: Iterable[CasePage]) -> None:
    wanted = {case.pk for case in cases}
    kept = set(row.cases.values_list("pk", flat=True))
    row.cases.set(kept & wanted | set(cases_of(row.unit).filter(pk__in=wanted).values_list("pk", flat=True)))


@transaction.atomic
def add_member(*, organisation: CommunityOrganisation, person: User, function: str, by: User) -> OrganisationMember:
    """Name one of the core people; named twice is named once."""
    row = _writable(organisation, by)
    if not people_of(row.unit).filter(pk=person.pk).exists():
        raise ValidationError({"person": _("Choose somebody who has a post in this unit.")})
    standing = OrganisationMember.objects.filter(organisation=row, person=person).first()
    if standing is not None:
        return standing
    made = OrganisationMember(organisation=row, person=person, function=function.strip())
    made.full_clean()
    made.save()
    log(row, "practice.org_member", user=by, data={"function": made.function})
    return made


@transaction.atomic
def remove_member(*, member: OrganisationMember, by: User) -> None:
    """Take somebody off the list of core people; gone already is gone."""
    row = _writable(member.organisation, by)
    if OrganisationMember.objects.filter(pk=member.pk).delete()[0]:
        log(row, "practice.org_member_removed", user=by, data={"function": member.function})


@transaction.atomic
def confirm_organisation(*, organisation: CommunityOrganisation, by: User) -> CommunityOrganisation:
    """Put it into the public register; confirmed already stays as it is.

    Raises PermissionDenied for whoever does not review for the unit, or has registered it; NotPossible when closed.
    """
    row = _reviewable(organisation, by)
    if row.state == OrgState.CONFIRMED:
        return row
    if not may_confirm(by, row):
        raise PermissionDenied
    row.state, row.confirmed_by, row.confirmed_at, row.returned_reason = OrgState.CONFIRMED, by, timezone.now(), ""
    row.save(update_fields=["state", "confirmed_by", "confirmed_at", "returned_reason"])
    log(row, "practice.org_confirm", user=by)
    tell_confirmed_organisation(row)
    return row


@transaction.atomic
def return_organisation(*, organisation: CommunityOrganisation, by: User, reason: str) -> CommunityOrganisation:
    """Ask the unit to correct the record; returned already stays as it is until the unit has answered."""
    row = _reviewable(organisation, by)
    if not may_confirm(by, row):
        raise NotPossible if row.state == OrgState.CONFIRMED else PermissionDenied
    if row.returned_reason:
        return row
    row.returned_reason, row.changed_at = _reason(reason), timezone.now()
    row.save(update_fields=["returned_reason", "changed_at"])
    log(row, "practice.org_return", user=by, data={"reason": row.returned_reason})
    tell_returned(row)
    return row


def _reviewable(organisation: CommunityOrganisation, by: User) -> CommunityOrganisation:
    if not can(by, organisation.unit, *CONFIRMING_ROLES):
        raise PermissionDenied
    row = _locked(organisation)
    if row.state == OrgState.CLOSED:
        raise NotPossible
    return row


@transaction.atomic
def close_organisation(*, organisation: CommunityOrganisation, by: User, reason: str) -> CommunityOrganisation:
    """Say that it is no longer active: it leaves the public register for good, the record stays. Closed already
    stays closed. By whoever writes or reviews for the unit."""
    if not can(by, organisation.unit, *UNIT_ROLES, *CONFIRMING_ROLES):
        raise PermissionDenied
    row = _locked(organisation)
    if row.state == OrgState.CLOSED:
        return row
    row.state, row.closed_at, row.closed_reason, row.returned_reason = (
        OrgState.CLOSED, timezone.now(), _reason(reason), "",
    )  # fmt: skip
    row.save(update_fields=["state", "closed_at", "closed_reason", "returned_reason"])
    log(row, "practice.org_close", user=by, data={"reason": row.closed_reason})
    return row


def _reason(words: str) -> str:
    said = words.strip()
    if not said or len(said) > REASON_LENGTH:
        raise ValidationError({"reason": _("Please say why.")})
    return said
