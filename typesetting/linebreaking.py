"""Where centred lines of Chinese break: phrases stay together, lines come out of nearly equal length.

A browser fills each line before it starts the next, which leaves a last line of two characters. A document of three
lines deserves better, so the breaks are chosen here and each line is set as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate, pairwise
from math import ceil

# Marks that may not begin a line, and marks that may not end one.
NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—·～%％°")
NEVER_LAST = frozenset("（《〈「『【〔“‘")

_AFTER_CLAUSE = frozenset("，。；：—！？")
_AFTER_WORD = frozenset("、·）》”的之")
_BEFORE_WORD = frozenset("与和及暨（《“")

_OPEN, _CLOSE = "（“", "）”"

# Cost of a break in squared characters of unevenness: a clause may break freely, the middle of a word hardly ever.
CLAUSE, WORD, WITHIN, ANYWHERE = 0.0, 4.0, 12.0, 80.0
SPARE_LINES = 4  # how many lines more than the width alone asks for are tried


def break_cost(before: str, after: str) -> float | None:
    """How much a line break between two neighbouring characters hurts; None where it is forbidden."""
    if after in NEVER_FIRST or before in NEVER_LAST or after == " ":
        return None
    if (before.isascii() and after.isascii() and before != " ") or (before.isdigit() and after.isalnum()):
        return None
    if before in _AFTER_CLAUSE:
        return CLAUSE
    if before in _AFTER_WORD or after in _BEFORE_WORD or before == " ":
        return WORD
    return ANYWHERE


def _costs(text: str, also_after: frozenset[str]) -> dict[int, float]:
    """Cost of a break by position in the text; what stands in brackets or quotes wants to stay on one line."""
    costs = {0: 0.0, len(text): 0.0}
    depth = 0
    for index in range(1, len(text)):
        before = text[index - 1]
        depth += (before in _OPEN) - (before in _CLOSE)
        cost = break_cost(before, text[index])
        if cost is None:
            continue
        if cost == ANYWHERE and before in also_after:
            cost = WORD
        costs[index] = max(cost, WITHIN) if depth > 0 else cost
    return costs


def break_lines(
    text: str, *, width_of: Callable[[str], float], limit: float, also_after: frozenset[str] = frozenset()
) -> list[str]:
    """The fewest lines no wider than `limit`, as even as their phrases allow.

    `width_of` gives one character's width in ems, `limit` is in ems. `also_after` names characters after which this
    kind of text may break as after a word. A text that allows no break within the limit comes back as one over-long
    line rather than being cut.
    """
    if not text:
        return []
    edges = list(accumulate(map(width_of, text), initial=0.0))
    costs = _costs(text, also_after)
    fewest = max(1, ceil(edges[-1] / limit))
    for lines in range(fewest, fewest + SPARE_LINES):
        ends = _cheapest(edges, costs, limit=limit, lines=lines)
        if ends:
            return [text[start:end].strip() for start, end in pairwise((0, *ends))]
    return [text]


def _cheapest(edges: list[float], costs: dict[int, float], *, limit: float, lines: int) -> tuple[int, ...]:
    """Where to end each of exactly `lines` lines for the least cost; empty when they cannot all keep the limit."""
    ideal = edges[-1] / lines
    last = len(edges) - 1
    # Cheapest way to reach each break: (cost, line ends so far). One round for every line.
    reached: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(1, lines + 1):
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (spent, ends) in reached.items():
            for end, cost in costs.items():
                width = edges[end] - edges[start]
                if end <= start or width > limit or (end == last) != (line == lines):
                    continue
                price = spent + cost + (width - ideal) ** 2
                if end not in found or price < found[end][0]:
                    found[end] = (price, (*ends, end))
        reached = found
    return reached[last][1] if last in reached else ()
