"""Brands as their pages show them: one with its criteria and history, and all towns side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.enums import UnitType
from accounts.models import Organisation
from cases.enums import Element
from cases.models import CasePage
from content.themes import Theme
from courses.models import CoursePage
from practice.counting import figures_of
from practice.enums import STAGE_ORDER, BrandStage
from practice.maturity import FIGURES, Verdict, next_stage, verdicts
from practice.models import (
    BrandActor,
    BrandPage,
    BrandReview,
    CriterionSignature,
    MaturityRule,
    Replication,
    StageChange,
)
from practice.services.brands import rule_in_force

# What the index compares; the rest stands on the page of the brand.
COMPARED = ("cases", "trained", "begun", "confirmed")
SHOWN_ADOPTIONS = 20


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion on the page: met or not, counted or signed, and by whom it was signed (a function, no name)."""

    verdict: Verdict
    signature: CriterionSignature | None


@dataclass(frozen=True, slots=True)
class StageView:
    stage: BrandStage
    label: str | Promise
    mark: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class BrandView:
    """Everything the page of a brand shows."""

    page: BrandPage
    rule: MaturityRule | None
    stages: list[StageView]
    figures: list[tuple[str | Promise, int]]
    takings: list[tuple[Element, list[BrandActor]]]
    cases: list[CasePage]
    courses: list[CoursePage]
    adoptions: list[Replication]
    history: list[StageChange]
    reviews: list[BrandReview]

    @property
    def next_stage(self) -> BrandStage | None:
        return next_stage(self.page.stage)


def brand_view(page: BrandPage) -> BrandView:
    """Gather `page`; a fixed number of queries however many cases and adoptions there are."""
    saved = page.pk is not None
    rule = rule_in_force()
    figures = figures_of([page])[page.pk] if saved else dict.fromkeys(FIGURES, 0)
    standing = {one.criterion: one for one in page.signatures.filter(withdrawn_at=None)} if saved else {}
    cases = [link.case_id for link in page.brand_cases.all()]
    courses = [link.course_id for link in page.brand_courses.all()]
    actors = list(page.actors.all())
    return BrandView(
        page=page,
        rule=rule,
        stages=stages_of(page, rule, figures, standing),
        figures=[(FIGURES[name], figures[name]) for name in FIGURES if name not in ("actors", "courses")],
        takings=[(one, found) for one in Element if (found := [actor for actor in actors if actor.element == one])],
        cases=list(CasePage.objects.in_library().filter(pk__in=cases).select_related("organisation")),
        courses=list(CoursePage.objects.live().public().filter(pk__in=courses)),
        adoptions=_adoptions(cases),
        history=list(page.stage_changes.order_by("-at", "-pk")) if saved else [],
        reviews=list(page.reviews.all()) if saved else [],
    )


def _adoptions(cases: list[int]) -> list[Replication]:
    rows = Replication.objects.public().filter(case__in=cases).select_related("case", "adopter", "town")
    return list(rows.order_by("-begun_on", "-pk")[:SHOWN_ADOPTIONS])


def stages_of(
    page: BrandPage,
    rule: MaturityRule | None,
    figures: Mapping[str, int],
    standing: Mapping[str, CriterionSignature],
) -> list[StageView]:
    """The way from seed to exporting with the criteria of each stage."""
    found = verdicts(rule.criteria, figures, standing) if rule else []
    at = STAGE_ORDER.index(BrandStage(page.stage))
    return [
        StageView(
            stage, stage.label, "done" if number < at else "here" if number == at else "open",
            tuple(Criterion(one, standing.get(one.key)) for one in found if one.stage == stage),
        )
        for number, stage in enumerate(STAGE_ORDER)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TownLine:
    """One town of the index: its brands with the compared figures; a town without one stands there all the same."""

    town: Organisation
    brands: tuple[tuple[BrandPage, tuple[int, ...]], ...]


@dataclass(frozen=True)
class BrandListing:
    """All towns, like with like: subdistricts beside subdistricts, towns beside towns, in the district's own order."""

    groups: list[tuple[str | Promise, list[TownLine]]]
    headings: tuple[str | Promise, ...]
    themes: list[tuple[str, str | Promise]]
    stages: list[tuple[str, str | Promise]]
    theme: str
    stage: str
    count: int

    @property
    def is_narrowed(self) -> bool:
        return bool(self.theme or self.stage)


def brand_listing(asked: Mapping[str, str]) -> BrandListing:
    """The index as `asked` for by the address; what is not understood is passed over. Seven queries and the towns."""
    everything = list(BrandPage.objects.live().public().filter(until=None).select_related("town", "cover"))
    theme = asked.get("theme", "") if asked.get("theme", "") in Theme.values else ""
    stage = asked.get("stage", "") if asked.get("stage", "") in BrandStage.values else ""
    brands = [one for one in everything if theme in ("", one.theme) and stage in ("", one.stage)]
    figures = figures_of(brands)
    towns = Organisation.objects.towns().filter(is_active=True).order_by("sort_order", "pk")
    lines = [
        TownLine(
            town,
            tuple((one, tuple(figures[one.pk][name] for name in COMPARED)) for one in brands if one.town_id == town.pk),
        )
        for town in towns
    ]
    if theme or stage:
        lines = [line for line in lines if line.brands]
    used = {one.theme for one in everything}
    return BrandListing(
        groups=_alike(lines),
        headings=tuple(FIGURES[name] for name in COMPARED),
        themes=[(key, label) for key, label in Theme.choices if key in used],
        stages=list(BrandStage.choices),
        theme=theme,
        stage=stage,
        count=len(brands),
    )


def _alike(lines: list[TownLine]) -> list[tuple[str | Promise, list[TownLine]]]:
    kinds = dict(UnitType.choices)
    order = list(dict.fromkeys(line.town.unit_type for line in lines))
    return [(kinds[kind], [line for line in lines if line.town.unit_type == kind]) for kind in order]
