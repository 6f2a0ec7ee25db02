"""Honest watch time, by table and by random spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.watching import LONGEST_BEAT, credited_seconds, merge, plausible, share


@pytest.mark.parametrize(
    ("seen", "span", "expected"),
    [
        ([], (0, 10), [[0, 10]]),
        ([[0, 10]], (10, 20), [[0, 20]]),
        ([[0, 10]], (5, 8), [[0, 10]]),
        ([[0, 10], [30, 40]], (8, 32), [[0, 40]]),
        ([[20, 30]], (0, 5), [[0, 5], [20, 30]]),
    ],
)
def test_merge(seen, span, expected):
    assert merge(seen, span) == expected


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted), max_size=20), st.randoms())
def test_watching_the_same_seconds_in_any_order_counts_once(spans, random):
    shuffled = list(spans)
    random.shuffle(shuffled)
    one, other = [], []
    for span in spans:
        one = merge(one, span)
    for span in shuffled:
        other = merge(other, span)
    covered = {second for start, end in spans for second in range(start, end)}
    assert one == other
    assert share(one, 100) == pytest.approx(len(covered) / 100)


def test_share_is_never_over_one():
    assert share([[0, 130]], 100) == 1.0


@pytest.mark.parametrize(
    ("span", "elapsed", "fits"),
    [
        ((0, 15), 15, True),
        ((0, 30), 15, True),  # double speed
        ((0, 60), 15, False),  # faster than any player
        ((90, 140), 60, False),  # past the end
        ((20, 10), 15, False),
    ],
)
def test_what_can_have_been_played(span, elapsed, fits):
    assert plausible(span, elapsed=elapsed, length=100) is fits


@pytest.mark.parametrize(("since", "worth"), [(None, 0), (15, 15), (LONGEST_BEAT + 1, 0), (-5, 0)])
def test_a_beat_is_worth_the_time_since_the_last_one(since, worth):
    assert credited_seconds(since_last_beat=since) == worth
