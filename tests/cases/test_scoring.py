"""Totals, mean, spread and what they speak for."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.enums import Action
from cases.numbering import case_number
from cases.rubrics import FIRST_RUBRIC
from cases.scoring import Thresholds, mean, needs_third, spread, suggestion, total, weights_of

WEIGHTS = weights_of(FIRST_RUBRIC)
LIMITS = Thresholds(feature_from=85, adopt_from=70, reserve_from=60, spread_limit=20)
scores = st.fixed_dictionaries({key: st.integers(1, 5) for key in WEIGHTS})
totals = st.lists(st.decimals(20, 100, places=1), min_size=1, max_size=3)


@pytest.mark.parametrize(("point", "points"), [(1, "20.0"), (2, "40.0"), (3, "60.0"), (4, "80.0"), (5, "100.0")])
def test_the_same_point_everywhere(point, points):
    assert total(WEIGHTS, dict.fromkeys(WEIGHTS, point)) == Decimal(points)


def test_a_mixed_judgement():
    given_points = {
        "innovation": 3, "effectiveness": 4, "replicability": 5, "sustainability": 2, "satisfaction": 4, "writing": 1,
    }  # fmt: skip
    # 20×3 + 25×4 + 20×5 + 15×2 + 10×4 + 10×1 = 340; a fifth of it.
    assert total(WEIGHTS, given_points) == Decimal("68.0")


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"innovation": 5},
        dict.fromkeys(WEIGHTS, 0),
        dict.fromkeys(WEIGHTS, 6),
        {**dict.fromkeys(WEIGHTS, 3), "x": 3},
    ],
)
def test_what_cannot_be_counted_is_refused(wrong):
    with pytest.raises(ValueError, match="criterion"):
        total(WEIGHTS, wrong)


@pytest.mark.parametrize(
    ("found", "third"),
    [(["80", "60"], False), (["80.1", "60"], True), (["60", "80.1"], True), (["90"], False), ([], False),
     (["90", "60", "75"], False)],
)  # fmt: skip
def test_a_third_is_called_beyond_the_limit_and_once(found, third):
    assert needs_third([Decimal(one) for one in found], LIMITS) is third


@pytest.mark.parametrize(
    ("average", "speaks_for"),
    [("100", Action.ADOPT), ("70", Action.ADOPT), ("69.9", Action.RESERVE), ("60", Action.RESERVE),
     ("59.9", Action.REJECT), (None, None)],
)  # fmt: skip
def test_what_the_mean_speaks_for(average, speaks_for):
    assert suggestion([] if average is None else [Decimal(average)], LIMITS) == speaks_for


@given(scores)
def test_a_total_lies_between_20_and_100(given_points):
    assert Decimal(20) <= total(WEIGHTS, given_points) <= Decimal(100)


@given(scores, st.sampled_from(sorted(WEIGHTS)))
def test_a_better_score_never_lowers_the_total(given_points, key):
    better = given_points | {key: min(5, given_points[key] + 1)}
    assert total(WEIGHTS, better) >= total(WEIGHTS, given_points)


@given(totals)
def test_the_mean_lies_inside_and_the_order_does_not_matter(found):
    average = mean(found)
    assert average is not None and min(found) <= average <= max(found)
    assert (mean(found[::-1]), spread(found[::-1])) == (average, spread(found))
    assert spread(found) == max(found) - min(found)


@pytest.mark.parametrize(
    ("serial", "number"),
    [(1, "AL-2026-shiqiao-0001"), (9999, "AL-2026-shiqiao-9999"), (10000, "AL-2026-shiqiao-10000")],
)
def test_how_a_number_looks(serial, number):
    assert case_number(2026, "shiqiao", serial) == number


def test_there_is_no_number_nought():
    with pytest.raises(ValueError, match="begin"):
        case_number(2026, "shiqiao", 0)
