"""Up to four cases next to each other: the same questions in the same order, each answered by every case."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import ConditionKind
from cases.library import chosen
from cases.models import CasePage
from cases.showing import CaseView, case_view

LETTERS = "ABCD"
PARTS = ("actors", "steps", "resources", "indicators", "conditions", "themes")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one case answers; `template` draws it, `empty` where the case says nothing."""

    letter: str
    view: CaseView
    empty: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One question; `key` names the way its answers are drawn."""

    key: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    letter: str
    view: CaseView
    others: str  # the address without this case


def _conditions(kind: ConditionKind) -> Callable[[CaseView], bool]:
    return lambda view: any(group.kind == kind for group in view.conditions)


# Key of a line → its label, and whether a case has anything to say there.
QUESTIONS: tuple[tuple[str, str | Promise, Callable[[CaseView], bool]], ...] = (
    ("place", _("Place and unit"), lambda view: True),
    ("summary", _("In short"), lambda view: bool(view.page.summary)),
    ("level", _("Evidence level"), lambda view: True),
    ("outcome", pgettext_lazy("facet", "Did it work?"), lambda view: True),
    ("changes", _("Before and after"), lambda view: bool(view.changes)),
    ("elements", _("Five-society elements"), lambda view: bool(view.takings)),
    ("steps", _("Steps"), lambda view: bool(view.page.steps.all())),
    ("cost", pgettext_lazy("facet", "Cost"), lambda view: True),
    ("needed", ConditionKind.NEEDED.label, _conditions(ConditionKind.NEEDED)),
    ("helpful", ConditionKind.HELPFUL.label, _conditions(ConditionKind.HELPFUL)),
    ("blocking", ConditionKind.BLOCKING.label, _conditions(ConditionKind.BLOCKING)),
    ("difficulties", _("Difficulties"), lambda view: bool(view.page.difficulties)),
)


def columns(slugs: tuple[str, ...]) -> list[Column]:
    """The public cases of these addresses with their parts, in their order. A fixed number of queries."""
    cases = chosen(slugs, with_parts)
    rest = {case.pk: "&".join(f"c={other.slug}" for other in cases if other.pk != case.pk) for case in cases}
    return [
        Column(letter, case_view(case, proven=False), rest[case.pk])
        for letter, case in zip(LETTERS, cases, strict=False)
    ]


def with_parts(cases: QuerySet[CasePage]) -> QuerySet[CasePage]:
    return cases.select_related("town", "organisation").prefetch_related(*PARTS)


def lines(shown: list[Column]) -> list[Line]:
    """The questions that at least one of the cases answers."""
    found = []
    for key, label, says in QUESTIONS:
        cells = tuple(Cell(column.letter, column.view, not says(column.view)) for column in shown)
        if any(not cell.empty for cell in cells):
            found.append(Line(key, str(label), cells))
    return found
