"""Calls for help, sites and visits of the demonstration, through the services that people's clicks use.

Only the clock is helped along: a visit that took place was asked for in the future, like any other, and its time is
set back before the host records it.
"""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from cases.models import CasePage
from lms.demo.help import CALLS, SITES, Answer, Booking, Call, Site, Time
from lms.demo.loader_keys import key
from practice.models import HelpPost, Replication, Visit, VisitSite, VisitSlot
from practice.services.helping import answer_help, ask_expert, mark_solved, post_help, thank
from practice.services.hosting import open_slot, register_site
from practice.services.visiting import ask_visit, decide_visit, give_feedback, record_attendance


def load_help(people: Mapping[str, User]) -> None:
    """Post what `CALLS` and `SITES` say. What is there already is left as it is, whatever became of it."""
    for site in SITES:
        _register(site, people)
    for call in CALLS:
        _post(call, people)
    for site in SITES:
        _book(site, people)


def _unit(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def _case(name: str) -> CasePage:
    return CasePage.objects.get(translation_key=key(name))


@transaction.atomic
def _register(site: Site, people: Mapping[str, User]) -> None:
    if VisitSite.objects.filter(uuid=key(site.key)).exists():
        return
    by = people[site.who]
    values = {
        "title": site.title, "description": site.description, "way": site.way, "capacity": site.capacity,
        "languages": site.languages, "access": site.access, "is_active": True, "case": _case(site.case),
    }  # fmt: skip
    row = register_site(unit=_unit(site.unit), by=by, key=key(site.key), values=values)
    for number, time in enumerate(site.times):
        # Days that are over are opened for a day to come, and set back once the visit is agreed on.
        begins, ends = _moment(time, time.begins, number), _moment(time, time.ends, number)
        slot = open_slot(site=row, by=by, starts_at=begins, ends_at=ends, places=time.places)
        VisitSlot.objects.filter(pk=slot.pk).update(uuid=key(site.key, number))


def _moment(time: Time, clock: str, number: int) -> datetime.datetime:
    days = time.days if time.days > 0 else 100 + number
    day = timezone.localdate() + datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.fromisoformat(clock)))


@transaction.atomic
def _post(call: Call, people: Mapping[str, User]) -> None:
    if HelpPost.objects.filter(uuid=key(call.key)).exists():
        return
    by = people[call.who]
    post = post_help(
        unit=_unit(call.unit), by=by, key=key(call.key), title=call.title, problem=call.problem, tried=call.tried,
        theme=call.theme, place_type=call.place_type, support=call.support,
    )  # fmt: skip
    for expert in call.experts:
        ask_expert(post=post, expert=people[expert], by=by)
    for number, answer in enumerate(call.answers):
        _answer(post, answer, key(call.key, number), people, by)
    if call.outcome:
        case = _case(call.solved_by)
        # The adoption itself is another story of the demonstration, where it is told.
        begun = Replication.objects.filter(case=case, adopter__slug=call.unit).first()
        mark_solved(post=post, by=by, outcome=call.outcome, case=case, replication=begun)


def _answer(post: HelpPost, answer: Answer, name, people: Mapping[str, User], asking: User) -> None:
    given = answer_help(
        post=post, unit=_unit(answer.unit), by=people[answer.who], text=answer.text, key=name,
        cases=[_case(case) for case in answer.cases],
        invites_to=VisitSite.objects.get(uuid=key(answer.site)) if answer.site else None,
    )  # fmt: skip
    if answer.thanked:
        thank(answer=given, by=asking)


@transaction.atomic
def _book(site: Site, people: Mapping[str, User]) -> None:
    if Visit.objects.filter(slot__site__uuid=key(site.key)).exists():
        return
    for booking in site.bookings:
        _visit(site, booking, people)


def _visit(site: Site, booking: Booking, people: Mapping[str, User]) -> None:
    slot = VisitSlot.objects.get(uuid=key(site.key, booking.time))
    host, visitor = people[site.who], people[booking.who]
    post = HelpPost.objects.get(uuid=key(booking.call)) if booking.call else None
    visit = ask_visit(slot=slot, by=visitor, party_size=booking.party, purpose=booking.purpose, help_post=post)
    if booking.state == "asked":
        return
    visit = decide_visit(visit=visit, by=host, accept=True, note=booking.note)
    if booking.state == "done":
        back = datetime.timedelta(days=100 + booking.time - site.times[booking.time].days)
        moved = {"starts_at": slot.starts_at - back, "ends_at": slot.ends_at - back}
        VisitSlot.objects.filter(pk=slot.pk).update(**moved)
        visit = record_attendance(visit=visit, by=host)
        Visit.objects.filter(pk=visit.pk).update(attended_at=moved["ends_at"], asked_at=moved["starts_at"] - back / 10)
        give_feedback(visit=visit, by=visitor, rating=booking.rating, words=booking.feedback)
