"""Which lessons use a case: read from the reference index, live lessons of live courses only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from courses.templatetags.case_lessons import lessons_with
from tests import factories
from tests.cases.library_builders import case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_up")]


def body_with(page) -> list[dict]:
    return [{"type": "rich_text", "id": "t1", "value": f'<p>看<a linktype="page" id="{page.pk}">这篇案例</a>。</p>'}]


def test_live_lessons_of_live_courses_are_named(client):
    page = case()
    course = factories.course("议事")
    module = factories.module(course)
    factories.lesson(module, "议事流程六步", body=body_with(page))
    factories.lesson(module, "不相干的课时")
    factories.lesson(module, "撤下的课时", body=body_with(page)).unpublish()
    closed = factories.course("下架的课程", code="C2")
    factories.lesson(factories.module(closed), "下架课程里的课时", body=body_with(page))
    Page.objects.filter(pk=closed.pk).update(live=False)
    assert [(use.title, use.course) for use in lessons_with(page)] == [("议事流程六步", "议事")]
    html = client.get(page.url).content.decode()
    assert "用在课里" in html
    assert "下架课程里" not in html


def test_a_case_in_no_lesson_says_nothing_of_lessons(client):
    assert lessons_with(case()) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_lesson_and_three(rows):
    page = case()
    module = factories.module(factories.course())
    for number in range(rows):
        factories.lesson(module, f"课时{number}", body=body_with(page))
    lessons_with(page)
    with CaptureQueriesContext(connection) as sent:
        assert len(lessons_with(page)) == rows
    assert len(sent) == 3, [query["sql"][:80] for query in sent]
