"""The family of a practice: a case, the places that took it over, the cases that grew there, and so on. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MOST_GENERATIONS = 6


@dataclass(frozen=True, slots=True)
class Link:
    """One adoption: of which case, and the public case that grew out of it. `shown` is whatever a page says of it."""

    key: int
    case: int
    new_case: int | None = None
    shown: Any = None


@dataclass(frozen=True, slots=True)
class Node:
    """An adoption with the adoptions of what grew out of it."""

    link: Link
    children: tuple["Node", ...] = ()


def grow(case: int, links: Iterable[Link]) -> tuple[Node, ...]:
    """The adoptions of `case`, each with its own, in the order given; nobody is their own ancestor."""
    by_case: dict[int, list[Link]] = {}
    for link in links:
        by_case.setdefault(link.case, []).append(link)

    def below(of: int, seen: frozenset[int], depth: int) -> tuple[Node, ...]:
        if depth == MOST_GENERATIONS or of in seen:
            return ()
        seen |= {of}
        return tuple(
            Node(link, below(link.new_case, seen, depth + 1) if link.new_case is not None else ())
            for link in by_case.get(of, ())
        )

    return below(case, frozenset(), 0)


def origin_of(case: int, grown_from: Mapping[int, int]) -> int:
    """The case at the root: `grown_from` says of a case which one it was taken over from."""
    seen = {case}
    while (before := grown_from.get(case)) is not None and before not in seen:
        seen.add(before)
        case = before
    return case


def generations(nodes: Iterable[Node]) -> int:
    """How many generations there are below the root."""
    return max((1 + generations(node.children) for node in nodes), default=0)


def size(nodes: Iterable[Node]) -> int:
    """How many adoptions there are in all."""
    return sum(1 + size(node.children) for node in nodes)
