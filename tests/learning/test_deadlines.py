"""Which reminder a deadline asks for on a day."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.deadlines import OVERDUE, OVERDUE_DAYS, STAGES, stage_of

DUE = datetime.date(2026, 11, 30)
LONG_AGO = datetime.date(2026, 1, 1)
ORDER = [None, *map(str, STAGES), OVERDUE, None]


def day(left):
    return DUE - datetime.timedelta(days=left)


@pytest.mark.parametrize(
    ("left", "stage"),
    [
        (15, None),
        (14, "14"),
        (8, "14"),
        (7, "7"),
        (2, "7"),
        (1, "1"),
        (0, "1"),
        (-1, OVERDUE),
        (-30, OVERDUE),
        (-31, None),
    ],
)
def test_a_stage_lasts_until_the_next(left, stage):
    assert stage_of(DUE, day(left), LONG_AGO) == stage


@pytest.mark.parametrize(
    ("joined_with", "left", "stage"),
    [(10, 9, None), (10, 7, "7"), (7, 7, "7"), (5, 5, None), (5, 1, "1"), (0, 0, None)],
)
def test_whoever_joins_late_is_not_reminded_of_what_had_passed(joined_with, left, stage):
    assert stage_of(DUE, day(left), day(joined_with)) == stage


@given(st.integers(-60, 60), st.integers(0, 120))
def test_stages_follow_each_other_and_overdue_always_comes(start, ahead):
    due = DUE + datetime.timedelta(days=start + ahead)
    joined = DUE + datetime.timedelta(days=start)
    days = range(-5, ahead + OVERDUE_DAYS + 5)
    found = [stage_of(due, joined + datetime.timedelta(days=number), joined) for number in days]
    told = [stage for stage in dict.fromkeys(found) if stage]
    assert told == [stage for stage in (*map(str, STAGES), OVERDUE) if stage in told]
    assert told[-1] == OVERDUE
