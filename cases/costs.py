"""The cost band of a case from the sums named in it. Pure."""

from collections.abc import Iterable

from cases.enums import CostBand

# Upper limits in yuan, the limit itself included; our own cut, there is no official one.
LIMITS = ((0, CostBand.NONE), (10_000, CostBand.LOW), (50_000, CostBand.MEDIUM), (200_000, CostBand.HIGH))


def cost_band(sums: Iterable[int | None]) -> CostBand:
    """The band of the total of `sums` in yuan; what has no sum counts as nothing."""
    total = sum(amount or 0 for amount in sums)
    return next((band for limit, band in LIMITS if total <= limit), CostBand.VERY_HIGH)
