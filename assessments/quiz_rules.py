"""When a quiz can be begun, when its time is over and what is shown of it: rules over plain data."""

import datetime
from collections.abc import Iterable

from assessments.enums import FeedbackPolicy
from assessments.extras import Extra


def is_closed(
    closes_at: datetime.datetime | None, begun: Iterable[datetime.datetime], extra: Extra, now: datetime.datetime
) -> bool:
    """Whether nobody begins any more. Attempts granted on top open the closed quiz once each; `begun` are the starts of
    earlier attempts."""
    if closes_at is None or now < closes_at:
        return False
    return sum(start >= closes_at for start in begun) >= extra.attempts


def deadline(
    now: datetime.datetime, *, limit: int | None, closes_at: datetime.datetime | None, extra: Extra
) -> datetime.datetime | None:
    """When an attempt that begins `now` ends: after its minutes, and with the quiz if that closes earlier.

    Extra minutes move both ends. A make-up after the closing has its minutes only.
    """
    more = datetime.timedelta(minutes=extra.minutes)
    ends = [now + datetime.timedelta(minutes=limit) + more] if limit else []
    if closes_at is not None and now < closes_at:
        ends.append(closes_at + more)
    return min(ends, default=None)


def shows_answers(policy: str, closes_at: datetime.datetime | None, now: datetime.datetime) -> bool:
    """Whether a marked paper shows right answers and explanations."""
    if policy == FeedbackPolicy.CLOSED:
        return closes_at is not None and closes_at <= now
    return policy in (FeedbackPolicy.AFTER, FeedbackPolicy.AT_ONCE)
