"""When people may be told something outside the site. Pure: a choice and a time in, yes or no out."""

import datetime

# Nobody is written to at night, as Shanghai's clock says.
QUIET_FROM = datetime.time(22)
QUIET_UNTIL = datetime.time(8)


def is_quiet(time: datetime.time) -> bool:
    return time >= QUIET_FROM or time < QUIET_UNTIL


def is_due(rhythm: str, checked_on: datetime.date | None, today: datetime.date) -> bool:
    """Whether it is time for another look.

    Daily is once on each day. Weekly is once in each week from Monday to Sunday: on Monday, or on the first day after
    it on which the scheduler runs.
    """
    if rhythm == "daily":
        return checked_on is None or checked_on < today
    if rhythm == "weekly":
        return checked_on is None or checked_on.isocalendar()[:2] < today.isocalendar()[:2]
    return False
