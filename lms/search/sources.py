"""What the search page searches in: one `Source` a tab. A new kind of content is one more line in `SOURCES`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, TextChoices
from django.db.models.functions import Left, Length
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from accounts.enums import Audience
from cases.enums import Outcome, PlaceType
from cases.models import CasePage
from content.themes import Theme
from courses.models import CourseAudience, CoursePage, LessonPage, ModulePage
from learning.access import readable
from learning.models import Enrollment
from learning.queries import course_path_of
from lms.models import HelpIndexPage, HelpPage
from lms.search.entries import texts_of
from practice.models import BrandIndexPage, BrandPage

Narrow = Callable[[QuerySet, tuple[str, ...], object], QuerySet]


@dataclass(frozen=True, slots=True)
class Filter:
    """Choices that narrow one tab. `narrow(pages, values, user)` takes what was ticked; `used()` names the values that
    anything has, so that nobody is offered a choice without a result."""

    name: str
    label: object
    choices: type[TextChoices]
    narrow: Narrow
    used: Callable[[], Iterable[str]] | None = None
    for_members: bool = False


def public_texts(pages: list[Page], user) -> dict[int, list[str]]:
    """All that is searched in a page may be quoted: right for content whose every searched field is public."""
    return {page.pk: texts_of(page) for page in pages}


def nowhere(pages: list[Page]) -> dict[int, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of pages that can be found.

    `pages(user)` are those the person may know of, never a draft; `texts` what may be quoted to this person of each,
    by page id; `places` where each stands, in words.
    """

    key: str
    label: object
    pages: Callable[[object], QuerySet]
    texts: Callable[[list[Page], object], dict[int, list[str]]] = public_texts
    places: Callable[[list[Page]], dict[int, str]] = nowhere
    filters: tuple[Filter, ...] = ()


class Mine(TextChoices):
    MINE = "mine", _("In my courses")


def courses_for(user) -> QuerySet:
    return CoursePage.objects.live().public()


def lessons_for(user) -> QuerySet:
    """Lessons of live courses; a lesson stays "live" when the course above it is taken down."""
    above = Length("path") - Page.steplen
    lessons = LessonPage.objects.live().public()
    lessons = lessons.annotate(module_path=Left("path", above), course_path=Left("path", above - Page.steplen))
    modules, courses = ModulePage.objects.live(), CoursePage.objects.live()
    return lessons.filter(module_path__in=modules.values("path"), course_path__in=courses.values("path"))


def lesson_texts(pages: list[Page], user) -> dict[int, list[str]]:
    """Title and summary of a lesson are public with its course; its text is quoted only to whoever may open it now."""
    open_to_them = readable(user, pages)
    return {page.pk: texts_of(page) if page.pk in open_to_them else [page.summary] for page in pages}


def courses_of_lessons(pages: list[Page]) -> dict[int, str]:
    paths = {page.pk: course_path_of(page) for page in pages}
    titles = dict(CoursePage.objects.filter(path__in=set(paths.values())).values_list("path", "title"))
    return {pk: titles.get(path, "") for pk, path in paths.items()}


def _by_theme(pages: QuerySet, values: tuple[str, ...], user) -> QuerySet:
    if pages.model is CoursePage:
        return pages.filter(theme__in=values)
    return pages.filter(course_path__in=CoursePage.objects.filter(theme__in=values).values("path"))


def help_for(user) -> QuerySet:
    """Pages of help below a live index; which reader a page is written for hides it from nobody."""
    pages = HelpPage.objects.live().public().annotate(above=Left("path", Length("path") - Page.steplen))
    return pages.filter(above__in=HelpIndexPage.objects.live().values("path"))


def readers_of_help(pages: list[Page]) -> dict[int, str]:
    return {page.pk: str(page.get_reader_display()) for page in pages}


def cases_for(user) -> QuerySet:
    return CasePage.objects.in_library()


def brands_for(user) -> QuerySet:
    """Live brands below a live index."""
    pages = BrandPage.objects.live().public().annotate(above=Left("path", Length("path") - Page.steplen))
    return pages.filter(above__in=BrandIndexPage.objects.live().values("path"))


def towns_of_brands(pages: list[Page]) -> dict[int, str]:
    towns = BrandPage.objects.filter(pk__in=[page.pk for page in pages]).values_list("pk", "town__name_short")
    return dict(towns)


def _cases_by(field: str) -> Narrow:
    def narrow(pages: QuerySet, values: tuple[str, ...], user) -> QuerySet:
        return pages.filter(**{f"{field}__in": values})

    return narrow


def _used_in_cases(field: str) -> Callable[[], set[str]]:
    return lambda: set(CasePage.objects.in_library().order_by().values_list(field, flat=True))


def _by_audience(pages: QuerySet, values: tuple[str, ...], user) -> QuerySet:
    return pages.filter(pk__in=CoursePage.objects.filter(audiences__audience__in=values).values("pk"))


def _of_my_courses(pages: QuerySet, values: tuple[str, ...], user) -> QuerySet:
    mine = Enrollment.objects.reading().filter(learner=user.pk)
    return pages.filter(course_path__in=mine.values("course__path"))


def _used_themes() -> set[str]:
    return set(CoursePage.objects.live().order_by().values_list("theme", flat=True))


def _used_audiences() -> set[str]:
    return set(CourseAudience.objects.filter(course__live=True).order_by().values_list("audience", flat=True))


THEME = Filter("theme", _("Theme"), Theme, _by_theme, _used_themes)
AUDIENCE = Filter("audience", pgettext_lazy("facet", "Who it is for"), Audience, _by_audience, _used_audiences)
SOURCES: list[Source] = [
    Source("courses", _("Courses"), courses_for, filters=(THEME, AUDIENCE)),
    Source(
        "lessons", pgettext_lazy("tab of search", "Lessons"), lessons_for, lesson_texts, courses_of_lessons,
        filters=(Filter("mine", _("My courses"), Mine, _of_my_courses, for_members=True), THEME),
    ),
    Source(
        "cases", _("Cases"), cases_for,
        filters=(
            Filter("theme", _("Theme"), Theme, _cases_by("theme"), _used_in_cases("theme")),
            Filter("place", _("Kind of place"), PlaceType, _cases_by("place_type"), _used_in_cases("place_type")),
            Filter("outcome", _("Did it work?"), Outcome, _cases_by("outcome"), _used_in_cases("outcome")),
        ),
    ),
    Source("brands", _("Town brands"), brands_for, places=towns_of_brands),
    Source("help", _("Help"), help_for, places=readers_of_help),
]  # fmt: skip
