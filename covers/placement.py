"""Repeatable choices: the same seed gives the same cover on every machine and Python version."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import count
from typing import TypeVar

Item = TypeVar("Item")

SEED_LENGTH = 16


def seed_for(title: str) -> str:
    """Return the 16 hexadecimal digits that stand for a title in the address of its cover."""
    return sha256(title.strip().encode()).hexdigest()[:SEED_LENGTH]


class Placement:
    """A stream of choices drawn from a seed.

    `random.Random` is not used: its choice and shuffle may change between Python versions,
    and a cover must never change by itself.
    """

    def __init__(self, seed: str) -> None:
        self._fractions = _fractions(seed)

    def between(self, low: float, high: float) -> float:
        """Return a number in [low, high)."""
        return low + (high - low) * next(self._fractions)

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of the items, all equally likely."""
        return items[int(next(self._fractions) * len(items))]

    def shuffled(self, items: Iterable[Item]) -> list[Item]:
        """Return the items in a new order."""
        rest, order = list(items), []
        while rest:
            order.append(rest.pop(int(next(self._fractions) * len(rest))))
        return order


def _fractions(seed: str) -> Iterator[float]:
    for block in count():
        digest = sha256(f"{seed}/{block}".encode()).digest()
        for start in range(0, len(digest), 4):
            yield int.from_bytes(digest[start : start + 4], "big") / 2**32
