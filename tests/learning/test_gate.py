"""The gate before lessons: who gets in, who is told why not, and what the page costs."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from courses.models import CoursePage
from learning.enums import EnrollmentStatus
from learning.models import Enrollment, Note, UnitProgress
from learning.services import record_result
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def course_of_two():
    return factories.course_with_lessons(2)


def enroll(course, learner, status=EnrollmentStatus.ACTIVE):
    return Enrollment.objects.create(learner=learner, course=course, status=status, method="open")


def test_a_stranger_is_asked_to_log_in_and_sees_no_text(course_of_two, client):
    _course, (lesson, _) = course_of_two
    response = client.get(lesson.url)
    assert response.status_code == 403
    assert reverse("account_login") in response.content.decode()
    assert "先问谁的日子会变" not in response.content.decode()


def test_somebody_who_did_not_join_is_shown_the_way_to_the_course(course_of_two, learner, login):
    course, (lesson, _) = course_of_two
    response = login(learner).get(lesson.url)
    assert response.status_code == 403
    assert course.url in response.content.decode()
    assert "先问谁的日子会变" not in response.content.decode()


@pytest.mark.parametrize(
    ("status", "answer"), [("active", 200), ("completed", 200), ("applied", 403), ("withdrawn", 403), ("declined", 403)]
)
def test_only_an_enrollment_that_runs_or_is_completed_opens_a_lesson(course_of_two, learner, login, status, answer):
    course, (lesson, _) = course_of_two
    completed_at = timezone.now() if status == "completed" else None
    Enrollment.objects.create(learner=learner, course=course, status=status, method="open", completed_at=completed_at)
    assert login(learner).get(lesson.url).status_code == answer


def test_opening_a_lesson_is_remembered_as_the_place_to_go_on(course_of_two, learner, login):
    course, (first, second) = course_of_two
    enrollment = enroll(course, learner)
    client = login(learner)
    client.get(first.url)
    client.get(second.url)
    enrollment.refresh_from_db()
    assert enrollment.last_unit_id == second.pk
    assert set(UnitProgress.objects.values_list("unit_id", flat=True)) == {first.pk, second.pk}


def test_a_locked_lesson_says_what_is_missing_and_links_to_it(learner, login):
    course, (first, second) = factories.course_with_lessons(2, unit_order="sequential")
    enrollment = enroll(course, learner)
    client = login(learner)
    response = client.get(second.url)
    assert (response.status_code, first.url in response.content.decode()) == (403, True)
    assert first.title in response.content.decode()
    record_result(enrollment=enrollment, unit=first, completion=True)
    assert client.get(second.url).status_code == 200


def test_a_lesson_that_opens_later_says_when(learner, login):
    course = factories.course()
    day = timezone.localdate() + datetime.timedelta(days=3)
    lesson = factories.lesson(factories.module(course), opens_on=day)
    enroll(course, learner)
    response = login(learner).get(lesson.url)
    assert response.status_code == 403
    assert f"{day.month}月{day.day}日" in response.content.decode()


def test_staff_in_scope_see_the_lesson_and_leave_no_record(course_of_two, login):
    course, (lesson, _) = course_of_two
    author = factories.person(course.organisation, "author")
    assert login(author).get(lesson.url).status_code == 200
    assert not UnitProgress.objects.exists()


def test_staff_of_a_sibling_town_do_not_see_it(course_of_two, login):
    _course, (lesson, _) = course_of_two
    other = factories.person(factories.unit("shilou", name="石楼镇"), "author")
    assert login(other).get(lesson.url).status_code == 403


def test_an_unpublished_lesson_is_gone_and_its_records_stay(course_of_two, learner, login):
    course, (lesson, _) = course_of_two
    record_result(enrollment=enroll(course, learner), unit=lesson, completion=True)
    lesson.unpublish()
    assert login(learner).get(lesson.url).status_code == 410
    assert UnitProgress.objects.filter(unit=lesson).exists()


def test_a_page_restriction_set_in_the_cms_holds_on_the_quick_way_too(course_of_two, learner, login):
    course, (lesson, _) = course_of_two
    enroll(course, learner)
    PageViewRestriction.objects.create(page=lesson, restriction_type=PageViewRestriction.PASSWORD, password="x")
    response = login(learner).get(lesson.url)
    assert "先问谁的日子会变" not in response.content.decode()


def test_a_module_has_no_page_of_its_own(course_of_two, client):
    course, (lesson, _) = course_of_two
    response = client.get(lesson.get_parent().url)
    assert (response.status_code, response.url) == (302, course.url)


@pytest.mark.parametrize("lessons", [1, 3])
def test_the_lesson_page_takes_five_queries_however_long_the_course(learner, login, lessons, django_assert_num_queries):
    course, pages = factories.course_with_lessons(lessons)
    enroll(course, learner)
    Note.objects.create(learner=learner, unit=pages[0], text="下次停车会用上。")
    client = login(learner)
    for _ in range(2):
        client.get(pages[0].url)
    with django_assert_num_queries(5):
        assert client.get(pages[0].url).status_code == 200


def test_other_peoples_notes_are_never_shown(course_of_two, learner, login):
    course, (lesson, _) = course_of_two
    Note.objects.create(learner=factories.person(), unit=lesson, text="别人的秘密")
    enroll(course, learner)
    assert "别人的秘密" not in login(learner).get(lesson.url).content.decode()


def test_a_beat_takes_three_queries(course_of_two, learner, login, django_assert_num_queries):
    course, (lesson, _) = course_of_two
    enroll(course, learner)
    client = login(learner)
    client.get(lesson.url)
    url = reverse("learning:beat", args=[lesson.translation_key])
    client.post(url, {"position": 0.2}, content_type="application/json")
    with django_assert_num_queries(3):
        response = client.post(url, {"position": 0.4, "anchor": "text-1"}, content_type="application/json")
    assert response.json() == {"saved": True, "completed": False, "seconds": 0}
    row = UnitProgress.objects.get()
    assert (row.position, row.anchor) == (0.4, "text-1")


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("", 200),
        ("{", 400),
        ("[]", 400),
        ('{"position": "x"}', 400),
        ('{"played": {"block": "b"}}', 400),
        ('{"position": 9}', 200),
    ],
)
def test_a_beat_with_nonsense_is_refused_in_place(course_of_two, learner, login, body, answer):
    course, (lesson, _) = course_of_two
    enroll(course, learner)
    client = login(learner)
    client.get(lesson.url)
    url = reverse("learning:beat", args=[lesson.translation_key])
    assert client.post(url, body, content_type="application/json").status_code == answer
    assert UnitProgress.objects.get().position in (0, 1)


def test_a_beat_of_a_stranger_is_told_to_log_in(course_of_two, client):
    _course, (lesson, _) = course_of_two
    url = reverse("learning:beat", args=[lesson.translation_key])
    assert client.post(url, "{}", content_type="application/json").status_code == 401


def test_saving_a_note_twice_keeps_one_and_an_empty_one_keeps_what_was_typed(course_of_two, learner, login):
    course, (lesson, _) = course_of_two
    enroll(course, learner)
    client = login(learner)
    url = reverse("learning:note_save", args=[lesson.translation_key])
    for _ in range(2):
        assert client.post(url, {"text": "问清楚谁受影响"}).status_code == 302
    assert Note.objects.count() == 1
    refused = client.post(url, {"text": "长" * 5001})
    assert (refused.status_code, "长" * 5001 in refused.content.decode()) == (400, True)


def test_somebody_elses_note_can_be_neither_changed_nor_deleted(course_of_two, learner, login):
    course, (lesson, _) = course_of_two
    note = Note.objects.create(learner=factories.person(), unit=lesson, text="原样")
    enroll(course, learner)
    client = login(learner)
    save = client.post(reverse("learning:note_save", args=[lesson.translation_key]), {"text": "改", "note": note.uuid})
    client.post(reverse("learning:note_delete", args=[note.uuid]))
    note.refresh_from_db()
    assert (save.status_code, note.text) == (404, "原样")


def test_pages_that_were_studied_are_not_deleted_singly_or_in_bulk(course_of_two, learner, client):
    course, (lesson, _) = course_of_two
    record_result(enrollment=enroll(course, learner), unit=lesson, completion=True)
    admin = factories.UserFactory(is_superuser=True, is_staff=True)
    client.force_login(admin, backend="accounts.backends.NameOrPhoneBackend")
    for page in (course, lesson):
        response = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert response.status_code == 302
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    response = client.post(f"{bulk}?id={course.pk}&id={lesson.pk}")
    assert response.status_code == 302
    assert CoursePage.objects.filter(pk=course.pk).exists()
    text = client.get(response.url).content.decode()
    assert course.title in text
