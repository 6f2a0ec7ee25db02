"""The chain of a place or a case as the page shows it: the links with their gaps, and the table below."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from accounts.enums import Level
from accounts.models import Organisation
from cases.models import CasePage
from reports.chain import Facts, Part, at_link, counts, gaps, part_of, part_of_case
from reports.enums import Gap, Link
from reports.reading import certificates, certified_at, certified_by, idle_people, read_facts, unmet_posts

ICONS: dict[Link, str] = {
    Link.CASES: "file-text",
    Link.LESSONS: "book-open",
    Link.QUIZZES: "clipboard-check",
    Link.CERTIFIED: "award",
    Link.REPLICATIONS: "git-fork",
    Link.CONFIRMED: "shield-check",
    Link.NEW_CASES: "sprout",
}


@dataclass(frozen=True, slots=True)
class ShownGap:
    """What is missing at a link, and where it is listed."""

    label: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class ShownLink:
    key: str
    label: str
    icon: str
    number: int
    gaps: list[ShownGap]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: a place with its numbers in the order of the links, or a case with them."""

    name: str
    url: str
    numbers: list[int]


@dataclass(frozen=True)
class ChainView:
    links: list[ShownLink]
    taken: int
    given: int
    lines: list[Line]
    total: Line | None
    heading: str

    @property
    def gap_count(self) -> int:
        return sum(1 for link in self.links for gap in link.gaps if gap.number)


def place_url(unit: Organisation) -> str:
    return reverse("reports:chain") if unit.depth == 1 else reverse("reports:chain_of", args=[unit.slug])


def view_of_place(unit: Organisation, heading: str) -> ChainView:
    """The chain of one unit and everything below it, with a line for each unit one step down."""
    facts = read_facts()
    part = part_of(facts, unit.path)
    courses = _courses(facts)
    found = {gap: len(keys) for gap, keys in gaps(part, facts.quizzes).items()}
    found[Gap.IDLE] = idle_people(unit.path, courses).count()
    found[Gap.UNMET] = unmet_posts(unit.path).count()
    numbers = counts(part, facts.quizzes, certified_at(unit.path, courses))
    lines = _lines(unit, facts, courses)
    total = Line(unit.name_short, "", list(numbers.values())) if lines else None
    return ChainView(_links(numbers, found, unit.slug), part.taken, part.given, lines, total, heading)


def view_of_case(case: CasePage, heading: str) -> ChainView:
    """The chain that begins with one case; the gaps are told without lists, there is one case only."""
    facts = read_facts()
    part = part_of_case(facts, case.pk)
    held = certificates(part.courses).order_by().values("holder").distinct().count() if part.uses else 0
    numbers = counts(part, facts.quizzes, held)
    found = {gap: len(keys) for gap, keys in gaps(part, facts.quizzes).items()}
    return ChainView(_links(numbers, found, ""), part.taken, part.given, [], None, heading)


def _courses(facts: Facts) -> frozenset[int]:
    """Every course that teaches with a case of the library."""
    return frozenset(use.course for use in facts.uses)


def keys_of_gap(unit: Organisation, gap: Gap) -> tuple[tuple[int, ...], frozenset[int]]:
    """The keys of what is missing at `unit`, and the courses that teach with cases."""
    facts = read_facts()
    return gaps(part_of(facts, unit.path), facts.quizzes).get(gap, ()), _courses(facts)


def _links(numbers: dict[Link, int], found: dict[Gap, int], place: str) -> list[ShownLink]:
    def gap(kind: Gap, number: int) -> ShownGap:
        return ShownGap(kind.label, number, reverse("reports:gap", args=[place, kind]) if place else "")

    return [
        ShownLink(link, link.label, ICONS[link], number, [gap(*pair) for pair in at_link(found, link)])
        for link, number in numbers.items()
    ]


def _lines(unit: Organisation, facts: Facts, courses: frozenset[int]) -> list[Line]:
    level = Level.TOWN if unit.level == Level.DISTRICT else Level.VILLAGE
    below = list(unit.get_children().filter(Q(is_active=True), level=level))
    people = certified_by(unit.depth + 1, courses) if below else {}
    lines = []
    for place in below:
        part: Part = part_of(facts, place.path)
        numbers = counts(part, facts.quizzes, people.get(place.path, 0))
        lines.append(Line(place.name_short, place_url(place), list(numbers.values())))
    return lines
