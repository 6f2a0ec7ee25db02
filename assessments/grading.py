"""Marking: plain data in, plain data out. What counts is the frozen paper and its key, never today's question."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assessments.kinds import Value, kind_of

FOUR_PLACES = Decimal("0.0001")
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Mark:
    """What one answer earned. `correct` means all of its points."""

    points: Decimal
    max_points: Decimal
    correct: bool


@dataclass(frozen=True, slots=True)
class PaperMark:
    """A marked paper: the mark of every item by its uid, and the sums. `scaled` is 0 to 1 with four places."""

    marks: dict[str, Mark]
    points: Decimal
    max_points: Decimal
    scaled: Decimal
    passed: bool


def grade(item: dict, key: dict, value: Value) -> Mark:
    """Mark one answer. Not answered earns nothing."""
    full = Decimal(str(item["points"]))
    share = Decimal(0) if value is None else kind_of(item["kind"]).share(key, value)
    return Mark(points=(full * share).quantize(CENT, ROUND_HALF_UP), max_points=full, correct=share == 1)


def grade_paper(paper: dict, answer_key: dict, values: Mapping[str, Value]) -> PaperMark:
    """Mark a whole paper. Whether it is passed is decided on the exact points, not on the rounded share."""
    marks = {
        item["uid"]: grade(item, answer_key["items"][item["uid"]], values.get(item["uid"])) for item in paper["items"]
    }
    points = sum((mark.points for mark in marks.values()), Decimal(0))
    full = sum((mark.max_points for mark in marks.values()), Decimal(0))
    scaled = (points / full).quantize(FOUR_PLACES, ROUND_HALF_UP) if full else Decimal(0)
    passed = bool(full) and points * 100 >= full * paper["settings"]["pass_mark"]
    return PaperMark(marks=marks, points=points, max_points=full, scaled=scaled, passed=passed)
