"""A whole document: A4 portrait, in the committed fonts, tagged, the same bytes for the same words.

The words of its markup (classes of paragraphs, tables, callouts) are in docs/typesetting.md, their look in
print/document.css.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import md5
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from .engine import PRINT_FOLDER, make_pdf
from .glyphs import INVISIBLE, Face, coverage
from .spacing import set_chinese
from .titles import break_titles

SHELL = "typesetting/document.html"
STYLESHEET = PRINT_FOLDER / "document.css"
TEXT_FACES: tuple[Face, ...] = ("serif", "semibold", "kai", "marks")


class MissingCharacters(ValueError):
    """The text has characters no committed font holds; they would be printed as boxes."""

    def __init__(self, characters: Sequence[str]) -> None:
        self.characters = tuple(characters)
        super().__init__(", ".join(f"{character} (U+{ord(character):04X})" for character in characters))


def render_document(
    *,
    title: str,
    html: str = "",
    template: str = "",
    context: Mapping[str, Any] | None = None,
    language: str = "zh-Hans",
    author: str = "",
    identifier: str = "",
    dated: date | None = None,
    running_title: str = "",
    site_name: str = "",
    footer: str = "",
    roots: Sequence[Path] = (),
) -> bytes:
    """The document as a tagged PDF/A-3a file; equal arguments give equal bytes.

    Its content is either `html`, trusted markup for the body, or a `template` that extends the shell
    (typesetting/document.html) and is given `context`. `running_title` (else the title) and `site_name` head every
    page but the first, `footer` stands at its foot beside the page number. `identifier` is what the file is known by,
    for ever; without one its content decides. Pictures are data URIs or files below `roots`.

    Raises MissingCharacters before anything is printed as a box (ask `missing_characters` first to say it nicely),
    OSError when Pango is missing.
    """
    if bool(html) == bool(template):
        raise ValueError("A document has either markup or a template.")
    chinese = language.partition("-")[0] == "zh"
    in_margins = {"running_title": running_title or title, "site_name": site_name, "footer": footer}
    whole = render_to_string(
        template or SHELL,
        {
            **(context or {}),
            "content": mark_safe(html),  # the caller's own markup
            "title": title,
            "language": language,
            "author": author,
            "dated": dated.isoformat() if dated else "",
            "page_rules": mark_safe(_page_rules(**in_margins, chinese=chinese)),  # strings escaped for CSS
        },
    )
    if missing := _lacking_everywhere([*_Printed.of(whole), *in_margins.values()]):
        raise MissingCharacters(missing)
    return make_pdf(
        whole,
        stylesheet=STYLESHEET,
        identifier=md5((identifier or whole).encode(), usedforsecurity=False).hexdigest(),
        roots=roots,
        rework=_set_chinese if chinese else None,
    )


def _set_chinese(root: Element) -> None:
    break_titles(root)
    set_chinese(root)


def missing_characters(html_text: str) -> list[str]:
    """Characters of the printed text of this markup that no font has, each once, in order of appearance."""
    return _lacking_everywhere(_Printed.of(html_text))


def _lacking_everywhere(texts: Sequence[str]) -> list[str]:
    held = frozenset[int]().union(*(coverage(face) for face in TEXT_FACES), INVISIBLE, map(ord, "\t\n\f\r"))
    return list(dict.fromkeys(character for text in texts for character in text if ord(character) not in held))


class _Printed(HTMLParser):
    """Gathers what a page shows: its texts, and descriptions of pictures, which are printed when one fails."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._silent = 0

    @classmethod
    def of(cls, html: str) -> list[str]:
        parser = cls()
        parser.feed(html)
        parser.close()
        return parser.texts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        self.texts += [value for name, value in attrs if name == "alt" and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def _page_rules(*, running_title: str, site_name: str, footer: str, chinese: bool) -> str:
    """What stands in the margins; where and how is the style sheet's business."""
    before, between, after = ("第 ", " 页，共 ", " 页") if chinese else ("Page ", " of ", "")
    number = f"{_css(before)} counter(page) {_css(between)} counter(pages) {_css(after)}"
    return (
        f"@page {{ @top-left {{ content: {_css(site_name)} }} @top-right {{ content: {_css(running_title)} }}"
        f" @bottom-left {{ content: {_css(footer)} }} @bottom-right {{ content: {number} }} }}"
        " @page :first { @top-left { content: none } @top-right { content: none } }"
    )


def _css(text: str) -> str:
    """A CSS string literal that can close neither itself nor the style element it stands in."""
    safe = (c if c == " " or unicodedata.category(c)[0] in "LN" else f"\\{ord(c):x} " for c in text)
    return f'"{"".join(safe)}"'
