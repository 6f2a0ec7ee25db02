"""The way of a case from draft to library: who may lead it where, and what they must say. Pure.

draft → town review → district review → expert review → adopted → published → exemplary; each review may return or
reject it with a reason, whoever submitted may withdraw it until it is adopted. Case review is a process of our own
and not Wagtail's: experts work side by side and blind to each other, which a line of tasks cannot express.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.enums import Role
from cases.enums import Action, State

CONTRIBUTE = (Role.CASE_CONTRIBUTOR,)
TOWN = (Role.TOWN_REVIEWER,)
DISTRICT = (Role.DISTRICT_REVIEWER,)


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow: who may take it, where it leads, and whether a reason must be given."""

    to: State
    roles: tuple[Role, ...]
    reason: bool = False


OPEN = (State.TOWN_REVIEW, State.DISTRICT_REVIEW, State.EXPERT_REVIEW)
EDITABLE = (State.DRAFT, State.RETURNED, State.WITHDRAWN)
PUBLIC = (State.PUBLISHED, State.FEATURED)
# After the decision scores may be seen by those who have to do with the case.
DECIDED = (
    State.ADOPTED, State.RESERVE, State.REJECTED, State.PUBLISHED, State.FEATURED, State.UNPUBLISHED, State.ARCHIVED,
    State.REPLACED,
)  # fmt: skip


def _table() -> dict[tuple[State, Action], Step]:
    table = {
        (State.TOWN_REVIEW, Action.RECOMMEND): Step(State.DISTRICT_REVIEW, TOWN),
        (State.TOWN_REVIEW, Action.RETURN): Step(State.RETURNED, TOWN, reason=True),
        (State.TOWN_REVIEW, Action.REJECT): Step(State.REJECTED, TOWN, reason=True),
        (State.DISTRICT_REVIEW, Action.ASSIGN): Step(State.EXPERT_REVIEW, DISTRICT),
        # A new version of a case that experts have weighed before may be adopted without them; services see to that.
        (State.DISTRICT_REVIEW, Action.ADOPT): Step(State.ADOPTED, DISTRICT, reason=True),
        (State.DISTRICT_REVIEW, Action.RETURN): Step(State.RETURNED, DISTRICT, reason=True),
        (State.DISTRICT_REVIEW, Action.REJECT): Step(State.REJECTED, DISTRICT, reason=True),
        (State.EXPERT_REVIEW, Action.ADOPT): Step(State.ADOPTED, DISTRICT, reason=True),
        (State.EXPERT_REVIEW, Action.RESERVE): Step(State.RESERVE, DISTRICT, reason=True),
        (State.EXPERT_REVIEW, Action.RETURN): Step(State.RETURNED, DISTRICT, reason=True),
        (State.EXPERT_REVIEW, Action.REJECT): Step(State.REJECTED, DISTRICT, reason=True),
        (State.ADOPTED, Action.PUBLISH): Step(State.PUBLISHED, DISTRICT),
        (State.RESERVE, Action.ADOPT): Step(State.ADOPTED, DISTRICT, reason=True),
        (State.PUBLISHED, Action.FEATURE): Step(State.FEATURED, DISTRICT, reason=True),
        (State.FEATURED, Action.UNFEATURE): Step(State.PUBLISHED, DISTRICT, reason=True),
        (State.UNPUBLISHED, Action.PUBLISH): Step(State.PUBLISHED, DISTRICT),
        (State.UNPUBLISHED, Action.ARCHIVE): Step(State.ARCHIVED, DISTRICT, reason=True),
        (State.RESERVE, Action.ARCHIVE): Step(State.ARCHIVED, DISTRICT, reason=True),
    }
    for state in EDITABLE:
        # The true first step depends on the unit: see `first_review`.
        table[state, Action.SUBMIT] = Step(State.TOWN_REVIEW, CONTRIBUTE)
    for state in OPEN:
        table[state, Action.WITHDRAW] = Step(State.WITHDRAWN, CONTRIBUTE)
    for state in PUBLIC:
        # What was corrected since goes out the same way, after new readings; the case stays where it is.
        table[state, Action.PUBLISH] = Step(state, DISTRICT)
        table[state, Action.UNPUBLISH] = Step(State.UNPUBLISHED, DISTRICT, reason=True)
    return table


STEPS: Mapping[tuple[State, Action], Step] = _table()


class NotPossible(Exception):
    """This step does not lead on from where the case stands; somebody else may have been quicker."""


def step(state: State | str, action: Action | str) -> Step:
    """The arrow for `action` in `state`. Raises NotPossible."""
    try:
        return STEPS[State(state), Action(action)]
    except KeyError as error:
        raise NotPossible from error


def actions_from(state: State | str) -> list[Action]:
    return [action for (source, action) in STEPS if source == State(state)]


def first_review(unit_level: str) -> State:
    """Villages and their groups go to their town first; a town does not judge its own case, nor does the district's."""
    return State.TOWN_REVIEW if unit_level in ("village", "other") else State.DISTRICT_REVIEW
