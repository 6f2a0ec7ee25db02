"""The outline of a course: its modules and live units, in order, without any learner in it. Cached by version."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from wagtail.models import Page

from courses.models import CourseOutlineVersion, CoursePage, ModulePage, UnitPage


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
    opens_on: object
    prerequisite_id: int | None


@dataclass(frozen=True, slots=True)
class OutlineModule:
    title: str
    units: tuple[OutlineUnit, ...]


@dataclass(frozen=True, slots=True)
class CourseOutline:
    course_id: int
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
    state = getattr(course, "outline_state", None)
    version = state.version if state else 0
    key = f"outline:{course.pk}:{version}"
    outline = cache.get(key) if version else None
    if outline is None:
        outline = build_outline(course)
        if version:
            cache.set(key, outline, 3600)
    return outline


def build_outline(course: CoursePage) -> CourseOutline:
    """Read the outline from the tree: one query for modules, one for units, one more per kind of unit."""
    modules = list(ModulePage.objects.child_of(course).live().order_by("path"))
    pages = Page.objects.descendant_of(course).live().filter(depth=course.depth + 2).order_by("path").specific()
    units = [page for page in pages if isinstance(page, UnitPage)]
    counts: dict[str, int] = {}
    rows: dict[str, list[OutlineUnit]] = {module.path: [] for module in modules}
    for page in units:
        parent = page.path[: -page.steplen]
        if parent not in rows:
            continue
        counts[page.unit_kind] = counts.get(page.unit_kind, 0) + 1
        rows[parent].append(
            OutlineUnit(
                id=page.pk, title=page.title, kind=page.unit_kind, number=counts[page.unit_kind], minutes=page.minutes,
                compulsory=page.compulsory, url=page.url or "", opens_on=page.opens_on,
                prerequisite_id=page.prerequisite_id,
            )
        )  # fmt: skip
    return CourseOutline(
        course_id=course.pk,
        modules=tuple(OutlineModule(title=module.title, units=tuple(rows[module.path])) for module in modules),
    )


def raise_version(*, page: Page) -> None:
    """Note that the live content of the course around `page` changed. Cheap, and safe to call too often."""
    course = CoursePage.objects.ancestor_of(page, inclusive=True).first()
    if course is None:
        return
    with transaction.atomic():
        changed = CourseOutlineVersion.objects.filter(course=course).update(version=F("version") + 1)
        if not changed:
            CourseOutlineVersion.objects.get_or_create(course=course, defaults={"version": 1})
