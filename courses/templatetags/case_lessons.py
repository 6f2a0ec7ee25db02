"""Where a case is used: the lessons that refer to it."""

from dataclasses import dataclass

from django import template
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from courses.models import CoursePage, LessonPage

register = template.Library()
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Use:
    """A lesson that shows the case, and the title of its course."""

    url: str
    title: str
    course: str


@register.simple_tag
def lessons_with(case: Page) -> list[Use]:
    """Live lessons of live courses whose text refers to `case`, in the order of the catalog. Three queries at most."""
    if case.pk is None:
        return []
    pages = ContentType.objects.get_for_model(Page)
    named = ReferenceIndex.get_references_to(case).filter(base_content_type=pages).values_list("object_id", flat=True)
    ids = {int(key) for key in named if key.isdigit()}
    lessons = list(LessonPage.objects.live().filter(pk__in=ids).order_by("path")) if ids else []
    if not lessons:
        return []
    above = {lesson.path[: -Page.steplen * up] for lesson in lessons for up in (1, 2)}
    live = {page.path: page for page in Page.objects.live().filter(path__in=above)}
    found = []
    for lesson in lessons:
        module, course = (live.get(lesson.path[: -Page.steplen * up]) for up in (1, 2))
        if module is not None and course is not None and course.cached_content_type.model_class() is CoursePage:
            found.append(Use(lesson.url, lesson.title, course.title))
    return found[:SHOWN]
