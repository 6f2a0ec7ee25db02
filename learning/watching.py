"""Honest watch time: which seconds of a recording were really played. Pure.

A recording's `seen` is a sorted list of [from, to] in seconds that neither touch nor overlap.
"""

from collections.abc import Sequence

Span = Sequence[float]

# Playing at double speed covers two seconds a second; the slack covers the beat's own travel.
FASTEST = 2.0
SLACK = 3.0
# Longer silence between beats means the page was not in use.
LONGEST_BEAT = 40.0


def credited_seconds(*, since_last_beat: float | None) -> float:
    """Study seconds one beat is worth: the time since the person's last beat on any device, if it was recent."""
    if since_last_beat is None or since_last_beat < 0 or since_last_beat > LONGEST_BEAT:
        return 0.0
    return since_last_beat


def plausible(span: Span, *, elapsed: float, length: float) -> bool:
    """Whether `span` can have been played in `elapsed` seconds of a recording of `length` seconds."""
    start, end = span
    return 0 <= start <= end <= length + 1 and (end - start) <= elapsed * FASTEST + SLACK


def merge(seen: Sequence[Span], span: Span) -> list[list[float]]:
    """`seen` with `span` in it."""
    merged: list[list[float]] = []
    for start, end in sorted([*(tuple(s) for s in seen), tuple(span)]):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def share(seen: Sequence[Span], length: float) -> float:
    """The played share of a recording, 0..1."""
    if length <= 0:
        return 0.0
    return min(1.0, sum(end - start for start, end in seen) / length)
