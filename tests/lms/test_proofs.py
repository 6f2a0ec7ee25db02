"""The proofs of benchmarks/ notice the damage they look for."""

from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.models import Attempt, Response
from benchmarks.proofs import _kept, _whole


@pytest.mark.parametrize(
    ("stored", "kept"),
    [(None, False), ((3, ["a"]), False), ((4, ["a"]), True), ((4, ["b"]), False), ((5, ["b"]), True)],
)
def test_an_acknowledged_answer_is_missed_when_it_is_gone_or_older(stored, kept):
    row = Response(sequence=stored[0], value=stored[1]) if stored else None
    assert _kept(row, 4, "a") is kept


def attempt(*, closed: bool, points: int | None) -> Attempt:
    return Attempt(
        submitted_at=timezone.now() if closed else None, points=points, success=None if points is None else True
    )


@pytest.mark.parametrize(
    ("closed", "points", "marks", "whole"),
    [
        (False, None, [None, None], True),
        (False, None, [None, 10], False),
        (False, 10, [None], False),
        (True, 20, [10, 10], True),
        (True, 20, [10, 0], False),
        (True, 10, [10, None], False),
        (True, None, [None], False),
        (True, 0, [], True),
    ],
)
def test_an_attempt_is_open_and_unmarked_or_closed_and_marked_whole(closed, points, marks, whole):
    rows = [Response(points=None if mark is None else Decimal(mark)) for mark in marks]
    assert _whole(attempt(closed=closed, points=points), rows) is whole
