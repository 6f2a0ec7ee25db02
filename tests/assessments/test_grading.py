"""Marking by table and by property."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.grading import Mark, grade, grade_paper


def item(uid: str, kind: str = "single", points: int = 10) -> dict:
    return {"uid": uid, "kind": kind, "points": points, "choices": [{"uid": u, "text": u} for u in "abcd"]}


def paper(count: int, pass_mark: int = 60, points: int = 10) -> tuple[dict, dict]:
    items = [item(f"q{n}", points=points) for n in range(count)]
    keys = {entry["uid"]: {"right": ["a"], "feedback": {}} for entry in items}
    return {"version": 1, "settings": {"pass_mark": pass_mark}, "items": items}, {"version": 1, "items": keys}


@pytest.mark.parametrize(
    ("kind", "right", "value", "mark"),
    [
        ("single", ["a"], ["a"], Mark(Decimal("10.00"), Decimal(10), True)),
        ("single", ["a"], ["b"], Mark(Decimal("0.00"), Decimal(10), False)),
        ("single", ["a"], None, Mark(Decimal("0.00"), Decimal(10), False)),
        ("multiple", ["a", "c"], ["a", "c"], Mark(Decimal("10.00"), Decimal(10), True)),
        ("multiple", ["a", "c"], ["a"], Mark(Decimal("0.00"), Decimal(10), False)),
        ("true_false", ["b"], ["b"], Mark(Decimal("10.00"), Decimal(10), True)),
    ],
)
def test_one_answer(kind, right, value, mark):
    assert grade(item("q", kind), {"right": right}, value) == mark


@pytest.mark.parametrize(
    ("count", "right", "pass_mark", "scaled", "passed"),
    [
        (10, 6, 60, "0.6000", True),
        (10, 5, 60, "0.5000", False),
        (3, 2, 67, "0.6667", False),
        (3, 2, 66, "0.6667", True),
        (3, 3, 100, "1.0000", True),
        (3, 0, 1, "0.0000", False),
    ],
)
def test_a_paper_is_passed_on_exact_points(count, right, pass_mark, scaled, passed):
    asked, key = paper(count, pass_mark)
    result = grade_paper(asked, key, {f"q{n}": ["a"] if n < right else ["b"] for n in range(count)})
    assert (result.scaled, result.passed) == (Decimal(scaled), passed)
    assert (result.points, result.max_points) == (Decimal(right * 10), Decimal(count * 10))


@settings(deadline=None)
@given(st.lists(st.sampled_from([None, ["a"], ["b"]]), min_size=1, max_size=30), st.integers(1, 100))
def test_the_share_is_between_nought_and_one_and_never_falls_with_a_better_answer(values, points):
    asked, key = paper(len(values), points=points)
    answers = {f"q{n}": value for n, value in enumerate(values)}
    result = grade_paper(asked, key, answers)
    assert 0 <= result.scaled <= 1
    assert result.points == points * values.count(["a"])
    better = grade_paper(asked, key, answers | {"q0": ["a"]})
    assert better.scaled >= result.scaled


def test_answers_to_items_not_on_the_paper_count_for_nothing():
    asked, key = paper(1)
    assert grade_paper(asked, key, {"other": ["a"]}).points == 0
