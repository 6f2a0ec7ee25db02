"""A replication as its pages show it: everything a reader needs of one record, gathered once."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.models import User
from cases.enums import ConditionKind
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from practice.adoptions import may_work, plan_of, sides_of
from practice.enums import ConfirmationSide, Move, PartKind, ReplicationState
from practice.models import ConditionAnswer, Confirmation, LogEntry, Replication, ReplicationPart, Trainee
from practice.services.growing import may_grow
from practice.spreading import Condition, Lack, lacks, moves_from, stands_in_the_way

ROAD = (
    ReplicationState.INTENT, ReplicationState.PREPARING, ReplicationState.RUNNING, ReplicationState.EVALUATED,
)  # fmt: skip
FORWARD = (Move.PREPARE, Move.START, Move.EVALUATE)


@dataclass(frozen=True, slots=True)
class Stop:
    """One station of the way: before, here, or still to come."""

    label: str | Promise
    mark: str


@dataclass(frozen=True, slots=True)
class Learning:
    """Somebody to be trained; `done` once the course was completed."""

    trainee: Trainee
    done: bool


@dataclass(frozen=True, slots=True)
class Answered:
    answer: ConditionAnswer
    kind: str | Promise
    in_the_way: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the confirmation: the word that stands, and whether this reader may give or take it."""

    key: ConfirmationSide
    label: str | Promise
    word: Confirmation | None
    mine: bool


@dataclass(frozen=True)
class Record:
    """The working record as one reader sees it."""

    row: Replication
    stops: list[Stop]
    parts: list[tuple[PartKind, list[ReplicationPart]]]
    answers: list[Answered]
    learning: list[Learning]
    entries: list[LogEntry]
    sides: list[Side]
    withdrawn: list[Confirmation]
    inside: bool
    may_work: bool
    forward: Move | None
    lacks: list[Lack]
    may_stop: bool
    may_reopen: bool
    may_grow: bool

    @property
    def trained(self) -> int:
        return sum(1 for one in self.learning if one.done)


def record_of(row: Replication, user: User) -> Record:
    """Gather `row` for `user`; a fixed number of queries."""
    works = may_work(user, row)
    moves = moves_from(row.state)
    forward = next((move for move in moves if move in FORWARD), None)
    confirmations = list(row.confirmations.select_related("by"))
    standing = [one for one in confirmations if one.withdrawn_at is None]
    succeeded = row.state == ReplicationState.EVALUATED
    mine = sides_of(user, row) if succeeded else []
    return Record(
        row=row,
        stops=stops_of(row),
        parts=parts_of(row),
        answers=answers_of(row),
        learning=_learning(row),
        entries=list(row.entries.select_related("by").prefetch_related("pictures")),
        sides=_sides(standing, mine, user) if succeeded else [],
        withdrawn=[one for one in confirmations if one.withdrawn_at is not None],
        inside=Replication.objects.inside(user).filter(pk=row.pk).exists(),
        may_work=works,
        forward=forward if works else None,
        lacks=lacks(plan_of(row), forward) if works and forward else [],
        may_stop=works and Move.STOP in moves,
        may_reopen=works and Move.REOPEN in moves and not standing and row.submission_id is None,
        may_grow=works and may_grow(row) and not (row.submission and row.submission.case and row.submission.case.live),
    )


def stops_of(row: Replication) -> list[Stop]:
    """The way with the place where the record stands; one that was stopped ends where it was."""
    if row.state == ReplicationState.STOPPED:
        reached = ROAD[:3] if row.begun_on else ROAD[:2]
        return [*(Stop(state.label, "done") for state in reached), Stop(ReplicationState.STOPPED.label, "here")]
    at = ROAD.index(ReplicationState(row.state))
    marks = ["done"] * at + ["here"] + ["open"] * (len(ROAD) - at - 1)
    return [Stop(state.label, mark) for state, mark in zip(ROAD, marks, strict=True)]


def parts_of(row: Replication) -> list[tuple[PartKind, list[ReplicationPart]]]:
    """What is kept, changed and left out; kinds without a part do not show."""
    parts = list(row.parts.all())
    groups = [(kind, [part for part in parts if part.kind == kind]) for kind in PartKind]
    return [(kind, found) for kind, found in groups if found]


def answers_of(row: Replication) -> list[Answered]:
    return [
        Answered(one, ConditionKind(one.kind).label, stands_in_the_way(Condition(one.kind, one.fit, one.words)))
        for one in row.conditions.all()
    ]


def _learning(row: Replication) -> list[Learning]:
    rows = list(row.trainees.select_related("person", "course"))
    done = set(
        Enrollment.objects.filter(
            learner__in={one.person_id for one in rows}, course__in={one.course_id for one in rows},
            status=EnrollmentStatus.COMPLETED,
        ).values_list("learner", "course")
    )  # fmt: skip
    return [Learning(one, (one.person_id, one.course_id) in done) for one in rows]


def _sides(standing: Iterable[Confirmation], mine: list[ConfirmationSide], user: User) -> list[Side]:
    words = {one.side: one for one in standing}
    other = any(one.by_id == user.pk for one in words.values())
    return [
        Side(side, side.label, words.get(side), side in mine and (side in words or not other))
        for side in ConfirmationSide
    ]
