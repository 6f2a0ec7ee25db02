"""The list of courses: search, facets with counts, order, pages, and this person's state on every card."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from accounts.enums import Audience
from content.facets import Facet, Option, picked, untouched
from content.finding import found
from content.themes import Theme
from courses.models import CatalogPage, CourseAudience, CoursePage
from courses.outline import CourseOutline, outlines_of
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from learning.studies import Study, standing, studies

PER_PAGE = 24
WORDS_LENGTH = 60


class Need(TextChoices):
    COMPULSORY = "compulsory", _("Compulsory")
    ELECTIVE = "elective", _("Elective")


class Stage(TextChoices):
    NEW = "new", _("Not started")
    STARTED = "started", _("In progress")
    DONE = "done", _("Completed")


GROUPS: dict[str, tuple[object, type[TextChoices]]] = {
    "audience": (pgettext_lazy("facet", "Who it is for"), Audience),
    "need": (_("Compulsory or elective"), Need),
    "theme": (_("Theme"), Theme),
    "progress": (_("My progress"), Stage),
}


@dataclass(frozen=True)
class Wish:
    """What somebody asks the catalog for; the same as its address. Unknown values are dropped."""

    words: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, query: QueryDict) -> "Wish":
        chosen = {
            name: tuple(value for value in choices.values if value in query.getlist(name))
            for name, (_label, choices) in GROUPS.items()
        }
        return cls(words=query.get("q", "").strip()[:WORDS_LENGTH], chosen=chosen)

    def picked(self, name: str) -> tuple[str, ...]:
        return self.chosen.get(name, ())

    def query(self, *, toggle: tuple[str, str] | None = None) -> str:
        """The address of this wish, with one choice added or taken out."""
        pairs = [("q", self.words)] if self.words else []
        every = [(name, value) for name in GROUPS for value in self.picked(name)]
        if toggle:
            every = [pair for pair in every if pair != toggle] if toggle in every else [*every, toggle]
        return urlencode(pairs + every)

    @property
    def empty(self) -> bool:
        return not self.words and not any(self.chosen.values())


@dataclass(frozen=True, slots=True)
class Card:
    """One course as a card. `need` is compulsory, elective or empty when nobody knows for whom."""

    course: CoursePage
    outline: CourseOutline
    need: str = ""
    study: Study | None = None
    enrollment: Enrollment | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A course and what the facets ask of it."""

    course: CoursePage
    audiences: dict[str, bool]
    enrollment: Enrollment | None
    need: str

    def has(self, name: str, values: tuple[str, ...]) -> bool:
        """Whether the course is in one of `values` of a facet; no values means no wish."""
        if not values:
            return True
        if name == "audience":
            return any(value in self.audiences for value in values)
        if name == "need":
            return (self.need or self._need_of_anybody()) in values
        if name == "theme":
            return self.course.theme in values
        return self._stage() in values

    def _need_of_anybody(self) -> str:
        return Need.COMPULSORY if any(self.audiences.values()) else Need.ELECTIVE

    def _stage(self) -> str:
        stages = {EnrollmentStatus.ACTIVE: Stage.STARTED, EnrollmentStatus.COMPLETED: Stage.DONE}
        return stages.get(EnrollmentStatus(self.enrollment.status), Stage.NEW) if self.enrollment else Stage.NEW


@dataclass(frozen=True, slots=True)
class Listing:
    wish: Wish
    page: ListPage
    facets: tuple[Facet, ...]
    cards: list[Card]
    total: int

    @property
    def picked(self) -> list[Option]:
        return picked(self.facets)

    @property
    def suggested(self) -> list[Option]:
        """A few choices worth one touch on a phone."""
        return sorted(
            untouched(self.facets, "need", "theme"), key=lambda option: (option.name != "need", -option.count)
        )[:5]


