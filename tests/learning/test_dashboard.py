"""My learning, finished courses, the notebook."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.enums import Role
from courses.enums import JoinMethod
from courses.models import LessonPage
from learning.dashboard import dashboard
from learning.models import Enrollment, UnitProgress
from learning.services import apply, assign, decide, enroll, open_unit, save_note, save_reflection
from tests import factories
from tests.learning.builders import cold, complete, course_for, finish_units

pytestmark = pytest.mark.django_db
URL = reverse("learning:my_learning")


def today(days: int = 0) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def test_a_new_person_is_shown_where_to_begin(login, learner):
    page = login(learner).get(URL).content.decode()
    assert "还没有选课" in page
    assert 'href="/courses/"' in page


@pytest.mark.parametrize("name", ["my_learning", "finished", "notebook", "join_by_code"])
def test_strangers_log_in_first(client, name):
    url = reverse(f"learning:{name}")
    assert client.get(url).url == f"{reverse('account_login')}?next={url}"


def test_the_course_seen_last_is_the_one_to_go_on_with(learner):
    first, second = course_for("先选", lessons=2), course_for("后选", lessons=2)
    row = enroll(learner=learner, course=first)
    enroll(learner=learner, course=second)
    lesson = LessonPage.objects.get(title="先选第2课")
    open_unit(enrollment=row, unit=lesson)
    resume = dashboard(learner).resume
    assert (resume.study.course, resume.study.unit.unit.id, resume.study.url) == (first, lesson.pk, lesson.url)


def test_the_heading_where_reading_stopped_is_said(learner):
    course = course_for("议事协商")
    body = [
        {"type": "heading", "value": {"text": "提议题", "level": "2"}, "id": "h1"},
        {"type": "rich_text", "value": "<p>一</p>", "id": "t1"},
        {"type": "heading", "value": {"text": "定主体", "level": "2"}, "id": "h2"},
        {"type": "rich_text", "value": "<p>二</p>", "id": "t2"},
    ]
    lesson = factories.lesson(factories.module(course), body=body)
    progress = open_unit(enrollment=enroll(learner=learner, course=course), unit=lesson)
    UnitProgress.objects.filter(pk=progress.pk).update(anchor="t1")
    assert dashboard(learner).resume.heading == "提议题"
    UnitProgress.objects.filter(pk=progress.pk).update(anchor="t2")
    assert dashboard(learner).resume.heading == "定主体"


def test_a_finished_unit_gives_way_to_the_next(learner):
    course = course_for("议事协商", lessons=2)
    row = enroll(learner=learner, course=course)
    open_unit(enrollment=row, unit=LessonPage.objects.get(title="议事协商第1课"))
    finish_units(row, 1)
    assert dashboard(learner).resume.study.unit.unit.title == "议事协商第2课"


def test_deadlines_come_nearest_first_and_press_in_the_last_week(learner):
    by = factories.person(None, Role.AUTHOR)
    for title, days in (("三十天", 30), ("昨天", -1), ("七天", 7), ("八天", 8)):
        row = assign(learners=[learner], course=course_for(title, lessons=1), by=by)[0]
        Enrollment.objects.filter(pk=row.pk).update(due_on=today(days))
    enroll(learner=learner, course=course_for("没有期限", lessons=1))
    due = dashboard(learner).due
    assert [(study.course.title, study.days_left, study.pressing) for study in due] == [
        ("昨天", -1, True),
        ("七天", 7, True),
        ("八天", 8, False),
        ("三十天", 30, False),
    ]


def test_applications_wait_and_refusals_stay_until_the_next_try(learner):
    by = factories.person(None, Role.AUTHOR)
    course = course_for("要申请", join_method=JoinMethod.APPLICATION)
    decide(enrollment=apply(learner=learner, course=course, application="一"), by=by, approve=False, reason="满了")
    assert [row.decision for row in dashboard(learner).waiting] == ["满了"]
    apply(learner=learner, course=course, application="二")
    assert [row.application for row in dashboard(learner).waiting] == ["二"]


def test_a_course_taken_off_the_site_is_named_without_a_link(login, learner):
    course = course_for("下线的课", lessons=1)
    enroll(learner=learner, course=course)
    course.unpublish()
    page = login(learner).get(URL).content.decode()
    assert "课程暂时下线" in page
    assert course.url not in page


def test_finished_courses_have_their_own_pages(login, learner):
    for number in range(13):
        complete(enroll(learner=learner, course=course_for(f"课程{number:02d}")))
    complete(enroll(learner=factories.person(), course=course_for("别人的课")))
    board = dashboard(learner)
    assert (len(board.finished), board.finished_count) == (4, 13)
    client = login(learner)
    second = client.get(reverse("learning:finished"), {"page": 2})
    assert [study.course.title for study in second.context["studies"]] == ["课程00"]
    assert "别人的课" not in client.get(reverse("learning:finished")).content.decode()


def test_queries_do_not_grow(login, learner, django_assert_num_queries):
    by = factories.person(None, Role.AUTHOR)

    def add(name):
        row = assign(learners=[learner], course=course_for(f"在学{name}", lessons=2), by=by, due_on=today(9))[0]
        finish_units(row, 1)
        complete(enroll(learner=learner, course=course_for(f"学完{name}", lessons=1)))
        apply(learner=learner, course=course_for(f"申请{name}", join_method="application"), application="想学")

    client = login(learner)
    for names in ("一", "二三"):
        for name in names:
            add(name)
        client.get(URL)
        cold()
        with django_assert_num_queries(18):
            client.get(URL)


class TestNotebook:
    url = reverse("learning:notebook")

    def test_notes_stand_under_their_lessons_and_others_notes_do_not(self, login, learner):
        course_for("议事协商", lessons=2)
        first, second = LessonPage.objects.order_by("path")
        save_note(learner=learner, unit=second, text="第二课的笔记")
        save_note(learner=learner, unit=first, text="第一课的笔记")
        save_reflection(learner=learner, unit=first, block="b1", prompt="漏请了谁？", text="快递站")
        save_note(learner=factories.person(), unit=first, text="别人的秘密")
        response = login(learner).get(self.url)
        groups = [(unit.pk, [note.text for note in notes]) for unit, notes in response.context["groups"]]
        assert groups == [(first.pk, ["第一课的笔记", "快递站"]), (second.pk, ["第二课的笔记"])]
        assert "别人的秘密" not in response.content.decode()

    def test_an_empty_notebook_says_what_belongs_in_it(self, login, learner):
        assert "还没有笔记" in login(learner).get(self.url).content.decode()

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries_do_not_grow(self, login, learner, django_assert_num_queries, count):
        course_for("议事协商", lessons=count)
        for lesson in Page.objects.filter(depth=6):
            save_note(learner=learner, unit=lesson, text=f"笔记{lesson.pk}")
        client = login(learner)
        client.get(self.url)
        with django_assert_num_queries(5):
            assert len(client.get(self.url).context["groups"]) == count
