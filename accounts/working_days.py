"""Counting working days. Pure: dates in, dates out.

A day is worked from Monday to Friday unless it is a holiday, and on a make-up day (调休上班) whatever weekday it is.
A day that somebody lists as both is a make-up day: an order to work is always explicit.
"""

import datetime
from collections.abc import Collection

ONE_DAY = datetime.timedelta(days=1)
SATURDAY = 5

Days = Collection[datetime.date]


def is_working_day(day: datetime.date, holidays: Days = (), extra_workdays: Days = ()) -> bool:
    if day in extra_workdays:
        return True
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(start: datetime.date, days: int, holidays: Days = (), extra_workdays: Days = ()) -> datetime.date:
    """The working day that is `days` working days after `start`; the day of the start does not count.

    So a period of 3 days that begins on a Friday ends on Wednesday. None from `start` on is `start` itself.
    Raises ValueError for a negative number.
    """
    if days < 0:
        raise ValueError("A period cannot end before it begins.")
    day = start
    while days:
        day += ONE_DAY
        days -= is_working_day(day, holidays, extra_workdays)
    return day


def working_days_between(
    start: datetime.date, end: datetime.date, holidays: Days = (), extra_workdays: Days = ()
) -> int:
    """How many working days lie after `start` up to and including `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start, holidays, extra_workdays)
    span = (start + ONE_DAY * number for number in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holidays, extra_workdays) for day in span)
