"""Copying a course with everything below it."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from courses.models import CourseOutlineVersion, CoursePage, CourseTeamMember, LessonPage, ModulePage
from courses.services.copies import free_code
from tests import factories
from tests.courses import builders

pytestmark = pytest.mark.django_db


def copy(client, course, **changes):
    data = {
        "new_title": f"{course.title}（副本）", "new_slug": f"{course.slug}-2",
        "new_parent_page": course.get_parent().pk,
        "copy_subpages": "on", "publish_copies": "on", "alias": "on",
    }  # fmt: skip
    return client.post(reverse("wagtailadmin_pages:copy", args=[course.pk]), data | changes)


def test_a_copy_is_a_draft_with_all_parts_and_a_code_of_its_own(login):
    user = factories.person(None, Role.AUTHOR)
    course = factories.course(code="C1")
    factories.lesson(factories.module(course), body=[builders.self_check()])
    CourseTeamMember.objects.create(course=course, user=factories.person())
    course = CoursePage.objects.get(pk=course.pk)
    versions = CourseOutlineVersion.objects.count()
    assert copy(login(user), course).status_code == 302
    made = CoursePage.objects.exclude(pk=course.pk).get()
    assert (made.live, made.code, made.slug) == (False, "C1B", f"{course.slug}-2")
    assert made.get_latest_revision_as_object().code == "C1B"
    assert made.title == f"{course.title}（副本）"
    assert list(made.team.all()) == []
    module = ModulePage.objects.child_of(made).get()
    lesson = LessonPage.objects.child_of(module).get()
    assert (module.live, lesson.live) == (False, False)
    assert [block.block_type for block in lesson.body] == ["self_check"]
    assert lesson.alias_of_id is None
    assert CourseOutlineVersion.objects.count() == versions
    assert CourseOutlineVersion.objects.filter(course=made).count() == 0


def test_the_copy_of_a_team_member_belongs_to_the_copiers_unit(login):
    user = factories.person(None, Role.AUTHOR)
    course = factories.course("邻课", at=factories.unit("nancun"), code="N1")
    CourseTeamMember.objects.create(course=course, user=user)
    copy(login(user), CoursePage.objects.get(pk=course.pk))
    made = CoursePage.objects.exclude(pk=course.pk).get()
    assert made.organisation.slug == "shiqi"
    assert made.get_latest_revision_as_object().organisation.slug == "shiqi"


def test_a_strangers_course_is_not_copied(login):
    course = factories.course("邻课", at=factories.unit("nancun"), code="N1")
    copy(login(factories.person(None, Role.AUTHOR)), CoursePage.objects.get(pk=course.pk))
    assert CoursePage.objects.get() == course


def test_the_copy_form_offers_neither_publishing_nor_following(login):
    course = factories.course()
    client = login(factories.person(factories.district(), Role.DISTRICT_ADMIN))
    fields = client.get(reverse("wagtailadmin_pages:copy", args=[course.pk])).context["form"].fields
    assert sorted(fields) == ["new_parent_page", "new_slug", "new_title"]


def test_codes_stay_short_and_free():
    factories.course(code="ABCDEFGH")
    factories.course("二", code="ABCDEFGB")
    assert free_code("ABCDEFGH") == "ABCDEFGC"
    assert len(free_code("ABCDEFGH")) == 8
