"""The replication kit of a case: what another place takes in its hand to do the same. Pure.

It says nothing the page of the case does not say; it only puts it in the order of doing, with room to write beside.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

# What has to be settled whatever the practice is.
FIRST_TICKS = (
    _("Somebody answers for it by name, and somebody else can step in"),
    _("The people it is for were asked before it begins"),
    _("It is written down who decides, and how that is changed"),
    _("Money, premises and insurance are settled"),
    _("The day is set on which it is evaluated, and by which figure"),
)


@dataclass(frozen=True, slots=True)
class Step:
    when: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Helper:
    """Who took part in the original, and therefore whom one has to find."""

    element: str
    who: str
    contribution: str


@dataclass(frozen=True, slots=True)
class Cost:
    """A line of the budget; `yuan` is None for what is not money."""

    kind: str
    text: str
    source: str
    yuan: int | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the checklist; `kind` is needed, helpful, blocking or "" for what always has to be settled."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """What another place changed, or tells the next one."""

    place: str
    changed: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything the kit shows, in the order of doing."""

    title: str
    unit: str
    citation: str
    summary: str
    steps: tuple[Step, ...]
    helpers: tuple[Helper, ...]
    costs: tuple[Cost, ...]
    ticks: tuple[Tick, ...]
    materials: tuple[str, ...]
    mechanism: str
    risks: str
    difficulties: str
    told: tuple[Told, ...]

    @property
    def money(self) -> int:
        """The sum of what was paid, in yuan."""
        return sum(cost.yuan or 0 for cost in self.costs)


def checklist(conditions: Iterable[tuple[str, str]]) -> tuple[Tick, ...]:
    """The conditions of the case as ticks, needed ones first, then what always has to be settled."""
    order = ("needed", "blocking", "helpful")
    found = sorted(conditions, key=lambda one: order.index(one[0]) if one[0] in order else len(order))
    return (*(Tick(kind, text) for kind, text in found), *(Tick("", str(text)) for text in FIRST_TICKS))


def worth_telling(rows: Sequence[Told]) -> tuple[Told, ...]:
    """Those of other places that changed something or have advice; each place once, the latest word."""
    found: dict[str, Told] = {}
    for row in rows:
        if row.changed or row.advice.strip():
            found.setdefault(row.place, row)
    return tuple(found.values())
