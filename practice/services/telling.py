"""Who is told what on the way of a replication: the two units, those who confirm, and nobody besides."""

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import NoticeKind, Role
from accounts.models import User
from accounts.queries import people_with
from accounts.services import notify
from practice.adoptions import has_a_hand, sides_of, source_people, working_people
from practice.enums import ConfirmationSide, ReplicationState
from practice.models import Confirmation, Replication


def _words(row: Replication) -> dict[str, str]:
    return {"unit": row.place, "case": row.case.title}


def _send(row: Replication, people: Iterable[User], kind: NoticeKind, text: str, event: str) -> None:
    url = reverse("practice:replication", args=[row.uuid])
    notify(users=people, kind=kind, text=text, url=url, key=f"replication-{event}:{row.pk}")


def tell_begun(row: Replication) -> None:
    """The source unit learns that somebody prepares to do as it does."""
    text = _("%(unit)s prepares to take over “%(case)s”.") % _words(row)
    _send(row, source_people(row), NoticeKind.NEWS, text, "begun")


def tell_mentor(row: Replication) -> None:
    if row.mentor is not None:
        text = _("You were named as the mentor of %(unit)s, which takes over “%(case)s”.") % _words(row)
        _send(row, [row.mentor], NoticeKind.TASK, text, f"mentor-{row.mentor_id}")


def tell_closed(row: Replication) -> None:
    """Both sides learn what came of it; whoever may confirm a success is asked to."""
    state = row.get_outcome_display() if row.outcome else row.get_state_display()
    text = _("%(unit)s, “%(case)s”: %(state)s.") % (_words(row) | {"state": state})
    stamp = f"closed-{row.closed_on:%Y%m%d}-{row.outcome or row.stop_reason}"
    _send(row, source_people(row) | working_people(row), NoticeKind.RESULT, text, stamp)
    if row.state == ReplicationState.EVALUATED and row.outcome == "succeeded":
        ask_to_confirm(row)


def ask_to_confirm(row: Replication) -> int:
    """Ask each side that is silent, once a month at most; returns how many people were asked."""
    text = _("Please confirm what came of “%(case)s” in %(unit)s.") % _words(row)
    silent = set(ConfirmationSide) - set(row.confirmations.standing().values_list("side", flat=True))
    people = []
    if ConfirmationSide.SOURCE in silent:
        people += [user for user in source_people(row) if not has_a_hand(user, row)]
    if ConfirmationSide.EXPERT in silent:
        experts = people_with(row.adopter, Role.EXPERT)
        people += [user for user in experts if ConfirmationSide.EXPERT in sides_of(user, row)]
    _send(row, people, NoticeKind.TASK, text, f"confirm-{timezone.localdate():%Y%m}")
    return len(people)


def tell_confirmed(row: Replication, made: Confirmation) -> None:
    text = _("“%(case)s” in %(unit)s was confirmed by: %(side)s.") % (_words(row) | {"side": made.get_side_display()})
    _send(row, working_people(row), NoticeKind.RESULT, text, f"confirmed-{made.pk}")


def tell_withdrawn(row: Replication, made: Confirmation) -> None:
    text = _("A confirmation of “%(case)s” in %(unit)s was taken back. The reason is inside.") % _words(row)
    people = source_people(row) | working_people(row)
    _send(row, people, NoticeKind.RESULT, text, f"unconfirmed-{made.pk}")


def remind_owner(row: Replication, today: datetime.date) -> None:
    """Nothing was written for long: once a month, to those who work on it."""
    text = _("Nothing was written about “%(case)s” in %(unit)s for two months. How is it going?") % _words(row)
    _send(row, working_people(row), NoticeKind.DEADLINE, text, f"still-{today:%Y%m}")


def remind_of_evaluation(row: Replication) -> None:
    text = _("“%(case)s” in %(unit)s was to be evaluated by now. Say what came of it.") % _words(row)
    _send(row, working_people(row), NoticeKind.DEADLINE, text, f"evaluate-{row.ends_on:%Y%m%d}")
