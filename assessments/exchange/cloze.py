"""Moodle's texts with blanks, such as {1:SHORTANSWER:=住户~%50%居民}: the words, and what each blank takes."""

import re
from dataclasses import dataclass, field

from assessments.exchange.drafting import Answer
from assessments.exchange.html import GAP

WORDS = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
NUMBERS = {"NUMERICAL", "NM"}
_PART = re.compile(r"\{(?P<weight>[0-9]*):(?P<type>[A-Z_]{2,20}):(?P<body>(?>\\.|[^\\{}])*+)\}", re.DOTALL)
_START = re.compile(r"\{[0-9]*:[A-Z_]{2,20}:")
# An entity is one piece, since a number sign is part of it.
_PIECE = re.compile(r"\\(?P<escaped>[{}#~/\"\\])|&#?[0-9A-Za-z]{1,10};|.", re.DOTALL)
_WEIGHT = re.compile(r"%(?P<percent>-?[0-9]{1,3}(?:\.[0-9]*)?)%")


@dataclass(frozen=True, slots=True)
class Part:
    weight: str
    number: bool
    answers: list[Answer]


@dataclass(slots=True)
class Found:
    """The text with ____ in place of its parts; types that are none of ours; whether a part never ends."""

    text: str = ""
    parts: list[Part] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unclosed: bool = False


def parts_of(text: str) -> Found:
    found = Found()

    def part(match: re.Match) -> str:
        if match["type"] in WORDS | NUMBERS:
            number = match["type"] in NUMBERS
            answers = [_answer(*one, number) for one in _alternatives(match["body"])]
            found.parts.append(Part(match["weight"] or "1", number, answers))
        else:
            found.unknown.append(match["type"])
        return GAP

    found.text = _PART.sub(part, text)
    found.unclosed = bool(_START.search(found.text))
    return found


def _alternatives(body: str) -> list[tuple[str, str]]:
    """What may be written, and its reason."""
    found, piece_of = [["", ""]], 0
    for piece in _PIECE.finditer(body):
        if piece[0] == "~":
            found.append(["", ""])
            piece_of = 0
        elif piece[0] == "#" and not piece_of:
            piece_of = 1
        else:
            found[-1][piece_of] += piece["escaped"] or piece[0]
    return [(text.strip(), why.strip()) for text, why in found if text.strip()]


def _answer(text: str, why: str, number: bool) -> Answer:
    weight, told = 0.0, _WEIGHT.match(text)
    if text.startswith("="):
        weight, text = 100.0, text[1:]
    elif told:
        weight, text = float(told["percent"]), text[told.end() :]
    right, _sign, off = text.partition(":") if number else (text, "", "")
    return Answer(right.strip(), weight, why, off.strip())
