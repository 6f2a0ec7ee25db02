"""Working days: weekends, holidays, make-up days, and what must hold for any calendar."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.working_days import add_working_days, is_working_day, working_days_between

DAY = datetime.date
# National Day 2026: off from 1 to 7 October, worked on Sunday 20 September and Saturday 10 October.
HOLIDAYS = {DAY(2026, 10, number) for number in range(1, 8)}
MAKE_UP = {DAY(2026, 9, 20), DAY(2026, 10, 10)}

days = st.dates(DAY(2025, 1, 1), DAY(2028, 12, 31))
counts = st.integers(0, 60)
calendars = st.tuples(st.frozensets(days, max_size=40), st.frozensets(days, max_size=40))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (DAY(2026, 9, 30), True),
        (DAY(2026, 10, 1), False),
        (DAY(2026, 10, 7), False),
        (DAY(2026, 10, 8), True),
        (DAY(2026, 10, 10), True),
        (DAY(2026, 10, 11), False),
        (DAY(2026, 9, 20), True),
    ],
)
def test_national_day_2026(day, worked):
    assert is_working_day(day, HOLIDAYS, MAKE_UP) is worked


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (DAY(2026, 9, 30), 1, DAY(2026, 10, 8)),
        (DAY(2026, 9, 30), 3, DAY(2026, 10, 10)),
        (DAY(2026, 9, 30), 4, DAY(2026, 10, 12)),
        (DAY(2026, 10, 3), 1, DAY(2026, 10, 8)),
        (DAY(2026, 10, 3), 0, DAY(2026, 10, 3)),
    ],
)
def test_a_period_over_national_day(start, count, end):
    assert add_working_days(start, count, HOLIDAYS, MAKE_UP) == end


def test_an_order_to_work_wins_over_a_holiday():
    assert is_working_day(DAY(2026, 10, 10), {DAY(2026, 10, 10)}, {DAY(2026, 10, 10)})


def test_a_period_cannot_be_negative():
    with pytest.raises(ValueError, match="before it begins"):
        add_working_days(DAY(2026, 10, 1), -1)


@given(days, counts, calendars)
def test_adding_and_counting_agree(start, count, calendar):
    end = add_working_days(start, count, *calendar)
    assert working_days_between(start, end, *calendar) == count
    assert count == 0 or is_working_day(end, *calendar)


@given(days, counts, counts, calendars)
def test_two_periods_in_a_row_are_one(start, first, second, calendar):
    halfway = add_working_days(start, first, *calendar)
    assert add_working_days(halfway, second, *calendar) == add_working_days(start, first + second, *calendar)


@given(days, days, days, calendars)
def test_counting_is_additive_and_the_way_back_is_negative(start, middle, end, calendar):
    there = working_days_between(start, end, *calendar)
    assert there == working_days_between(start, middle, *calendar) + working_days_between(middle, end, *calendar)
    assert working_days_between(end, start, *calendar) == -there


@given(days, counts, calendars, st.frozensets(days, max_size=20))
def test_more_holidays_never_end_a_period_sooner(start, count, calendar, more):
    holidays, make_up = calendar
    assert add_working_days(start, count, holidays | more, make_up) >= add_working_days(start, count, *calendar)
