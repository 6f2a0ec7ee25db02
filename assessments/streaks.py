"""When a wrong answer is dealt with: plain data in, plain data out."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# So often right in a row, and a question leaves the notebook.
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """One marked answer of a handed-in paper."""

    response: int
    attempt: int
    item: str
    right: bool
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Streak:
    """How often a question was right in a row in practice, and when it was last practiced."""

    right_in_row: int
    at: datetime.datetime


def since(streak: Streak | None, wrong_at: datetime.datetime) -> int:
    """Right answers in a row after the question went wrong on a paper; earlier practice does not count."""
    return streak.right_in_row if streak is not None and streak.at > wrong_at else 0


def still_wrong(answers: Iterable[Answer], streaks: Mapping[str, Streak]) -> list[Answer]:
    """Questions whose last answer on a paper was wrong and that practice has not settled, the newest first."""
    latest: dict[str, Answer] = {}
    for answer in answers:
        known = latest.get(answer.item)
        if known is None or (answer.at, answer.response) > (known.at, known.response):
            latest[answer.item] = answer
    open_ones = [
        answer for answer in latest.values() if not answer.right and since(streaks.get(answer.item), answer.at) < ENOUGH
    ]
    return sorted(open_ones, key=lambda answer: (answer.at, answer.response), reverse=True)
