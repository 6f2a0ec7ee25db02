"""A visit from asking to what was learned from it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from accounts.models import User
from accounts.queries import can, home_unit
from practice.enums import VisitState
from practice.models import HelpPost, Visit, VisitSite, VisitSlot
from practice.models.replications import WORKING_ROLES
from practice.models.sites import HOLDING
from practice.services.hosting import locked_slot, locked_visit
from practice.services.telling_visits import (
    tell_asked,
    tell_attended,
    tell_cancelled_by_host,
    tell_cancelled_by_visitor,
    tell_decided,
    tell_feedback,
)
from practice.services.wording import refuse_numbers, tidy


class TooLate(Exception):
    """The visit has moved on, or its time has come; what was pressed is no longer possible."""


@transaction.atomic
def ask_visit(*, slot: VisitSlot, by: User, party_size: int, purpose: str, help_post: HelpPost | None = None) -> Visit:
    """Ask for places at a time; they are held at once, so a time is never overbooked. Asked twice it is one visit.

    Raises TooLate for a time that has begun, was called off or whose site is closed; PermissionDenied for the hosts
    themselves; ValidationError by field, also when fewer places are left.
    """
    row = locked_slot(slot)
    standing = row.visits.filter(visitor=by, state__in=HOLDING).select_related("slot__site").first()
    if standing is not None:
        return standing
    if can(by, row.site.unit, *WORKING_ROLES):
        raise PermissionDenied
    if row.cancelled_at or row.has_begun or not VisitSite.objects.public().filter(pk=row.site_id).exists():
        raise TooLate
    if help_post is not None and not HelpPost.objects.editable_by(by).filter(pk=help_post.pk).exists():
        raise PermissionDenied
    left = row.places - (row.visits.filter(state__in=HOLDING).aggregate(n=Sum("party_size"))["n"] or 0)
    if party_size > left:
        words = ngettext("%(left)d place is left.", "%(left)d places are left.", left) % {"left": max(left, 0)}
        raise ValidationError({"party_size": words if left > 0 else _("This time is full.")})
    words = tidy(purpose)
    refuse_numbers(purpose=words)
    visit = Visit(
        slot=row, visitor=by, organisation=home_unit(by), party_size=party_size, purpose=words, help_post=help_post
    )
    visit.full_clean()
    visit.save()
    log(visit, "practice.visit_asked", user=by, data={"slot": str(row.uuid)})
    tell_asked(visit)
    return visit


def _hosted(visit: Visit, by: User) -> Visit:
    row = locked_visit(visit)
    if not can(by, row.slot.site.unit, *WORKING_ROLES):
        raise PermissionDenied
    return row


@transaction.atomic
def decide_visit(*, visit: Visit, by: User, accept: bool, note: str = "") -> Visit:
    """The host agrees or declines; a refusal needs a word why. Decided the same way twice it is once.

    Raises TooLate when it was decided otherwise, called off, or its time has begun; PermissionDenied; ValidationError.
    """
    row = _hosted(visit, by)
    state = VisitState.ACCEPTED if accept else VisitState.DECLINED
    if row.state == state:
        return row
    if row.state != VisitState.ASKED or row.slot.has_begun:
        raise TooLate
    words = tidy(note)
    if not accept and not words:
        raise ValidationError({"note": _("Please say why; the visitor will read it.")})
    refuse_numbers(note=words)
    row.state, row.host_note = state, words
    row.decided_by, row.decided_at = by, timezone.now()
    row.full_clean()
    row.save()
    log(row, f"practice.visit_{state.value}", user=by)
    tell_decided(row)
    return row


@transaction.atomic
def cancel_visit(*, visit: Visit, by: User, reason: str) -> Visit:
    """Call a visit off before it begins, as visitor or as host; the other side reads the reason. Twice is once.

    Raises TooLate once it began or was declined, PermissionDenied for everybody else, ValidationError.
    """
    row = locked_visit(visit)
    is_visitor = row.visitor_id == by.pk
    if not is_visitor and not can(by, row.slot.site.unit, *WORKING_ROLES):
        raise PermissionDenied
    if row.state == VisitState.CANCELLED:
        return row
    if row.state not in (VisitState.ASKED, VisitState.ACCEPTED) or row.slot.has_begun:
        raise TooLate
    words = tidy(reason)
    if not words:
        raise ValidationError({"reason": _("Please give the reason; the other side will read it.")})
    refuse_numbers(reason=words)
    _cancel(row, words, by)
    (tell_cancelled_by_visitor if is_visitor else tell_cancelled_by_host)(row)
    return row


def _cancel(row: Visit, words: str, by: User) -> None:
    row.state, row.cancelled_at, row.cancelled_reason = VisitState.CANCELLED, timezone.now(), words
    row.full_clean()
    row.save()
    log(row, "practice.visit_cancelled", user=by, data={"reason": words})


@transaction.atomic
def record_attendance(*, visit: Visit, by: User, came: bool = True) -> Visit:
    """The host says whether they came; a visit that took place counts in the visitor's practice record. Twice is once.

    Raises TooLate before its time has begun or when it was not agreed, PermissionDenied for everybody but the host.
    """
    row = _hosted(visit, by)
    if row.state == VisitState.DONE and came:
        return row
    if row.state != VisitState.ACCEPTED or not row.slot.has_begun:
        raise TooLate
    if not came:
        _cancel(row, _("The visitors did not come."), by)
        return row
    row.state, row.attended_at = VisitState.DONE, timezone.now()
    row.full_clean()
    row.save()
    log(row, "practice.visit_done", user=by)
    tell_attended(row)
    return row


@transaction.atomic
def give_feedback(*, visit: Visit, by: User, rating: int, words: str = "") -> Visit:
    """The visitor tells the host how useful it was (1 to 5); given once, a second click finds it there.

    Raises TooLate before the visit took place, PermissionDenied for anybody else, ValidationError.
    """
    row = locked_visit(visit)
    if row.visitor_id != by.pk:
        raise PermissionDenied
    if row.feedback_at is not None:
        return row
    if row.state != VisitState.DONE:
        raise TooLate
    text = tidy(words)
    refuse_numbers(feedback=text)
    row.rating, row.feedback, row.feedback_at = rating, text, timezone.now()
    row.full_clean()
    row.save()
    log(row, "practice.visit_feedback", user=by, data={"rating": rating})
    tell_feedback(row)
    return row
