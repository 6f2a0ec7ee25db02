"""Taking a case over: the intention, the plan, the people, and the way from one state to the next."""

import datetime
from collections.abc import Mapping, Sequence
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
from courses.models import CoursePage
from practice.adoptions import OPEN_STATES, mentors_for, people_to_train, plan_of
from practice.enums import Move, ReplicationOutcome, ReplicationState, StopReason
from practice.models import ConditionAnswer, Replication, ReplicationPart, Trainee
from practice.models.replications import WORKING_ROLES
from practice.services.holding import show_anew, touch, writable
from practice.services.telling import tell_begun, tell_closed, tell_mentor
from practice.spreading import NotPossible, after, lacks

PLAN_FIELDS = ("form", "aim", "starts_on", "ends_on", "budget", "budget_note", "support", "owner", "mentor")
MOST_PARTS = 12


def adopt_case(*, case: CasePage, unit: Organisation, by: User, aim: str, form: str) -> Replication:
    """Note that `unit` means to take `case` over; the one that is open already when there is one.

    The conditions of the case are copied in the words of its version, each to be answered. Raises PermissionDenied
    without a working role at the unit, or for the case's own unit; NotPossible when the case is not public.
    """
    if not can(by, unit, *WORKING_ROLES) or unit.pk == case.organisation_id:
        raise PermissionDenied
    if not case.live:
        raise NotPossible
    try:
        with transaction.atomic():
            return _open_one(case, unit) or _begin(case, unit, by, aim, form)
    except IntegrityError:
        # Somebody else of the unit was quicker: the constraint let one in.
        standing = _open_one(case, unit)
        if standing is None:
            raise
        return standing


def _open_one(case: CasePage, unit: Organisation) -> Replication | None:
    return Replication.objects.filter(case=case, adopter=unit, state__in=OPEN_STATES).first()


def _begin(case: CasePage, unit: Organisation, by: User, aim: str, form: str) -> Replication:
    row = Replication(
        case=case, case_version=case.version, adopter=unit, town=town_of(unit), aim=aim.strip(), form=form,
        owner=by, created_by=by,
    )  # fmt: skip
    row.full_clean()
    row.save()
    ConditionAnswer.objects.bulk_create(
        ConditionAnswer(replication=row, kind=condition.kind, text=condition.text, order=order)
        for order, condition in enumerate(case.conditions.all())
    )
    log(row, "practice.adopt", user=by, data={"case": case.number, "unit": unit.slug})
    return row


@transaction.atomic
def save_plan(
    *,
    replication: Replication,
    by: User,
    values: Mapping[str, Any],
    parts: Sequence[Mapping[str, str]],
    answers: Mapping[int, Mapping[str, str]],
) -> Replication:
    """Write the plan anew: `values` by names of PLAN_FIELDS, `parts` in their order, `answers` by a condition's order.

    What stays away from `values` and `answers` stays as it was. Raises NotPossible once it was evaluated or stopped,
    ValidationError by field, PermissionDenied for whoever does not work on it.
    """
    row = writable(replication, by)
    if not row.is_open:
        raise NotPossible
    before = row.mentor_id
    for name in PLAN_FIELDS:
        if name in values:
            setattr(row, name, values[name])
    _check_plan(row)
    touch(row, *PLAN_FIELDS)
    _write_parts(row, parts)
    for condition in row.conditions.filter(order__in=answers):
        said = answers[condition.order]
        condition.fit, condition.words = said.get("fit", ""), said.get("words", "").strip()
        condition.full_clean(exclude=["replication"])
        condition.save(update_fields=["fit", "words"])
    if row.mentor_id and row.mentor_id != before:
        tell_mentor(row)
    if row.state == ReplicationState.RUNNING:
        show_anew(row)
    log(row, "practice.plan", user=by)
    return row


def _check_plan(row: Replication) -> None:
    row.full_clean(exclude=["case", "adopter", "town", "created_by", "submission"])
    if row.starts_on and row.ends_on and row.ends_on <= row.starts_on:
        raise ValidationError({"ends_on": _("This day lies before the first one.")})
    if row.owner_id != row.created_by_id and not people_to_train(row).filter(pk=row.owner_id).exists():
        raise ValidationError({"owner": _("Choose somebody of the adopting town.")})
    if row.mentor_id and not mentors_for(row).filter(pk=row.mentor_id).exists():
        raise ValidationError({"mentor": _("Choose an expert, or somebody of the source unit.")})


