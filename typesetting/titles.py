"""Title and subtitle of a document in lines of nearly equal length, broken between phrases."""

from __future__ import annotations

from functools import partial
from xml.etree.ElementTree import Element, SubElement

from .glyphs import Face, advance
from .linebreaking import break_lines

POINT = 25.4 / 72  # mm
TEXT_WIDTH = 152.4  # mm, of print/document.css
# Where a title is looked for, the face and the size (points) the style sheet gives it.
SIZES: dict[str, tuple[Face, float]] = {"h1": ("semibold", 25.0), "subtitle": ("kai", 14.0)}


def break_titles(root: Element) -> None:
    """Put line breaks into every title and subtitle of plain text that is longer than a line."""
    for element in root.iter():
        known = SIZES.get(element.tag) or SIZES.get(element.get("class", ""))
        if known is None or len(element) or not element.text:
            continue
        face, points = known
        # A space wide enough for the distances that are put between Chinese and letters afterwards.
        lines = break_lines(
            " ".join(element.text.split()),
            width_of=partial(advance, face=face),
            limit=TEXT_WIDTH / (points * POINT) - 0.5,
        )
        element.text = lines[0] if lines else ""
        for line in lines[1:]:
            SubElement(element, "br").tail = line
