"""Several people at the same moment: a time is never overbooked, and one press is one visit."""

import pytest
from django.core.exceptions import ValidationError

from practice.models import Visit
from practice.services.visiting import TooLate, ask_visit, decide_visit
from tests import factories
from tests.assessments.builders import together
from tests.cases.test_review_races import at_once
from tests.practice import help_builders as build

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def outcome(action):
    def run():
        try:
            return action().state
        except (ValidationError, TooLate) as error:
            return type(error).__name__

    return run


def test_two_who_ask_for_the_last_places_are_not_both_told_yes():
    at = build.slot(places=4)
    people = [factories.person() for _number in range(4)]
    found = at_once([
        outcome(lambda by=by: ask_visit(slot=at, by=by, party_size=2, purpose="看看")) for by in people
    ])  # fmt: skip
    assert sorted(found) == ["ValidationError", "ValidationError", "asked", "asked"]
    assert list(Visit.objects.values_list("party_size", flat=True)) == [2, 2]


def test_one_person_who_presses_at_once_has_one_visit():
    at, by = build.slot(), factories.person()
    found = together(lambda: ask_visit(slot=at, by=by, party_size=1, purpose="看看").pk, count=4)
    assert (len(set(found)), Visit.objects.count()) == (1, 1)


def test_two_hosts_decide_at_once_and_one_word_stands():
    visit = build.asked()
    host = build.host_of(visit.slot.site)
    turns = [(host, True), (build.neighbor(), False)] * 2
    found = at_once([
        outcome(lambda by=by, yes=yes: decide_visit(visit=visit, by=by, accept=yes, note="来" if yes else "停电"))
        for by, yes in turns
    ])  # fmt: skip
    state = Visit.objects.get().state
    assert sorted(found) == sorted([state] * 2 + ["TooLate"] * 2)
