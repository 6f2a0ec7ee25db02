"""Saving answers and flags."""

import datetime

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.kinds import InvalidAnswer
from assessments.models import Attempt, Response
from assessments.services import (
    AttemptClosed,
    UnknownItem,
    save_response,
    set_flag,
    start_attempt,
    submit_attempt,
)
from tests.assessments import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    """Refusals are compared in the words of the code."""
    with translation.override("en"):
        yield


def test_an_answer_is_saved_in_one_statement(django_assert_num_queries):
    attempt = builders.begin()
    uid = attempt.paper["items"][0]["uid"]
    with django_assert_num_queries(1):
        saved = save_response(attempt=attempt, item=uid, value=builders.value_at(attempt, uid, 0), sequence=1)
    assert (saved.sequence, saved.stale) == (1, False)
    row = Response.objects.get()
    assert (row.value, row.sequence, row.flagged) == (builders.value_at(attempt, uid, 0), 1, False)
    assert abs(row.saved_at - saved.saved_at) < datetime.timedelta(milliseconds=1)


def test_an_answer_can_be_taken_back():
    attempt = builders.begin()
    uid = attempt.paper["items"][0]["uid"]
    save_response(attempt=attempt, item=uid, value=builders.value_at(attempt, uid, 0), sequence=1)
    save_response(attempt=attempt, item=uid, value=None, sequence=2)
    assert Response.objects.get().value is None


def test_the_same_request_twice_is_saved_once():
    attempt = builders.begin()
    uid = attempt.paper["items"][0]["uid"]
    value = builders.value_at(attempt, uid, 0)
    save_response(attempt=attempt, item=uid, value=value, sequence=1)
    again = save_response(attempt=attempt, item=uid, value=value, sequence=1)
    assert (again.sequence, again.stale) == (1, False)


def test_an_older_answer_is_reported_as_stale_with_the_newer_one():
    attempt = builders.begin()
    uid = attempt.paper["items"][0]["uid"]
    save_response(attempt=attempt, item=uid, value=builders.value_at(attempt, uid, 1), sequence=5)
    late = save_response(attempt=attempt, item=uid, value=builders.value_at(attempt, uid, 0), sequence=3)
    assert (late.sequence, late.stale, late.value) == (5, True, builders.value_at(attempt, uid, 1))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(1, 7)), repeats=st.lists(st.integers(1, 6), max_size=4))
def test_whatever_the_order_of_arrival_the_newest_answer_stays(django_db_blocker, order, repeats):
    with django_db_blocker.unblock(), transaction.atomic():
        attempt = Attempt.objects.first() or builders.begin()
        uid = attempt.paper["items"][0]["uid"]
        Response.objects.all().delete()
        for sequence in [*order, *repeats]:
            value = builders.value_at(attempt, uid, sequence % 4)
            save_response(attempt=attempt, item=uid, value=value, sequence=sequence)
        row = Response.objects.get()
        assert (row.sequence, row.value) == (6, builders.value_at(attempt, uid, 6 % 4))


def test_a_form_without_a_sequence_counts_as_the_newest_change():
    attempt = builders.begin()
    uid = attempt.paper["items"][0]["uid"]
    save_response(attempt=attempt, item=uid, value=builders.value_at(attempt, uid, 0), sequence=7)
    saved = save_response(attempt=attempt, item=uid, value=builders.value_at(attempt, uid, 1))
    assert (saved.sequence, Response.objects.get().value) == (8, builders.value_at(attempt, uid, 1))


def test_items_and_choices_of_another_paper_are_refused():
    page = builders.quiz()
    attempt = start_attempt(learner=builders.enrolled(page).learner, quiz=page)
    other = builders.begin_other()
    uid, foreign = attempt.paper["items"][0]["uid"], other.paper["items"][0]["uid"]
    with pytest.raises(UnknownItem):
        save_response(attempt=attempt, item=foreign, value=None, sequence=1)
    with pytest.raises(UnknownItem):
        set_flag(attempt=attempt, item=foreign, flagged=True)
    with pytest.raises(InvalidAnswer):
        save_response(attempt=attempt, item=uid, value=builders.value_at(other, foreign, 0), sequence=1)
    assert Response.objects.count() == 0


def test_a_flag_keeps_the_answer_and_an_answer_keeps_the_flag():
    attempt = builders.begin()
    uid = attempt.paper["items"][0]["uid"]
    set_flag(attempt=attempt, item=uid, flagged=True)
    save_response(attempt=attempt, item=uid, value=builders.value_at(attempt, uid, 0), sequence=1)
    set_flag(attempt=attempt, item=uid, flagged=True)
    row = Response.objects.get()
    assert (row.flagged, row.value) == (True, builders.value_at(attempt, uid, 0))
    set_flag(attempt=attempt, item=uid, flagged=False)
    assert Response.objects.get().flagged is False


def test_nothing_is_written_to_a_closed_attempt():
    attempt = builders.begin()
    uid = attempt.paper["items"][0]["uid"]
    stale = Attempt.objects.get(pk=attempt.pk)  # as another tab still holds it
    submit_attempt(attempt=attempt)
    for held in (Attempt.objects.get(pk=attempt.pk), stale):
        with pytest.raises(AttemptClosed):
            save_response(attempt=held, item=uid, value=builders.value_at(held, uid, 0), sequence=1)
        with pytest.raises(AttemptClosed):
            set_flag(attempt=held, item=uid, flagged=True)
    assert Response.objects.count() == 0
