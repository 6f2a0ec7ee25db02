"""The chain case → lesson → quiz → certified people → replication → confirmation → new case, counted. Pure.

A place is the path of its unit in the tree of organisations: everything that begins with it belongs to the place.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from reports.enums import GAP_AT, Gap, Link


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A public case and the place that owns it."""

    pk: int
    path: str


@dataclass(frozen=True, slots=True)
class UseFact:
    """A live lesson that shows a public case, and its course."""

    case: int
    lesson: int
    course: int


@dataclass(frozen=True, slots=True)
class ReplicationFact:
    """One adoption: from where, to where, how it stands, and the public case that grew out of it."""

    pk: int
    case: int
    source: str
    adopter: str
    is_stuck: bool = False
    succeeded: bool = False
    confirmed: bool = False
    new_case: int | None = None


@dataclass(frozen=True)
class Facts:
    """What is there in the whole district; `quizzes` says how many live quizzes a course has."""

    cases: tuple[CaseFact, ...] = ()
    uses: tuple[UseFact, ...] = ()
    quizzes: dict[int, int] = field(default_factory=dict)
    replications: tuple[ReplicationFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The stretch of the chain that concerns one place or one case."""

    cases: frozenset[int]
    uses: tuple[UseFact, ...]
    replications: tuple[ReplicationFact, ...]
    path: str = ""

    @property
    def lessons(self) -> frozenset[int]:
        return frozenset(use.lesson for use in self.uses)

    @property
    def courses(self) -> frozenset[int]:
        return frozenset(use.course for use in self.uses)

    @property
    def taken(self) -> int:
        """How many adoptions the place itself began."""
        return sum(1 for row in self.replications if row.adopter.startswith(self.path))

    @property
    def given(self) -> int:
        """How many places elsewhere began with a case of this place."""
        return sum(1 for row in self.replications if row.case in self.cases and not self._at_home(row))

    def _at_home(self, row: ReplicationFact) -> bool:
        return bool(self.path) and row.adopter.startswith(self.path)


def part_of(facts: Facts, path: str) -> Part:
    """What concerns the place at `path`: its cases and what became of them anywhere, and what it took over itself."""
    cases = frozenset(case.pk for case in facts.cases if case.path.startswith(path))
    uses = tuple(use for use in facts.uses if use.case in cases)
    rows = tuple(row for row in facts.replications if row.case in cases or row.adopter.startswith(path))
    return Part(cases, uses, rows, path)


def part_of_case(facts: Facts, case: int) -> Part:
    """What concerns one case."""
    uses = tuple(use for use in facts.uses if use.case == case)
    return Part(frozenset((case,)), uses, tuple(row for row in facts.replications if row.case == case))


def counts(part: Part, quizzes: dict[int, int], certified: int) -> dict[Link, int]:
    """How many there are at each link. `certified` is counted by the caller, who has the people."""
    return {
        Link.CASES: len(part.cases),
        Link.LESSONS: len(part.lessons),
        Link.QUIZZES: sum(quizzes.get(course, 0) for course in part.courses),
        Link.CERTIFIED: certified,
        Link.REPLICATIONS: len(part.replications),
        Link.CONFIRMED: sum(1 for row in part.replications if row.confirmed),
        Link.NEW_CASES: len({row.new_case for row in part.replications if row.new_case}),
    }


def gaps(part: Part, quizzes: dict[int, int]) -> dict[Gap, tuple[int, ...]]:
    """What is missing, as keys of cases, courses or replications; people without a project are the caller's."""
    taught = {use.case for use in part.uses}
    adopted = {row.case for row in part.replications}
    return {
        Gap.UNTAUGHT: _sorted(part.cases - taught),
        Gap.UNTESTED: _sorted(course for course in part.courses if not quizzes.get(course)),
        Gap.UNPRACTICED: _sorted(taught - adopted),
        Gap.STUCK: _sorted(row.pk for row in part.replications if row.is_stuck),
        Gap.UNCONFIRMED: _sorted(row.pk for row in part.replications if row.succeeded and not row.confirmed),
        Gap.UNWRITTEN: _sorted(row.pk for row in part.replications if row.confirmed and not row.new_case),
    }


def at_link(found: dict[Gap, int], link: Link) -> list[tuple[Gap, int]]:
    """The gaps that are shown at `link`, those with nothing in them left out."""
    return [(gap, number) for gap, number in found.items() if GAP_AT[gap] == link and number]


def _sorted(keys: Iterable[int] | Collection[int]) -> tuple[int, ...]:
    return tuple(sorted(keys))
