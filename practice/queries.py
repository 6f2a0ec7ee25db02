"""What is read of replications for more than one page."""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.models import CasePage
from practice.enums import PartKind
from practice.lineage import MOST_GENERATIONS, Link, Node, generations, grow, origin_of, size
from practice.models import Replication


@dataclass(frozen=True, slots=True)
class Family:
    """The family a case belongs to: `root` is where the practice began, `nodes` what others made of it."""

    root: CasePage
    nodes: tuple[Node, ...]

    @property
    def generations(self) -> int:
        return generations(self.nodes)

    @property
    def size(self) -> int:
        return size(self.nodes)


def family_of(case: CasePage) -> Family | None:
    """The family of a public case; None when nobody took it over and it was taken over from nobody.

    Two queries for each generation that is there.
    """
    origin = origin_of(case.pk, _ancestors(case))
    links: list[Link] = []
    waiting = {origin}
    for _generation in range(MOST_GENERATIONS):
        found = _links(waiting)
        links += found
        waiting = {link.new_case for link in found if link.new_case is not None} - {link.case for link in links}
        if not waiting:
            break
    if not links:
        return None
    root = case if origin == case.pk else CasePage.objects.select_related("organisation").get(pk=origin)
    return Family(root, grow(origin, links))


def _ancestors(case: CasePage) -> dict[int, int]:
    """From which case each was taken over, upwards from `case`, as far as readers can read it."""
    found: dict[int, int] = {}
    at = case.pk
    for _generation in range(MOST_GENERATIONS):
        before = (
            Replication.objects.public()
            .filter(submission__case=at)
            .order_by("pk")
            .values_list("case", flat=True)
            .first()
        )
        if before is None or before in found:
            break
        found[at] = before
        at = before
    return found


def _links(cases: Iterable[int]) -> list[Link]:
    rows = (
        Replication.objects.public()
        .filter(case__in=cases)
        .select_related("adopter", "town", "submission__case")
        .prefetch_related("parts")
        .order_by("begun_on", "pk")
    )
    return [Link(row.pk, row.case_id, _new_case(row), row) for row in rows]


def _new_case(row: Replication) -> int | None:
    grown = row.submission.case if row.submission else None
    return grown.pk if grown is not None and grown.live else None


def what_changed(row: Replication) -> str:
    """The first thing that was done differently, in a few words; of a stopped one, why it was."""
    if row.stop_reason:
        return str(row.get_stop_reason_display())
    for part in row.parts.all():
        if part.kind == PartKind.CHANGE:
            return f"{part.what}：{part.how}" if part.how else part.what
    return ""
