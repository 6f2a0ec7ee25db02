"""What stands beside a list to narrow it: facets of options, each an address of its own. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One box of a facet: how many rows it would show, given the other facets."""

    name: str
    value: str
    label: str
    count: int
    chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    """Options of one kind. `single`: one replaces another; `is_open`: shown unfolded where facets can be folded."""

    name: str
    label: str
    options: tuple[Option, ...]
    single: bool = False
    is_open: bool = True

    @property
    def free(self) -> bool:
        """Nothing is chosen in it."""
        return not any(option.chosen for option in self.options)


def picked(facets: Iterable[Facet]) -> list[Option]:
    return [option for facet in facets for option in facet.options if option.chosen]


def untouched(facets: Iterable[Facet], *names: str) -> list[Option]:
    """Options of the facets called so that are not chosen and would show something."""
    options = (option for facet in facets if facet.name in names for option in facet.options)
    return [option for option in options if option.count and not option.chosen]
