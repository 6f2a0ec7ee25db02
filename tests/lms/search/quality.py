"""How good a list of results is: was everything found, and does the right come first?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quality:
    recall: float
    precision: float
    average_precision: float


def quality(found: list, relevant: set) -> Quality:
    right, sums = 0, 0.0
    for place, one in enumerate(found, start=1):
        if one in relevant:
            right += 1
            sums += right / place
    return Quality(right / len(relevant), right / len(found) if found else 0.0, sums / len(relevant))
