"""When a quiz can be begun, when its time is over, and what is shown after it."""

import datetime

import pytest

from assessments.extras import Extra
from assessments.quiz_rules import deadline, is_closed, shows_answers

NOON = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC)


def at(minutes: int) -> datetime.datetime:
    return NOON + datetime.timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("closes", "begun", "granted", "closed"),
    [
        (None, [], 0, False),
        (10, [], 0, False),
        (0, [], 0, True),
        (-10, [], 0, True),
        (-10, [-30, -20], 1, False),
        (-10, [-30, -5], 1, True),
        (-10, [-5], 2, False),
    ],
    ids=["never", "later", "now", "before", "make_up", "make_up_used", "second_make_up"],
)
def test_who_may_begin_after_the_closing(closes, begun, granted, closed):
    closes_at = None if closes is None else at(closes)
    assert is_closed(closes_at, [at(minute) for minute in begun], Extra(attempts=granted), NOON) is closed


@pytest.mark.parametrize(
    ("limit", "closes", "extra", "ends"),
    [
        (None, None, 0, None),
        (30, None, 0, 30),
        (30, None, 15, 45),
        (30, 60, 0, 30),
        (30, 20, 0, 20),
        (30, 20, 15, 35),
        (None, 20, 0, 20),
        (None, 20, 5, 25),
        (30, -20, 0, 30),
        (None, -20, 0, None),
    ],
)
def test_when_an_attempt_ends(limit, closes, extra, ends):
    closes_at = None if closes is None else at(closes)
    found = deadline(NOON, limit=limit, closes_at=closes_at, extra=Extra(minutes=extra))
    assert found == (None if ends is None else at(ends))


@pytest.mark.parametrize(
    ("policy", "closes", "shown"),
    [
        ("at_once", None, True), ("after", None, True), ("score_only", -1, False), ("never", -1, False),
        ("closed", None, False), ("closed", 1, False), ("closed", 0, True), ("closed", -1, True),
    ],
)  # fmt: skip
def test_when_right_answers_are_shown(policy, closes, shown):
    assert shows_answers(policy, None if closes is None else at(closes), NOON) is shown
