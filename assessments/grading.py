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
    """A marked paper: the mark of every item by its uid, and the sums. `scaled` is 0 to 1 with four places.

    Items in `waiting` have no mark, because a person has to give it; as long as there are any, `scaled` and `passed`
    are not known.
    """

    marks: dict[str, Mark]
    points: Decimal
    max_points: Decimal
    scaled: Decimal | None
    passed: bool | None
    waiting: tuple[str, ...] = ()


def grade(item: dict, key: dict, value: Value) -> Mark | None:
    """Mark one answer; None when a person has to. Not answered earns nothing, and needs nobody."""
    full, kind = Decimal(str(item["points"])), kind_of(item["kind"])
    if value is not None and kind.marked_by_person:
        return None
    share = Decimal(0) if value is None else kind.share(item, key, value)
    return Mark(points=(full * share).quantize(CENT, ROUND_HALF_UP), max_points=full, correct=share == 1)


def grade_paper(
    paper: dict, answer_key: dict, values: Mapping[str, Value], by_hand: Mapping[str, Decimal] | None = None
) -> PaperMark:
    """Mark a whole paper; `by_hand` holds the points people gave, by uid.

    Whether it is passed is decided on the exact points, not on the rounded share.
    """
    marks, waiting, full, given = {}, [], Decimal(0), by_hand or {}
    for item in paper["items"]:
        uid, worth = item["uid"], Decimal(str(item["points"]))
        full += worth
        if uid in given:
            mark: Mark | None = Mark(points=given[uid], max_points=worth, correct=given[uid] == worth)
        else:
            mark = grade(item, answer_key["items"][uid], values.get(uid))
        if mark is None:
            waiting.append(uid)
        else:
            marks[uid] = mark
    points = sum((mark.points for mark in marks.values()), Decimal(0))
    if waiting:
        return PaperMark(marks, points, full, None, None, tuple(waiting))
    scaled = (points / full).quantize(FOUR_PLACES, ROUND_HALF_UP) if full else Decimal(0)
    passed = bool(full) and points * 100 >= full * paper["settings"]["pass_mark"]
    return PaperMark(marks=marks, points=points, max_points=full, scaled=scaled, passed=passed)
