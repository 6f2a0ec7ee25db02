"""What a corrected key changes: plain data in, plain data out. Nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.grading import PaperMark, grade_paper
from assessments.kinds import Value, kind_of

# Of a key part, what an author may correct without anybody's marks changing.
WORDS = ("explanation", "source", "feedback")

# What the paper was asked with, whatever the question is now.
PRINTED = ("partial", "choices")


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures of an attempt before it is marked anew."""

    points: Decimal | None
    success: bool | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the new key gives. `success` keeps what was passed; None while people still mark."""

    result: PaperMark
    success: bool | None
    item_points: Decimal
    changed: bool


def new_part(old: Mapping, today: Mapping) -> dict:
    """The key part of a paper, corrected by the question as it is today; how parts count stays as it was asked."""
    return {**old, **today, **{name: old[name] for name in PRINTED if name in old}}


def marks_differ(old: Mapping, new: Mapping) -> bool:
    """Whether a corrected part could give anybody other marks."""
    return any(old.get(name) != value for name, value in new.items() if name not in WORDS)


def applies(item: dict, part: dict) -> bool:
    """Whether the corrected part can mark the item as it was printed: the choices asked then must still be those."""
    kind = kind_of(item["kind"])
    return not kind.marked_by_person and kind.fits(item, part)


def outcome(
    paper: dict, key: dict, item: str, part: dict, values: Mapping[str, Value], by_hand: Mapping[str, Decimal],
    standing: Standing,
) -> Outcome:  # fmt: skip
    """Mark `paper` with `part` in the place of the old key of `item`. What was passed stays passed."""
    corrected = {**key, "items": {**key["items"], item: part}}
    result = grade_paper(paper, corrected, values, by_hand)
    success = None if result.passed is None else bool(standing.success or result.passed)
    known = None if result.waiting else result.points
    return Outcome(
        result=result, success=success, item_points=result.marks[item].points,
        changed=(known, success) != (standing.points, standing.success),
    )  # fmt: skip
