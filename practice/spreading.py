"""The way of a replication: what leads where, what a plan lacks before it may go on, which places count. Pure.

intent → preparing → running → evaluated; stopped from each open state. An evaluation nobody has confirmed yet, and a
stop, can be taken up again: both are words about the real world and may have been early.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practice.enums import Fit, Move, ReplicationState

STEPS: Mapping[tuple[ReplicationState, Move], ReplicationState] = {
    (ReplicationState.INTENT, Move.PREPARE): ReplicationState.PREPARING,
    (ReplicationState.PREPARING, Move.START): ReplicationState.RUNNING,
    (ReplicationState.RUNNING, Move.EVALUATE): ReplicationState.EVALUATED,
    (ReplicationState.INTENT, Move.STOP): ReplicationState.STOPPED,
    (ReplicationState.PREPARING, Move.STOP): ReplicationState.STOPPED,
    (ReplicationState.RUNNING, Move.STOP): ReplicationState.STOPPED,
    (ReplicationState.EVALUATED, Move.REOPEN): ReplicationState.RUNNING,
    (ReplicationState.STOPPED, Move.REOPEN): ReplicationState.PREPARING,
}


class NotPossible(Exception):
    """This move does not lead on from where the replication stands; somebody else may have been quicker."""


def after(state: str, move: Move) -> ReplicationState:
    """The state that `move` leads to from `state`. Raises NotPossible."""
    try:
        return STEPS[ReplicationState(state), Move(move)]
    except KeyError as error:
        raise NotPossible from error


def moves_from(state: str) -> list[Move]:
    """The moves that lead on from `state`, the way forward first."""
    return [move for (source, move) in STEPS if source == ReplicationState(state)]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of the case (needed, helpful, blocking) and how it is answered here; `words` may be empty."""

    kind: str
    fit: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What must be known of a plan to judge it: kinds of its parts, answers, days, people."""

    parts: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    has_days: bool = False
    milestones: int = 0


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing, and the section of the plan where it is written."""

    section: str
    words: str | Promise


def lacks(plan: Plan, move: Move) -> list[Lack]:
    """What `plan` lacks before `move`; empty when nothing does.

    To start, everything is thought through: at least one part named, every condition answered, and where a needed
    one is not given or a blocking one is, what is done about it. To evaluate, one milestone stands in the log.
    """
    if move == Move.EVALUATE:
        return [] if plan.milestones else [Lack("log", _("Write at least one milestone into the log."))]
    if move != Move.START:
        return []
    found = []
    if not plan.parts:
        found.append(Lack("parts", _("Say what you keep and what you change.")))
    if any(not condition.fit for condition in plan.conditions):
        found.append(Lack("conditions", _("Answer every condition of the case.")))
    if any(stands_in_the_way(condition) and not condition.words.strip() for condition in plan.conditions):
        found.append(Lack("conditions", _("Say what you do about each condition that stands in the way.")))
    if not plan.has_days:
        found.append(Lack("days", _("Set the day it begins and the day it is evaluated by.")))
    return found


def stands_in_the_way(condition: Condition) -> bool:
    """A needed condition that is not fully given, or a blocking one that is there at least in part."""
    if condition.kind == "needed":
        return condition.fit in (Fit.PARTLY, Fit.NO)
    return condition.kind == "blocking" and condition.fit in (Fit.YES, Fit.PARTLY)


def other_places(source: str, towns: Iterable[str]) -> int:
    """In how many places besides its own a practice has been proven again.

    A place is a town: three villages of one town share its people and money, and prove it once. `source` and `towns`
    are the paths of the towns in the tree of organisations; "" stands for the district itself.
    """
    return len({town for town in towns if town != source})
