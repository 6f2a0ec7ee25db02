"""Marks given by people: plain data in, plain data out. A rubric is [{"criterion", "points", "why"}, …]."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

# Two markers further apart than this share of the full points do not simply meet in the middle.
FURTHEST = Decimal("0.2")
CENT = Decimal("0.01")


class NotInRubric(ValueError):
    """The points do not fit the rubric: one criterion too few, or more points than it is worth."""


def full_points(rubric: Sequence[dict]) -> int:
    return sum(row["points"] for row in rubric)


def checked(rubric: Sequence[dict], points: Sequence[int | None]) -> list[int]:
    """`points`, one for each criterion from 0 to its full points; raises NotInRubric."""
    if len(points) != len(rubric):
        raise NotInRubric
    given = []
    for row, value in zip(rubric, points, strict=True):
        if value is None or not 0 <= value <= row["points"]:
            raise NotInRubric
        given.append(value)
    return given


def share(rubric: Sequence[dict], points: Sequence[Decimal | int]) -> Decimal:
    """The share of the full points, 0 to 1."""
    full = full_points(rubric)
    return Decimal(sum(points)) / full if full else Decimal(0)


def far_apart(rubric: Sequence[dict], one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two markers differ by more than a fifth of the full points."""
    return abs(share(rubric, one) - share(rubric, other)) > FURTHEST


def mean(one: Sequence[int], other: Sequence[int]) -> list[Decimal]:
    """Criterion by criterion, the middle of two markers."""
    return [Decimal(a + b) / 2 for a, b in zip(one, other, strict=True)]


def worth(full: Decimal, rubric: Sequence[dict], points: Sequence[Decimal | int]) -> Decimal:
    """What an item of `full` points earns for `points` of its rubric, in cents."""
    return (full * share(rubric, points)).quantize(CENT, ROUND_HALF_UP)
