"""The outline of a course: its modules and live units, in order, without any learner in it. Cached by version."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import F, Q
from wagtail.models import Page

from content.shelf import Shelf
from courses.models import CourseOutlineVersion, CoursePage, ModulePage, UnitPage

_outlines = Shelf(size=1000)


@dataclass(frozen=True, slots=True)
class OutlineUnit:
    """One live unit. `number` counts units of its kind through the course, from 1; `url` is its address."""

    id: int
    title: str
    kind: str
    number: int
    minutes: int
    compulsory: bool
    url: str
    opens_on: datetime.date | None
    prerequisite_id: int | None


@dataclass(frozen=True, slots=True)
class OutlineModule:
    title: str
    units: tuple[OutlineUnit, ...]


@dataclass(frozen=True, slots=True)
class CourseOutline:
    course_id: int
    url: str
    modules: tuple[OutlineModule, ...]

    @property
    def units(self) -> tuple[OutlineUnit, ...]:
        return tuple(unit for module in self.modules for unit in module.units)

    @property
    def compulsory_ids(self) -> frozenset[int]:
        return frozenset(unit.id for unit in self.units if unit.compulsory)

    @property
    def lesson_count(self) -> int:
        return sum(unit.kind == "lesson" for unit in self.units)

    @property
    def minutes(self) -> int:
        return sum(unit.minutes for unit in self.units)

    def unit(self, unit_id: int) -> OutlineUnit | None:
        return next((unit for unit in self.units if unit.id == unit_id), None)

    def neighbours(self, unit_id: int) -> tuple[OutlineUnit | None, OutlineUnit | None]:
        """The units before and after, None at the ends."""
        units = self.units
        index = next((i for i, unit in enumerate(units) if unit.id == unit_id), None)
        if index is None:
            return None, None
        return (units[index - 1] if index else None), (units[index + 1] if index + 1 < len(units) else None)


def outline_of(course: CoursePage) -> CourseOutline:
    """The outline of `course`, from the cache when its version is known.

    Load the course with `select_related("outline_state")` to spare the query for the version.
    """
    return outlines_of([course])[course.pk]


def outlines_of(courses: Iterable[CoursePage]) -> dict[int, CourseOutline]:
    """Outlines of many courses by course id; what the cache lacks is read together, in a fixed number of queries."""
    courses = list(courses)
    keys = {course.pk: _cache_key(course) for course in courses}
    found = {pk: _outlines.find(key) for pk, key in keys.items() if key}
    found = {pk: outline for pk, outline in found.items() if outline is not None}
    missing = [course for course in courses if course.pk not in found]
    if missing:
        built = build_outlines(missing)
        found |= built
        for pk, outline in built.items():
            if keys[pk]:
                _outlines.put(keys[pk], outline)
    return found


def _cache_key(course: CoursePage) -> str:
    """Changes with what is live in the course; empty when no version was counted yet."""
    state = getattr(course, "outline_state", None)
    return f"outline:{course.pk}:{state.version}" if state else ""


def build_outline(course: CoursePage) -> CourseOutline:
    return build_outlines([course])[course.pk]


def build_outlines(courses: Iterable[CoursePage]) -> dict[int, CourseOutline]:
    """Read outlines from the tree: one query for modules, one for units, one more per kind of unit."""
    courses = list(courses)
    below = reduce(or_, (Q(path__startswith=course.path) for course in courses), Q(pk__in=[]))
    depth = courses[0].depth if courses else 0
    modules = list(ModulePage.objects.filter(below).live().filter(depth=depth + 1).order_by("path"))
    pages = Page.objects.filter(below).live().filter(depth=depth + 2).order_by("path").specific()
    units: dict[str, list[UnitPage]] = {module.path: [] for module in modules}
    for page in pages:
        parent = page.path[: -page.steplen]
        if isinstance(page, UnitPage) and parent in units:
            units[parent].append(page)
    return {
        course.pk: _assemble(course, [m for m in modules if m.path.startswith(course.path)], units)
        for course in courses
    }


def _assemble(course: CoursePage, modules: list[ModulePage], units: dict[str, list[UnitPage]]) -> CourseOutline:
    counts: dict[str, int] = {}
    made = []
    for module in modules:
        rows = []
        for page in units[module.path]:
            counts[page.unit_kind] = counts.get(page.unit_kind, 0) + 1
            rows.append(
                OutlineUnit(
                    id=page.pk, title=page.title, kind=page.unit_kind, number=counts[page.unit_kind],
                    minutes=page.minutes, compulsory=page.compulsory, url=page.url or "", opens_on=page.opens_on,
                    prerequisite_id=page.prerequisite_id,
                )
            )  # fmt: skip
        made.append(OutlineModule(title=module.title, units=tuple(rows)))
    return CourseOutline(course_id=course.pk, url=course.url or "", modules=tuple(made))


def raise_version(*, page: Page) -> None:
    """Note that the live content of the course around `page` changed. Cheap, and safe to call too often."""
    course = CoursePage.objects.ancestor_of(page, inclusive=True).first()
    if course is None:
        return
    with transaction.atomic():
        changed = CourseOutlineVersion.objects.filter(course=course).update(version=F("version") + 1)
        if not changed:
            CourseOutlineVersion.objects.get_or_create(course=course, defaults={"version": 1})
