"""How expert scores become a total, a spread and a suggestion. Pure; the numbers come from the rubric in force."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cases.enums import Action

LOWEST, HIGHEST = 1, 5
STEP = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which mean a case may be exemplary, adopted or kept; beyond which spread a third expert is asked."""

    feature_from: int
    adopt_from: int
    reserve_from: int
    spread_limit: int


def total(weights: Mapping[str, int], scores: Mapping[str, int]) -> Decimal:
    """Σ weight × score / 5, with weights that add up to 100; one decimal.

    Raises ValueError when a criterion has no score, or one outside 1 to 5.
    """
    if set(scores) != set(weights) or any(not LOWEST <= score <= HIGHEST for score in scores.values()):
        raise ValueError("Every criterion needs a score from 1 to 5.")
    whole = sum((Decimal(weight) * scores[key] for key, weight in weights.items()), Decimal(0)) / HIGHEST
    return whole.quantize(STEP, ROUND_HALF_UP)


def mean(totals: Sequence[Decimal]) -> Decimal | None:
    return (sum(totals, Decimal(0)) / len(totals)).quantize(STEP, ROUND_HALF_UP) if totals else None


def spread(totals: Iterable[Decimal]) -> Decimal:
    """How far the highest and the lowest total are apart; 0 for fewer than two."""
    known = sorted(totals)
    return known[-1] - known[0] if len(known) > 1 else Decimal(0)


def needs_third(totals: Sequence[Decimal], thresholds: Thresholds) -> bool:
    """Two experts who are further apart than the limit: a third has to look before anybody decides."""
    return len(totals) == 2 and spread(totals) > thresholds.spread_limit


def suggestion(totals: Sequence[Decimal], thresholds: Thresholds) -> Action | None:
    """What the mean speaks for; a person decides. None while there are no scores."""
    average = mean(totals)
    if average is None:
        return None
    if average >= thresholds.adopt_from:
        return Action.ADOPT
    return Action.RESERVE if average >= thresholds.reserve_from else Action.REJECT


def weights_of(criteria: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    return {criterion["key"]: criterion["weight"] for criterion in criteria}
