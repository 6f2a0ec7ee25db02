"""What a kind of question must be able to do. Kinds work on plain data; they know no database and no request."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from string import ascii_uppercase
from typing import Any, ClassVar

from assessments.kinds.cells import Cells, joined, notes_in, parted, written_notes

# Whatever JSON can hold; what it means is known to the kind alone. None: not answered.
Value = Any


class InvalidAnswer(ValueError):
    """The answer does not fit the item: an unknown choice, two answers where one is asked."""


@dataclass(frozen=True, slots=True)
class ChoiceFacts:
    """One row as its author wrote it. `match` is its second part: what it is for, the kind says."""

    uid: str
    text: str
    is_correct: bool = False
    feedback: str = ""
    match: str = ""


class Kind(ABC):
    """One kind of question. To add a kind, add a module here and name it in `kinds.__init__`."""

    key: ClassVar[str]
    label: ClassVar[Any]
    # One line for the learner where the label does not say enough.
    hint: ClassVar[Any] = ""
    # The same where part of the points can be earned; empty for a kind that knows right and wrong only.
    partial_hint: ClassVar[Any] = ""
    # What the author is told about the rows; one sentence.
    rows_help: ClassVar[Any] = ""
    # Whether the machine leaves the answer to a person; then `share` is never asked.
    marked_by_person: ClassVar[bool] = False
    # Whether the question stands on a case of the library, which the author chooses.
    quotes_case: ClassVar[bool] = False
    # What else teachers call it in their sheets, and what its cells hold; one sentence.
    also_called: ClassVar[tuple[str, ...]] = ()
    sheet_help: ClassVar[Any] = ""
    # What stands in a cell between a row and its second part, then what people type instead. Empty: no second part.
    second_sign: ClassVar[str] = ""
    # The answer form; it is given `part`, the outcome of `answer_context`.
    answer_template: ClassVar[str]
    # The marked item; it is given `part`, the outcome of `review`.
    result_template: ClassVar[str]

    @abstractmethod
    def problems(self, choices: Sequence[ChoiceFacts], stem: str = "") -> list[str]:
        """What is wrong with the question as authored, in words; empty when it can be asked."""

    @abstractmethod
    def paper_part(self, choices: Sequence[ChoiceFacts], random: Random | None) -> dict:
        """What the learner is shown, in its final order. With `random` the order is drawn. Never holds the answer."""

    @abstractmethod
    def key_part(self, choices: Sequence[ChoiceFacts]) -> dict:
        """What marking and feedback need; it stays on the server."""

    def fits(self, item: dict, key: dict) -> bool:
        """Whether `key`, made of the question as it is today, can mark `item` as it was printed."""
        return True

    @abstractmethod
    def parse(self, item: dict, posted: Sequence[str]) -> Value:
        """The answer in the posted form fields, checked against the paper; raises InvalidAnswer."""

    @abstractmethod
    def check(self, item: dict, value: Value) -> Value:
        """`value` in its one normal form; raises InvalidAnswer when it does not fit the paper."""

    @abstractmethod
    def share(self, item: dict, key: dict, value: Value) -> Decimal:
        """The share of the points earned, 0 to 1; only 0 or 1 unless key["partial"]. `value` was checked."""

    @abstractmethod
    def answer_context(self, item: dict, value: Value) -> dict:
        """What the answer form shows: the item with the present answer filled in. Never holds the key."""

    @abstractmethod
    def review(self, item: dict, key: dict, value: Value) -> dict:
        """What the result page shows of a marked item, answer and key side by side."""

    @abstractmethod
    def describe(self, item: dict, value: Value) -> str:
        """The answer in words, for lists and exports."""

    def offered(self, item: dict) -> dict[str, str]:
        """What could be chosen, as texts by the names that `counted` uses; empty where people write their answer."""
        return {}

    def counted(self, item: dict, value: Value) -> tuple[str, ...]:
        """What of an answer is counted beside the answers of others."""
        words = self.describe(item, value)
        return (words,) if words else ()

    def right_names(self, key: dict) -> frozenset[str]:
        """Which of the offered are right."""
        return frozenset()

    def to_cells(self, choices: Sequence[ChoiceFacts]) -> Cells:
        """The rows as a sheet holds them; `from_cells` makes the same rows of it."""
        signs = self.second_sign
        options = [
            joined((one.text, one.match) if one.match else (one.text,), signs) if signs else one.text for one in choices
        ]
        notes = zip(ascii_uppercase, (one.feedback for one in choices), strict=False)
        return Cells(tuple(options), notes=written_notes(notes))

    def from_cells(self, cells: Cells) -> list[ChoiceFacts]:
        """The rows that `cells` say, without uids; raises NotReadable where a cell cannot be meant."""
        notes = notes_in(cells.notes, ascii_uppercase[: len(cells.options)])
        rows = []
        for letter, option in zip(ascii_uppercase, cells.options, strict=False):
            text, *match = parted(option, self.second_sign, 2) if self.second_sign else [option]
            rows.append(ChoiceFacts("", text, False, notes.get(letter, ""), match[0] if match else ""))
        return rows


def part_of(right: int, whole: int, partial: bool) -> Decimal:
    """The share earned with `right` of `whole` parts: all or nothing, unless parts count."""
    if not whole:
        return Decimal(0)
    return Decimal(right) / whole if partial else Decimal(right == whole)