def listing(*, catalog: CatalogPage, user, query: QueryDict) -> Listing:
    """The catalog as `user` asked for it by `query`. A fixed number of queries, whatever the number of courses."""
    wish = Wish.read(query)
    courses = live_courses(catalog)
    viewpoint = wish.picked("audience") or ((user.audience,) if getattr(user, "audience", "") else ())
    entries = _entries(courses, user, viewpoint)
    if wish.words:
        hits = _paths_with(catalog, wish.words)
        entries = [entry for entry in entries if entry.course.path in hits]
    shown = [entry for entry in entries if all(entry.has(name, wish.picked(name)) for name in GROUPS)]
    shown.sort(key=lambda entry: entry.need != Need.COMPULSORY)  # stable: else the catalog's own order
    page = Paginator(shown, PER_PAGE).get_page(query.get("page"))
    facets = tuple(_facets(wish, entries, user))
    return Listing(wish=wish, page=page, facets=facets, cards=_cards(page.object_list), total=len(shown))


def live_courses(catalog: CatalogPage | None = None) -> list[CoursePage]:
    """Published courses in the catalog's order, without their long texts. One query."""
    courses = CoursePage.objects.live().select_related("outline_state").defer("aims", "search_description")
    return list((courses.child_of(catalog) if catalog else courses).order_by("path"))


def cards_for(courses: Iterable[CoursePage], user) -> list[Card]:
    """Cards of `courses`, in their order, as `user` sees them."""
    viewpoint = (user.audience,) if getattr(user, "audience", "") else ()
    return _cards(_entries(list(courses), user, viewpoint))


def compulsory_for(user, courses: Iterable[CoursePage]) -> set[int]:
    """Ids of those of `courses` that are compulsory for people like `user`. One query."""
    if not getattr(user, "audience", ""):
        return set()
    rows = CourseAudience.objects.filter(course__in=list(courses), audience=user.audience, compulsory=True)
    return set(rows.values_list("course_id", flat=True))


def _entries(courses: list[CoursePage], user, viewpoint: tuple[str, ...]) -> list[Entry]:
    audiences: dict[int, dict[str, bool]] = {course.pk: {} for course in courses}
    for course_id, audience, compulsory in CourseAudience.objects.filter(course__in=courses).values_list(
        "course_id", "audience", "compulsory"
    ):
        audiences[course_id][audience] = compulsory
    mine = standing(user, courses)
    return [
        Entry(course, audiences[course.pk], mine.get(course.pk), _need(audiences[course.pk], viewpoint))
        for course in courses
    ]


def _need(audiences: dict[str, bool], viewpoint: tuple[str, ...]) -> str:
    if not viewpoint:
        return ""
    return Need.COMPULSORY if any(audiences.get(value) for value in viewpoint) else Need.ELECTIVE


def _paths_with(catalog: CatalogPage, words: str) -> set[str]:
    """Tree paths of the courses that are found by `words`, or have a unit with them in its title. Two queries."""
    courses = found(CoursePage.objects.live().child_of(catalog), words)
    units = Page.objects.live().filter(path__startswith=catalog.path, depth=catalog.depth + 3)
    titled = found(units, words, fields=["title"]).values_list("path", flat=True)
    return {*courses.values_list("path", flat=True), *(path[: -2 * Page.steplen] for path in titled)}


def _facets(wish: Wish, entries: list[Entry], user) -> Iterable[Facet]:
    for name, (label, choices) in GROUPS.items():
        if name == "progress" and not user.is_authenticated:
            continue
        rest = [other for other in GROUPS if other != name]
        pool = [entry for entry in entries if all(entry.has(other, wish.picked(other)) for other in rest)]
        options = []
        for value, words in choices.choices:
            chosen = value in wish.picked(name)
            count = sum(entry.has(name, (value,)) for entry in pool)
            if count or chosen or name in ("need", "progress"):
                options.append(Option(name, value, str(words), count, chosen, wish.query(toggle=(name, value))))
        yield Facet(name, str(label), tuple(options))


def _cards(entries: Iterable[Entry]) -> list[Card]:
    entries = list(entries)
    outlines = outlines_of(entry.course for entry in entries)
    reading = [entry.enrollment for entry in entries if entry.enrollment and entry.enrollment.may_read]
    by_course = {study.course.pk: study for study in studies(reading)}
    return [
        Card(entry.course, outlines[entry.course.pk], entry.need, by_course.get(entry.course.pk), entry.enrollment)
        for entry in entries
    ]
