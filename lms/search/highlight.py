"""Where a text answers a question: the place with most of it, marked. Pure but for the escaping.

The original text is marked, in whatever characters it was written; folding keeps every place where it was.
"""

import re
from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from lms.search import query, text

WIDTH = 84  # characters of a snippet
LEAD = 16  # of them before the first mark
BREAKS = "。！？；\n"
Span = tuple[int, int]


def pattern(typed: str, groups: query.Groups = ()) -> re.Pattern | None:
    """What to mark for a query, synonyms and the words of a long run included; None when there is nothing to mark."""
    found: list[str] = []
    groups = list(groups)
    for term in text.fold(typed[: query.LONGEST]).split()[: query.TERMS]:
        for meaning in text.meanings(term, groups):
            for run in text.runs(meaning):
                found.append(run.text)
                if run.han and len(run.text) >= query.SPLIT_FROM:
                    found += text.plain_words(run.text)
    longest_first = sorted(dict.fromkeys(found), key=len, reverse=True)
    return re.compile("|".join(map(_needle, longest_first))) if longest_first else None


def _needle(run: str) -> str:
    # A Latin word is found as a whole, as the index has it.
    return rf"(?<![a-z0-9]){re.escape(run)}(?![a-z0-9])" if run.isascii() else re.escape(run)


def spans(original: str, wanted: re.Pattern | None) -> list[Span]:
    """Start and end of everything to mark, in order; neighbors are one."""
    merged: list[Span] = []
    for found in wanted.finditer(text.fold(original)) if wanted else ():
        if merged and found.start() <= merged[-1][1]:
            merged[-1] = (merged[-1][0], found.end())
        else:
            merged.append(found.span())
    return merged


def marked(original: str, wanted: re.Pattern | None) -> SafeString:
    """The whole text, escaped, with its marks."""
    return _mark(original, spans(original, wanted), 0, len(original))


def snippet(texts: Iterable[str], wanted: re.Pattern | None, width: int = WIDTH) -> SafeString:
    """The stretch of any of `texts` that answers best; the beginning of the first when none has an answer."""
    best: tuple[int, str, list[Span], int] | None = None
    first = ""
    for raw in texts:
        one = " ".join(raw.split())
        first = first or one
        found = spans(one, wanted)
        start, score = _best_window(one, found, width)
        if found and (best is None or score > best[0]):
            best = (score, one, found, start)
    if best is None:
        return _mark(first, [], 0, width)
    _score, one, found, start = best
    return _mark(one, found, start, start + width)


def _best_window(one: str, found: list[Span], width: int) -> tuple[int, int]:
    """Where the window begins that shows most different marks, and how much it shows."""
    best, where = 0, 0
    for place, (start, _end) in enumerate(found):
        inside = [span for span in found[place:] if span[1] <= start + width - LEAD]
        different = {one[a:b] for a, b in inside}
        score = 10 * len(different) + len(inside)
        if score > best:
            best, where = score, start
    return _beginning(one, where), best


def _beginning(one: str, start: int) -> int:
    """A little before the mark, at the beginning of its sentence when that is near."""
    earliest = max(0, start - LEAD)
    border = max(one.rfind(sign, earliest, start) for sign in BREAKS)
    return border + 1 if border >= 0 else earliest


def _mark(one: str, found: list[Span], start: int, end: int) -> SafeString:
    end = min(end, len(one))
    parts = ["…"] if start > 0 else []
    at = start
    for first, last in found:
        if first < at or first >= end:
            continue
        last = min(last, end)
        parts.append(conditional_escape(one[at:first]))
        parts.append(format_html("<mark>{}</mark>", one[first:last]))
        at = last
    parts.append(conditional_escape(one[at:end]))
    if end < len(one):
        parts.append("…")
    return mark_safe("".join(parts))  # every part was escaped above
