"""What the pages of a quiz show, as plain data: the paper with the learner's answers, and the marked paper.

Pages are given these and never the attempt itself, so the answer key cannot slip into one.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from assessments.enums import FeedbackPolicy
from assessments.grading import grade
from assessments.kinds import Kind, kind_of
from assessments.models import Attempt, Response
from assessments.quiz_rules import shows_answers

# From here on the clock says so.
LATE_SECONDS = 300
# With more time than this left, a clock says nothing; the day says more.
CLOCK_SECONDS = 24 * 3600
# What the names of a sitting's addresses begin with; test sittings have others.
REAL = "assessments:"


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One question of a marked paper. `part` is what its kind shows; source is {"page", "title"} or None."""

    number: int
    item: dict
    kind: Kind
    part: dict
    answered: bool
    correct: bool
    points: Decimal
    explanation: str
    source: dict | None
    waiting: bool = False

    @property
    def partly(self) -> bool:
        """Marked by a person with some of the points: neither right nor wrong."""
        return self.kind.marked_by_person and not self.correct and self.points > 0


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a running attempt. In practice it may have been checked; then its marks are in `checked`."""

    number: int
    item: dict
    kind: Kind
    part: dict
    answered: bool
    flagged: bool
    sequence: int
    saved_at: datetime.datetime | None
    checked: MarkedLine | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A running attempt as its learner sees it.

    `seconds` is the time left, None without an end or when that is days away; `ends_at` is the end.
    """

    uuid: UUID
    title: str
    quiz_url: str
    pass_mark: int
    minutes: int | None
    seconds: int | None
    lines: list[Line]
    current: int
    ends_at: datetime.datetime | None = None
    checks: bool = False
    counts_leaving: bool = False
    prefix: str = REAL

    @property
    def is_trial(self) -> bool:
        return self.prefix != REAL

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def answered(self) -> int:
        return sum(line.answered for line in self.lines)

    @property
    def unanswered(self) -> list[Line]:
        return [line for line in self.lines if not line.answered]

    @property
    def flagged(self) -> list[Line]:
        return [line for line in self.lines if line.flagged]

    @property
    def line(self) -> Line:
        return self.lines[self.current - 1]

    @property
    def late(self) -> bool:
        return self.seconds is not None and self.seconds < LATE_SECONDS

    @property
    def remaining(self) -> str:
        """Time left as text: 18:24 or 1:02:03."""
        minutes, seconds = divmod(self.seconds or 0, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def sitting(
    attempt: Attempt, responses: Mapping[str, Response], current: int = 1, prefix: str = REAL
) -> Sitting:  # fmt: skip
    """The open `attempt`, with question `current` (from 1, clamped) in front."""
    lines = []
    for number, item in enumerate(attempt.paper["items"], start=1):
        row = responses.get(item["uid"])
        kind = kind_of(item["kind"])
        value = row.value if row else None
        # The key is read for what was checked and for nothing else.
        checked = _checked(attempt, number, item, row) if row and row.checked_at else None
        lines.append(
            Line(
                number=number, item=item, kind=kind, part=kind.answer_context(item, value),
                answered=value is not None, flagged=bool(row and row.flagged), sequence=row.sequence if row else 0,
                saved_at=timezone.localtime(row.saved_at) if row and row.sequence else None,
                checked=checked,
            )
        )  # fmt: skip
    settings, seconds = attempt.paper["settings"], attempt.seconds_left()
    if seconds is not None and seconds > CLOCK_SECONDS:
        seconds = None
    return Sitting(
        uuid=attempt.uuid, title=settings["title"], quiz_url=attempt.quiz.url or "/", pass_mark=settings["pass_mark"],
        minutes=settings["minutes"], seconds=seconds, lines=lines,
        current=min(max(current, 1), len(lines)), checks=attempt.checks_at_once,
        ends_at=timezone.localtime(attempt.deadline) if attempt.deadline else None,
        counts_leaving=attempt.counts_leaving and prefix == REAL, prefix=prefix,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remark:
    """A correction after which the paper was marked anew. Points are None where the policy shows none."""

    at: datetime.datetime
    reason: str
    before: Decimal | None


@dataclass(frozen=True, slots=True)
class Result:
    """A marked attempt as its learner may see it; what the feedback policy holds back is not in it."""

    uuid: UUID
    title: str
    number: int
    submitted_at: datetime.datetime | None
    by_clock: bool
    passed: bool
    pass_mark: int
    points: Decimal | None
    max_points: Decimal | None
    lines: list[MarkedLine]
    answers_from: datetime.datetime | None = None
    waiting: int = 0
    due: datetime.date | None = None
    remarked: tuple[Remark, ...] = ()

    @property
    def right(self) -> int:
        return sum(line.correct for line in self.lines)


def result_of(attempt: Attempt, responses: Mapping[str, Response]) -> Result:
    """The handed-in `attempt`. The key is read only when the policy lets the learner see right answers."""
    settings = attempt.paper["settings"]
    policy, closes_at = settings["feedback"], attempt.quiz.closes_at
    scored = policy != FeedbackPolicy.NEVER
    return Result(
        uuid=attempt.uuid, title=settings["title"], number=attempt.number, submitted_at=attempt.submitted_at,
        by_clock=attempt.closed_by == "deadline", passed=bool(attempt.success), pass_mark=settings["pass_mark"],
        points=attempt.points if scored else None, max_points=attempt.max_points if scored else None,
        lines=_marked(attempt, responses) if shows_answers(policy, closes_at, timezone.now()) else [],
        answers_from=timezone.localtime(closes_at) if policy == FeedbackPolicy.CLOSED and closes_at else None,
        waiting=_waiting(attempt, responses), due=attempt.marking_due, remarked=_remarked(attempt, scored),
    )  # fmt: skip


def _remarked(attempt: Attempt, scored: bool) -> tuple[Remark, ...]:
    rows = attempt.regrades.all() if getattr(attempt, "was_regraded", True) and not attempt.is_waiting else ()
    return tuple(
        Remark(
            at=row.at, reason=row.reason,
            before=Decimal(row.before["points"]) if scored and row.before["points"] is not None else None,
        )
        for row in rows
    )  # fmt: skip


def _waiting(attempt: Attempt, responses: Mapping[str, Response]) -> int:
    """How many answers people still have to mark."""
    return sum(row.value is not None and row.points is None for row in responses.values()) if attempt.is_waiting else 0


def _marked(attempt: Attempt, responses: Mapping[str, Response]) -> list[MarkedLine]:
    lines = []
    for number, item in enumerate(attempt.paper["items"], start=1):
        row = responses.get(item["uid"])
        waiting = attempt.is_waiting and row is not None and row.value is not None and row.points is None
        points, correct = (row.points, row.correct) if row else (None, None)
        lines.append(_line(attempt, number, item, row, points=points, correct=correct, waiting=waiting))
    return lines


def _checked(attempt: Attempt, number: int, item: dict, row: Response) -> MarkedLine:
    """One answer marked while the paper is under way; what is stored is written when it is handed in."""
    mark = grade(item, attempt.answer_key["items"][item["uid"]], row.value)
    points, correct = (mark.points, mark.correct) if mark else (None, None)
    return _line(attempt, number, item, row, points=points, correct=correct)


def _line(
    attempt: Attempt, number: int, item: dict, row: Response | None, *, points: Decimal | None, correct: bool | None,
    waiting: bool = False,
) -> MarkedLine:  # fmt: skip
    key, kind, value = attempt.answer_key["items"][item["uid"]], kind_of(item["kind"]), row.value if row else None
    return MarkedLine(
        number=number, item=item, kind=kind, answered=value is not None,
        part=kind.review(item, key, value) | {"marks": row.feedback if row else None}, waiting=waiting,
        correct=bool(correct), points=points or Decimal(0), explanation=key["explanation"], source=key["source"],
    )  # fmt: skip
