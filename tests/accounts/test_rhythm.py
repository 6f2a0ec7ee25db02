"""When people may be written to."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.rhythm import is_due, is_quiet

TIME, DAY = datetime.time, datetime.date
MONDAY = DAY(2026, 11, 23)
days = st.dates(DAY(2020, 1, 1), DAY(2035, 12, 31))


@pytest.mark.parametrize(
    ("time", "quiet"),
    [(TIME(7, 59), True), (TIME(8), False), (TIME(21, 59), False), (TIME(22), True), (TIME(0), True)],
)
def test_nights_are_quiet(time, quiet):
    assert is_quiet(time) is quiet


@pytest.mark.parametrize(
    ("rhythm", "checked_on", "today", "due"),
    [
        ("off", None, MONDAY, False),
        ("daily", None, MONDAY, True),
        ("daily", MONDAY, MONDAY, False),
        ("daily", MONDAY - datetime.timedelta(days=1), MONDAY, True),
        ("weekly", MONDAY - datetime.timedelta(days=1), MONDAY, True),
        ("weekly", MONDAY, MONDAY + datetime.timedelta(days=6), False),
        ("weekly", MONDAY - datetime.timedelta(days=7), MONDAY + datetime.timedelta(days=1), True),
        ("weekly", DAY(2026, 12, 31), DAY(2027, 1, 1), False),
    ],
)
def test_one_look_in_each_period(rhythm, checked_on, today, due):
    assert is_due(rhythm, checked_on, today) is due


@given(days, st.sampled_from(["daily", "weekly"]))
def test_running_every_day_looks_once_a_day_or_once_a_week_on_monday(start, rhythm):
    checked_on, looks = start, []
    for number in range(1, 29):
        today = start + datetime.timedelta(days=number)
        if is_due(rhythm, checked_on, today):
            checked_on = today
            looks.append(today)
    assert len(looks) == {"daily": 28, "weekly": 4}[rhythm]
    assert rhythm == "daily" or {look.weekday() for look in looks} == {0}
