"""Fill in the blank (填空题): the question shows ____ where something is missing; several answers may be accepted."""

import re
from collections.abc import Sequence
from decimal import Decimal
from random import Random
from string import ascii_uppercase

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.kinds.cells import Cells, joined, notes_in, parted, written_notes
from assessments.kinds.contract import ChoiceFacts, Value, part_of
from assessments.kinds.writing import PlacesKind, folded

SEPARATORS = "|｜"
BLANK = re.compile(r"_{2,}|＿{2,}")


def blanks_in(stem: str) -> int:
    return len(BLANK.findall(stem))


class FillBlank(PlacesKind):
    """Each row is an accepted answer; `match` is the number of its blank, empty meaning the first."""

    key = "fill_blank"
    label = gettext_lazy("Fill in the blank")
    hint = gettext_lazy("Points only when every blank is right. Capitals and spaces do not matter.")
    partial_hint = gettext_lazy("Each blank earns its part. Capitals and spaces do not matter.")
    also_called = ("填空",)
    sheet_help = gettext_lazy(
        "Option A is what is accepted for the first blank, option B for the second; several ways to say it are "
        "separated by |."
    )
    rows_help = gettext_lazy(
        "Write ____ in the question for each blank. One accepted answer in each row; with several blanks, the second "
        "part is the number of the blank."
    )
    answer_template = "assessments/kinds/fill_blank.html"
    result_template = "assessments/kinds/fill_blank_result.html"

    def problems(self, choices: Sequence[ChoiceFacts], stem: str = "") -> list[str]:
        found, blanks = [], blanks_in(stem)
        if not blanks:
            found.append(_("Write ____ in the question where something is to be filled in."))
        numbers = {_number(choice) for choice in choices}
        if numbers - set(range(1, blanks + 1)):
            found.append(_("The second part of a row is the number of a blank, such as 1 or 2."))
        for missing in sorted(set(range(1, blanks + 1)) - numbers):
            found.append(_("Blank %(number)d has no accepted answer.") % {"number": missing})
        return found

    def paper_part(self, choices: Sequence[ChoiceFacts], random: Random | None) -> dict:
        return {"blanks": max((_number(choice) for choice in choices), default=1)}

    def key_part(self, choices: Sequence[ChoiceFacts]) -> dict:
        blanks = max((_number(choice) for choice in choices), default=1)
        accepted = [[choice.text.strip() for choice in choices if _number(choice) == n] for n in range(1, blanks + 1)]
        return {"accepted": accepted}

    def fits(self, item: dict, key: dict) -> bool:
        return len(key["accepted"]) == item["blanks"]

    def places(self, item: dict) -> int:
        return item["blanks"]

    def share(self, item: dict, key: dict, value: Value) -> Decimal:
        right = sum(_fits(entry, accepted) for entry, accepted in zip(value or [], key["accepted"], strict=False))
        return part_of(right, len(key["accepted"]), bool(key.get("partial")))

    def answer_context(self, item: dict, value: Value) -> dict:
        entries = value or [""] * item["blanks"]
        return {"blanks": [{"number": n, "entry": entry} for n, entry in enumerate(entries, start=1)]}

    def review(self, item: dict, key: dict, value: Value) -> dict:
        blanks = self.answer_context(item, value)["blanks"]
        for blank, accepted in zip(blanks, key["accepted"], strict=True):
            blank |= {"right": _fits(blank["entry"], accepted), "accepted": accepted}
        return {"blanks": blanks}

    def to_cells(self, choices: Sequence[ChoiceFacts]) -> Cells:
        blanks = max((_number(choice) for choice in choices), default=0)
        rows = [[choice for choice in choices if _number(choice) == number] for number in range(1, blanks + 1)]
        options = tuple(joined([choice.text for choice in of], SEPARATORS) for of in rows)
        notes = zip(_labels(rows), (one.feedback for of in rows for one in of), strict=True)
        return Cells(options, notes=written_notes(notes))

    def from_cells(self, cells: Cells) -> list[ChoiceFacts]:
        told = [parted(option, SEPARATORS) for option in cells.options]
        labels = _labels(told)
        notes, several = notes_in(cells.notes, labels), len(told) > 1
        rows = [(text, str(number) if several else "") for number, of in enumerate(told, start=1) for text in of]
        return [
            ChoiceFacts("", text, False, notes.get(label, ""), match)
            for label, (text, match) in zip(labels, rows, strict=True)
        ]

    def describe(self, item: dict, value: Value) -> str:
        return "；".join(entry or "—" for entry in value or [])


def _labels(cells: Sequence[Sequence]) -> list[str]:
    """A name for each way to say each blank: A, A2, B …"""
    named = zip(ascii_uppercase, cells, strict=False)
    return [f"{letter}{number if number > 1 else ''}" for letter, of in named for number in range(1, len(of) + 1)]


def _number(choice: ChoiceFacts) -> int:
    """Which blank a row is for; 0 for what is no number."""
    text = folded(choice.match)
    if not text:
        return 1
    return int(text) if text.isdecimal() and len(text) < 3 else 0


def _fits(entry: str, accepted: Sequence[str]) -> bool:
    return bool(entry) and folded(entry) in {folded(text) for text in accepted}
