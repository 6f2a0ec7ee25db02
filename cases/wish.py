"""What somebody asks the library for: words, facets, an order, cases put aside for comparing. Same as its address."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import CostBand, Element, EvidenceLevel, GroupKind, Outcome, PlaceType
from content.themes import Theme

WORDS_LENGTH = 60
COMPARED_AT_MOST = 4
_SLUG_LENGTH = 255


class Order(TextChoices):
    NEWEST = "newest", _("Newest first")
    EVIDENCE = "evidence", _("Best proven first")


@dataclass(frozen=True, slots=True)
class Group:
    """One facet. `choices` is None where the values come from the cases themselves (towns, years).

    `together`: a case must have all chosen values, not one of them. `single`: one value at most.
    """

    name: str
    label: str | Promise
    choices: tuple[tuple[str, str | Promise], ...] | None
    together: bool = False
    single: bool = False


# "At least": level 1 is what every case has, so it is no wish.
_LEVELS = tuple((str(level.value), level.label) for level in EvidenceLevel if level > EvidenceLevel.DESCRIBED)
GROUPS: dict[str, Group] = {
    group.name: group
    for group in (
        Group("theme", _("Theme"), tuple(Theme.choices)),
        Group("town", _("Town or subdistrict"), None),
        Group("place", _("Kind of place"), tuple(PlaceType.choices)),
        Group("element", _("Five-society elements, all of them"), tuple(Element.choices), together=True),
        Group("evidence", _("Evidence level, at least"), _LEVELS, single=True),
        Group("outcome", pgettext_lazy("facet", "Did it work?"), tuple(Outcome.choices)),
        Group("cost", pgettext_lazy("facet", "Cost"), tuple(CostBand.choices)),
        Group("group", _("Kind of organisation"), tuple(GroupKind.choices)),
        Group("year", _("Year begun"), None),
    )
}


@dataclass(frozen=True)
class Wish:
    """Unknown values are dropped; what is left is said in one order, so equal wishes have equal addresses."""

    words: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order = Order.NEWEST
    compared: tuple[str, ...] = ()

    @classmethod
    def read(cls, query: QueryDict) -> "Wish":
        order = query.get("sort", "")
        return cls(
            words=query.get("q", "").replace("\0", "").strip()[:WORDS_LENGTH],
            chosen={name: _values(group, query.getlist(name)) for name, group in GROUPS.items()},
            order=Order(order) if order in Order.values else Order.NEWEST,
            compared=compared_in(query),
        )

    def picked(self, name: str) -> tuple[str, ...]:
        return self.chosen.get(name, ())

    def query(self, *, toggle: tuple[str, str] | None = None, order: Order | None = None) -> str:
        """The address of this wish, with one choice added or taken out, or in another order."""
        every = [(name, value) for name in GROUPS for value in self.picked(name)]
        if toggle in every:
            every.remove(toggle)
        elif toggle:
            single = GROUPS[toggle[0]].single
            every = [pair for pair in every if not single or pair[0] != toggle[0]] + [toggle]
        words = [("q", self.words)] if self.words else []
        order = self.order if order is None else order
        sort = [("sort", order.value)] if order != Order.NEWEST else []
        return urlencode([*words, *every, *sort, *self.kept])

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The cases put aside, as pairs of an address."""
        return [("c", slug) for slug in self.compared]

    @property
    def empty(self) -> bool:
        return not self.words and not any(self.chosen.values())


def compared_in(query: QueryDict) -> tuple[str, ...]:
    """The cases put aside for comparing: four at most, each once, in the order in which they were chosen."""
    named = (value for value in query.getlist("c") if value and "\0" not in value and len(value) <= _SLUG_LENGTH)
    return tuple(dict.fromkeys(named))[:COMPARED_AT_MOST]


def _values(group: Group, asked: Iterable[str]) -> tuple[str, ...]:
    asked = list(dict.fromkeys(asked))
    if group.choices is not None:
        found = [value for value, _label in group.choices if value in asked]
    elif group.name == "year":
        found = sorted(value for value in asked if len(value) == 4 and value.isascii() and value.isdigit())
    else:
        found = sorted(value for value in asked if value.isascii() and value.replace("-", "").isalnum())
    return tuple(found[-1:] if group.single else found)
