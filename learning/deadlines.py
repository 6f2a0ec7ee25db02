"""When a learner is reminded of a deadline. Pure: dates in, a stage out."""

import datetime

# Days before the deadline on which a reminder is sent.
STAGES = (14, 7, 1)
OVERDUE = "overdue"
# A deadline missed longer ago than this is no news; it also bounds how far back each run looks.
OVERDUE_DAYS = 30


def stage_of(due_on: datetime.date, today: datetime.date, since: datetime.date) -> str | None:
    """The reminder that is due today for a deadline: "14", "7", "1", "overdue" or none.

    A day on which nothing ran is made up for: the stage lasts until the next one. Stages that had passed when the
    person joined (`since`) are left out: whoever got seven days is not told at once that fourteen remain.
    """
    left = (due_on - today).days
    if left < 0:
        return OVERDUE if left >= -OVERDUE_DAYS else None
    reached = [days for days in STAGES if left <= days]
    if not reached or due_on - datetime.timedelta(days=reached[-1]) < since:
        return None
    return str(reached[-1])
