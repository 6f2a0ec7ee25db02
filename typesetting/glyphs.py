"""Which characters the committed fonts can print, and how wide; read from the font files, once per process.

A PDF engine that lacks a glyph quietly takes one from whatever font the machine has, so a text could come out right on
one server and as a box on the next. Whoever prints asks here first.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont

Face = Literal["kai", "serif", "semibold", "title", "marks"]

FONT_FOLDER = Path(__file__).resolve().parent / "fonts"
FONT_FILES: Mapping[Face, str] = {
    "kai": "CertKai-Regular.ttf",
    "serif": "CertSerif-Regular.ttf",
    "semibold": "CertSerif-SemiBold.ttf",
    "title": "CertTitle-Black.ttf",
    "marks": "CertMarks-Regular.ttf",
}

# Characters that show nothing and need no glyph: soft hyphen, zero-width marks, byte order mark, variation selectors.
INVISIBLE = frozenset([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


@lru_cache(maxsize=len(FONT_FILES))
def coverage(face: Face) -> frozenset[int]:
    """Code points a face can print."""
    with TTFont(FONT_FOLDER / FONT_FILES[face], lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=len(FONT_FILES))
def _advances(face: Face) -> dict[int, float]:
    with TTFont(FONT_FOLDER / FONT_FILES[face], lazy=True) as font:
        em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {code: metrics[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def advance(character: str, face: Face) -> float:
    """How wide a character is set, in ems; 1 for a character the face lacks."""
    return _advances(face).get(ord(character), 1.0)


def lacking(text: str, face: Face) -> list[str]:
    """Characters of `text` the face lacks, each once, in order of appearance."""
    held = coverage(face)
    return list(dict.fromkeys(character for character in text if ord(character) not in held))
