"""What a person is granted beyond the rules of a quiz: plain data in, plain data out."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grant:
    """Minutes and attempts on top. They hold between `opens_at` and `closes_at`; without them, always."""

    minutes: int
    attempts: int
    opens_at: datetime.datetime | None = None
    closes_at: datetime.datetime | None = None

    def holds(self, now: datetime.datetime) -> bool:
        return (self.opens_at is None or self.opens_at <= now) and (self.closes_at is None or now < self.closes_at)


@dataclass(frozen=True, slots=True)
class Extra:
    """All grants of one person at one quiz, as of a moment. `closes_at` is the end of the window that ends first among
    those with attempts; `opens_at` is when the next window opens."""

    minutes: int = 0
    attempts: int = 0
    opens_at: datetime.datetime | None = None
    closes_at: datetime.datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.minutes or self.attempts or self.opens_at)


def extra_at(grants: Iterable[Grant], now: datetime.datetime) -> Extra:
    """The sum of what holds at `now`, and the next window that has not opened yet."""
    every = list(grants)
    held = [grant for grant in every if grant.holds(now)]
    coming = [grant.opens_at for grant in every if grant.opens_at and grant.opens_at > now and grant.attempts]
    ends = [grant.closes_at for grant in held if grant.closes_at and grant.attempts]
    return Extra(
        minutes=sum(grant.minutes for grant in held), attempts=sum(grant.attempts for grant in held),
        opens_at=min(coming, default=None), closes_at=min(ends, default=None),
    )  # fmt: skip
