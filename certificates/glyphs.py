"""Which names and titles a certificate can print, asked before anything is issued, and how names are cleaned.

Nothing is issued unless every character is in the face its field is set in (see typesetting.glyphs).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from typesetting.glyphs import INVISIBLE, Face, lacking

# The face each printed field is set in. The holder's name is set whole in one of two faces, see choose_name_face().
# A field that is not named here is set in the text face.
FIELD_FACES: Mapping[str, Face] = {"title": "title", "course_title": "semibold"}
NAME_FIELD = "holder_name"
_FIRST_IDEOGRAPH = "\u3400"
_FIRST_EAST_ASIAN = "\u2e80"

# Dots seen between the parts of a name, all meant as the separating dot U+00B7.
_DOTS = str.maketrans(dict.fromkeys("\u2022\u2027\u30fb\u2219\u22c5\uff65\u0387\u2024", "\u00b7"))
# Invisible characters that come with pasted names.
_INVISIBLE = dict.fromkeys(INVISIBLE)


@dataclass(frozen=True, slots=True)
class GlyphProblem:
    """One character of one field that cannot be printed."""

    field: str
    character: str
    codepoint: str  # "U+30EDE"
    is_private_use: bool

    def message(self, label: str | Promise) -> str | Promise:
        """One sentence for the registrar; `label` is the field's name in the reader's language."""
        if self.is_private_use:
            text = _(
                "“{label}” contains a character of an old private encoding ({codepoint}). "
                "Type it again as the standard character."
            )
        else:
            text = _("“{character}” ({codepoint}) in “{label}” is missing from the certificate fonts.")
        return format_lazy(text, label=label, character=self.character, codepoint=self.codepoint)


def choose_name_face(name: str) -> Literal["kai", "serif"]:
    """The face for a whole name: Kai, or Serif when Kai lacks any of its characters. A name is never set in two faces.

    A name without a Chinese character is set in Serif too: a Kai face has no Latin letters worth a certificate.
    """
    written_in_chinese = any(character >= _FIRST_IDEOGRAPH for character in name)
    return "kai" if written_in_chinese and not lacking(name, "kai") else "serif"


def check_printable(fields: Mapping[str, str]) -> list[GlyphProblem]:
    """Everything that keeps these printed strings from being issued; empty when all can be set.

    Keys are the names of CertificateFacts' fields; FIELD_FACES says which face each is set in.
    """
    problems = []
    for field, text in fields.items():
        face = choose_name_face(text) if field == NAME_FIELD else FIELD_FACES.get(field, "serif")
        problems += [
            GlyphProblem(
                field=field,
                character=character,
                codepoint=f"U+{ord(character):04X}",
                is_private_use=unicodedata.category(character) == "Co",
            )
            for character in lacking(text, face)
        ]
    return problems


def normalize_name(text: str) -> str:
    """A name as it is stored and printed.

    Composed (NFC, which also replaces compatibility ideographs by the standard ones), without invisible characters,
    with one kind of separating dot, single spaces between Latin parts and none between Chinese characters.
    """
    composed = unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_DOTS)
    parts = composed.split()
    return "".join(parts[:1]) + "".join(_joint(before, part) + part for before, part in pairwise(parts))


def _joint(before: str, after: str) -> str:
    """What stands between two parts of a name: a space between words in letters, nothing in Chinese or beside a dot."""
    ends = before[-1] + after[0]
    return " " if max(ends) < _FIRST_EAST_ASIAN and "·" not in ends else ""