def _write_parts(row: Replication, parts: Sequence[Mapping[str, str]]) -> None:
    named = [part for part in parts if part.get("what", "").strip()]
    if len(named) > MOST_PARTS:
        raise ValidationError({"parts": _("At most %(most)d parts are possible.") % {"most": MOST_PARTS}})
    made = [
        ReplicationPart(
            replication=row, kind=part.get("kind", ""), what=part["what"].strip(), how=part.get("how", "").strip(),
            why=part.get("why", "").strip(), order=order,
        )
        for order, part in enumerate(named)
    ]  # fmt: skip
    for part in made:
        part.full_clean(exclude=["replication"])
    row.parts.all().delete()
    ReplicationPart.objects.bulk_create(made)


@transaction.atomic
def add_trainee(*, replication: Replication, person: User, course: CoursePage, by: User) -> Trainee:
    """Name somebody who has to be able to do it, and the course that teaches it; named twice is named once."""
    row = writable(replication, by)
    if not row.is_open or not course.live:
        raise NotPossible
    if not people_to_train(row).filter(pk=person.pk).exists():
        raise ValidationError(_("Choose somebody of the adopting town."), code="person")
    made, new = Trainee.objects.get_or_create(replication=row, person=person, course=course)
    if new:
        touch(row)
        log(row, "practice.trainee", user=by, data={"course": course.title})
    return made


@transaction.atomic
def remove_trainee(*, trainee: Trainee, by: User) -> None:
    """Take somebody off the plan; gone already is gone."""
    row = writable(trainee.replication, by)
    if not row.is_open:
        raise NotPossible
    if Trainee.objects.filter(pk=trainee.pk).delete()[0]:
        log(row, "practice.trainee_removed", user=by, data={"course": trainee.course.title})


@transaction.atomic
def take_move(*, replication: Replication, move: Move, by: User, told: Mapping[str, Any] | None = None) -> Replication:
    """Lead a replication on. `told`: "outcome" and "result" to evaluate, "stop_reason" and "result" to stop, "advice"
    with either, "reason" to take it up again.

    Raises NotPossible where the move does not lead on (also: taking up what a side has confirmed), ValidationError
    for what is missing (by field, or code "lacks" for the plan), PermissionDenied for whoever does not work on it.
    """
    row = writable(replication, by)
    told = told or {}
    before, row.state = row.state, after(row.state, move)
    missing = lacks(plan_of(row), move)
    if missing:
        raise ValidationError([str(lack.words) for lack in missing], code="lacks")
    _note(row, move, told)
    row.full_clean(exclude=["case", "adopter", "town", "created_by", "submission", "owner", "mentor"])
    touch(row, "state", "begun_on", "closed_on", "outcome", "result", "stop_reason", "advice")
    show_anew(row)
    reason = str(told.get("reason", "")).strip()
    log(row, "practice.step", user=by, data={"from": before, "to": str(row.state), "reason": reason})
    if move == Move.PREPARE:
        tell_begun(row)
    elif move in (Move.EVALUATE, Move.STOP):
        tell_closed(row)
    return row


def _note(row: Replication, move: Move, told: Mapping[str, Any]) -> None:
    today = timezone.localdate()
    if move == Move.START:
        row.begun_on = row.begun_on or today
    elif move == Move.REOPEN:
        _reopen(row, told)
    elif move in (Move.EVALUATE, Move.STOP):
        _close(row, move, told, today)


def _reopen(row: Replication, told: Mapping[str, Any]) -> None:
    if row.confirmations.standing().exists() or row.submission_id:
        raise NotPossible
    if not str(told.get("reason", "")).strip():
        raise ValidationError({"reason": _("Please say why.")})
    if _open_one(row.case, row.adopter):
        raise NotPossible
    row.closed_on, row.outcome, row.stop_reason = None, "", ""


def _close(row: Replication, move: Move, told: Mapping[str, Any], today: datetime.date) -> None:
    row.closed_on = today
    row.result, row.advice = str(told.get("result", "")).strip(), str(told.get("advice", "")).strip()
    if not row.result:
        raise ValidationError({"result": _("Say in a few sentences what came of it.")})
    key, values = ("outcome", ReplicationOutcome) if move == Move.EVALUATE else ("stop_reason", StopReason)
    if told.get(key) not in values.values:
        raise ValidationError({key: _("Please choose one.")})
    setattr(row, key, told[key])
