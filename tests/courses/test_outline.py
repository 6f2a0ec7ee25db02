"""The outline: order, numbering, and a constant number of queries."""

import pytest

from courses.models import CoursePage
from courses.outline import build_outline, outline_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("lessons", [1, 3])
def test_building_the_outline_takes_the_same_queries_however_long_the_course(lessons, django_assert_num_queries):
    course, _ = factories.course_with_lessons(lessons)
    course = CoursePage.objects.get(pk=course.pk)
    course.url  # noqa: B018  warms Wagtail's cache of site roots
    with django_assert_num_queries(3):
        outline = build_outline(course)
    assert [unit.number for unit in outline.units] == list(range(1, lessons + 1))


def test_an_unpublished_unit_leaves_the_outline_at_once():
    course, (first, second) = factories.course_with_lessons(2)
    assert [unit.id for unit in outline_of(course).units] == [first.pk, second.pk]
    first.unpublish()
    assert [unit.id for unit in outline_of(CoursePage.objects.get(pk=course.pk)).units] == [second.pk]


def test_neighbours_are_none_at_the_ends():
    course, (first, second) = factories.course_with_lessons(2)
    outline = outline_of(course)
    assert outline.neighbours(first.pk) == (None, outline.unit(second.pk))
    assert outline.neighbours(second.pk) == (outline.unit(first.pk), None)
