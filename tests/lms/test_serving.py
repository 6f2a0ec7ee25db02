"""Pages by their stored address: the quick way decides nothing that Wagtail's way would decide otherwise."""

import datetime
import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from tests import factories

pytestmark = pytest.mark.django_db


def test_an_expired_page_says_so_and_leads_to_the_course(client):
    course, (lesson, _) = factories.course_with_lessons(2)
    lesson.expire_at = timezone.now() - datetime.timedelta(days=1)
    lesson.save_revision().publish()
    call_command("publish_scheduled", verbosity=0)
    response = client.get(lesson.url)
    text = response.content.decode()
    assert response.status_code == 410
    assert lesson.title in text
    assert course.url in text


def test_a_draft_that_never_was_public_is_simply_not_there(client):
    course = factories.course()
    course.unpublish()
    type(course).objects.filter(pk=course.pk).update(first_published_at=None)
    response = client.get(course.url)
    assert response.status_code == 404
    assert course.title not in response.content.decode()


def test_an_unknown_address_is_not_found(client):
    factories.catalog()
    assert client.get("/courses/nichts/").status_code == 404


def test_with_several_sites_wagtail_decides(client):
    course, _ = factories.course_with_lessons(1)
    Site.objects.create(hostname="second.example", root_page=course)
    assert client.get("/courses/").status_code == 200
    assert client.get("/courses/", headers={"host": "second.example"}).status_code == 404


@pytest.mark.parametrize("lessons", [1, 3])
def test_a_course_page_takes_four_queries_for_a_stranger(client, lessons, django_assert_max_num_queries):
    course, _ = factories.course_with_lessons(lessons)
    client.get(course.url)
    with django_assert_max_num_queries(4):
        assert client.get(course.url).status_code == 200


def test_a_course_drawn_for_strangers_gives_each_a_token_of_their_own(client):
    course, _ = factories.course_with_lessons(1)
    pages = [client.get(course.url).content.decode(), Client().get(course.url).content.decode()]
    tokens = [re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page) for page in pages]
    assert "token-of-this-visitor" not in "".join(pages)
    assert tokens[0][0] != tokens[1][0]


def test_a_change_of_the_course_shows_to_strangers_at_once(client):
    course, (lesson,) = factories.course_with_lessons(1)
    client.get(course.url)
    lesson.title = "换了标题的课时"
    lesson.save_revision().publish()
    assert "换了标题的课时" in client.get(course.url).content.decode()


def test_a_restricted_course_is_not_shown_from_memory(client):
    course, _ = factories.course_with_lessons(1)
    client.get(course.url)
    PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(course.url).status_code == 302
