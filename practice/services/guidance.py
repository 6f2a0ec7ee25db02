"""The guidance log: what was advised and agreed, ticking it off, and how the unit found it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from practice.enums import GuidanceForm, Rating
from practice.models import AgreedAction, Assignment, Guidance
from practice.services.guidance_telling import tell_done, tell_feedback, tell_logged, tell_reopened
from practice.supervision import may_act, may_log, receives

WORDS_LENGTH = 200
MOST_ACTIONS = 12
WITH_TARGET = ("assignment__expert", "assignment__unit", "assignment__replication__adopter")


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreed action as it comes from the form: what, who of the unit, by which day."""

    what: str
    who: str
    due_on: datetime.date


@transaction.atomic
def log_guidance(
    *, assignment: Assignment, by: User, on: datetime.date, form: str, advice: str, actions: Iterable[Agreed] = (),
    key: UUID | None = None,
) -> Guidance:  # fmt: skip
    """Write a visit, call or meeting down, with what was agreed. The same `key` sent again is the same entry.

    Raises PermissionDenied unless `by` guides there today, ValidationError by field ("actions" for the agreed ones).
    """
    held = Assignment.objects.select_for_update(of=("self",)).select_related(
        "expert", "unit", "replication__adopter", "replication__owner", "replication__case"
    )
    row = held.get(pk=assignment.pk)
    if key is not None and (known := Guidance.objects.filter(uuid=key).first()):
        if known.by_id != by.pk or known.assignment_id != row.pk:
            raise PermissionDenied
        return known
    if not may_log(by, row):
        raise PermissionDenied
    entry = Guidance(assignment=row, on=on, form=GuidanceForm(form), advice=advice.strip(), by=by)
    if key is not None:
        entry.uuid = key
    entry.full_clean(exclude=["assignment", "by"])
    agreed = list(actions)
    if len(agreed) > MOST_ACTIONS:
        raise ValidationError({"actions": _("Twelve agreed actions at the most; more are not followed up.")})
    entry.save()
    for one in agreed:
        _agree(entry, one)
    log(entry, "practice.guidance_logged", user=by, data={"form": entry.form, "actions": len(agreed)})
    tell_logged(entry)
    return entry


def _agree(entry: Guidance, agreed: Agreed) -> AgreedAction:
    row = AgreedAction(guidance=entry, what=agreed.what.strip(), who=agreed.who.strip(), due_on=agreed.due_on)
    if row.due_on < entry.on:
        raise ValidationError({"actions": _("“%(what)s” is due before the day of the guidance.") % {"what": row.what}})
    if entry.actions.filter(what=row.what).exists():
        raise ValidationError({"actions": _("“%(what)s” stands there twice.") % {"what": row.what}})
    row.full_clean(exclude=["guidance"])
    row.save()
    return row


def _held(action: AgreedAction, by: User) -> AgreedAction:
    """The action as it is now, for somebody of either side."""
    rows = AgreedAction.objects.select_for_update(of=("self",)).select_related(
        "guidance__assignment__expert", "guidance__assignment__unit", "guidance__assignment__replication__adopter",
        "guidance__assignment__replication__owner",
    )  # fmt: skip
    row = rows.get(pk=action.pk)
    if not may_act(by, row.guidance):
        raise PermissionDenied
    return row


@transaction.atomic
def finish_action(*, action: AgreedAction, by: User, words: str) -> AgreedAction:
    """Tick an agreed action off, saying what came of it. Done already stays as it is.

    Raises PermissionDenied for whoever stands on neither side, ValidationError without words.
    """
    row = _held(action, by)
    if row.done_at is not None:
        return row
    said = words.strip()
    if not said or len(said) > WORDS_LENGTH:
        raise ValidationError({"words": _("Please say in at most 200 characters what came of it.")})
    row.done_at, row.done_by, row.done_words = timezone.now(), by, said
    row.save(update_fields=["done_at", "done_by", "done_words"])
    log(row.guidance, "practice.action_done", user=by, data={"action": row.what, "words": said})
    tell_done(row, by)
    return row


@transaction.atomic
def reopen_action(*, action: AgreedAction, by: User, reason: str) -> AgreedAction:
    """Take a tick back; what was said then stays in the audit trail. Open already is as good."""
    row = _held(action, by)
    if row.done_at is None:
        return row
    words = reason.strip()
    if not words or len(words) > WORDS_LENGTH:
        raise ValidationError({"reason": _("Please say in at most 200 characters why it is open again.")})
    data = {"action": row.what, "reason": words, "was": row.done_words}
    row.done_at, row.done_by, row.done_words = None, None, ""
    row.save(update_fields=["done_at", "done_by", "done_words"])
    log(row.guidance, "practice.action_reopened", user=by, data=data)
    tell_reopened(row, by, words)
    return row


@transaction.atomic
def give_feedback(*, guidance: Guidance, by: User, rating: int, words: str = "") -> Guidance:
    """Say how a guidance helped. The word of the unit may change; earlier ones stay in the audit trail.

    Raises PermissionDenied for whoever is not on the side that was guided, ValidationError by field.
    """
    rows = Guidance.objects.select_for_update(of=("self",)).select_related(*WITH_TARGET)
    row = rows.get(pk=guidance.pk)
    if not receives(by, row.assignment):
        raise PermissionDenied
    if rating not in Rating.values:
        raise ValidationError({"rating": _("Please choose one of the five.")})
    said = words.strip()
    if (row.rating, row.feedback) == (rating, said):
        return row
    row.rating, row.feedback, row.feedback_by, row.feedback_at = rating, said, by, timezone.now()
    row.full_clean(exclude=["assignment", "by", "feedback_by"])
    row.save(update_fields=["rating", "feedback", "feedback_by", "feedback_at"])
    log(row, "practice.guidance_rated", user=by, data={"rating": rating, "words": said})
    tell_feedback(row)
    return row
