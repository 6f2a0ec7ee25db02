"""How the rows of a question stand in the cells of a sheet: one cell a row, right ones named by their letters."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from django.utils.translation import gettext as _

ANSWER, OPTIONS, NOTES = "answer", "options", "notes"
MOST_OPTIONS = len(ascii_uppercase)
ESCAPE = "\\"
# A letter, for accepted answers also a number: "B2: why". They may be written full width.
_NOTE = re.compile(r"(?P<label>[A-Za-zＡ-Ｚａ-ｚ][\d０-９]{0,2})\s*[:：]\s*(?P<words>.+)")
_BETWEEN_LETTERS = " ,，、;；/\n"


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one question that belong to its rows. `notes` has a line "A: why" for each row that has one."""

    options: tuple[str, ...] = ()
    answer: str = ""
    notes: str = ""


class NotReadable(ValueError):
    """A cell that says nothing a question can be made of. `place` is ANSWER, NOTES or OPTIONS; `number` counts
    the options from 0."""

    def __init__(self, place: str, why: str, number: int = 0) -> None:
        super().__init__(why)
        self.place, self.why, self.number = place, why, number


def joined(parts: Sequence[str], signs: str) -> str:
    """`parts` in one cell, apart by the first of `signs`; before a sign within a part stands a backslash."""
    special = {ESCAPE, *signs}
    quoted = ("".join(ESCAPE + one if one in special else one for one in part) for part in parts)
    return signs[0].join(quoted)


def parted(cell: str, signs: str, most: int = 0) -> list[str]:
    """The parts of a cell that `joined` wrote, or a person with any of `signs`; at most `most` parts, 0 for any
    number."""
    parts: list[str] = []
    part, escaped = "", False
    for letter in cell:
        if escaped:
            part += letter if letter in signs or letter == ESCAPE else ESCAPE + letter
            escaped = False
        elif letter == ESCAPE:
            escaped = True
        elif letter in signs and (not most or len(parts) < most - 1):
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    return [*parts, (part + ESCAPE * escaped).strip()]


def letters_in(cell: str) -> list[str]:
    """The letters of an answer such as "AC", "A、C" or "ａ，ｃ", each once."""
    plain = unicodedata.normalize("NFKC", cell).upper()
    return list(dict.fromkeys(letter for letter in plain if letter not in _BETWEEN_LETTERS))


def right_ones(cell: str, options: int) -> set[int]:
    """Which options an answer names, from 0; raises NotReadable for a letter without an option."""
    found = set()
    for letter in letters_in(cell):
        number = ascii_uppercase.find(letter)
        if not 0 <= number < options:
            raise NotReadable(ANSWER, _("There is no choice “%(letter)s”.") % {"letter": letter})
        found.add(number)
    return found


def written_notes(notes: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{label}：{words}" for label, words in notes if words)


def notes_in(cell: str, labels: Iterable[str]) -> dict[str, str]:
    """Words by the label of their row ("A", "B2"); raises NotReadable for a line that belongs to no row."""
    known, found = set(labels), {}
    for line in filter(None, (line.strip() for line in cell.splitlines())):
        told = _NOTE.fullmatch(line)
        label = unicodedata.normalize("NFKC", told["label"]).upper() if told else ""
        if told is None or label not in known:
            raise NotReadable(NOTES, _("Begin each line with the letter of its row, such as “A: …”."))
        found[label] = told["words"].strip()
    return found
