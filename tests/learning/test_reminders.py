"""Reminders of deadlines: who is told what and when, once each, and whose matter it is nobody else reads."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.enums import Role
from accounts.models import Notice
from accounts.services import choose_notices
from courses.models import CoursePage
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from learning.services import ReminderReport, enroll, send_reminders, withdraw
from tests import factories
from tests.learning import builders

pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 11, 30)


@pytest.fixture
def course():
    return factories.course("五社联动基础")


def study(course, person=None, due_on=DUE, joined=datetime.date(2026, 1, 1)):
    row = enroll(learner=person or factories.person(), course=course, due_on=due_on)
    begun = datetime.datetime(joined.year, joined.month, joined.day, 9, tzinfo=datetime.UTC)
    Enrollment.objects.filter(pk=row.pk).update(enrolled_at=begun)
    row.refresh_from_db()
    return row


def run(left):
    return send_reminders(today=DUE - datetime.timedelta(days=left))


def lines(person):
    return list(person.notices.order_by("pk").values_list("text", flat=True))


def test_each_stage_is_told_once_however_often_it_runs(course):
    row = study(course)
    reports = [run(left) for left in (20, 15, 14, 14, 10, 7, 3, 1, 0, -1, -1, -2)]
    assert [report.reminded for report in reports] == [0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0]
    assert [report.overdue for report in reports] == [0] * 9 + [1, 0, 0]
    assert lines(row.learner) == [
        "《五社联动基础》还有14天到期，请在2026年11月30日前学完。",
        "《五社联动基础》还有7天到期，请在2026年11月30日前学完。",
        "《五社联动基础》明天（2026年11月30日）到期，请抓紧学完。",
        "《五社联动基础》已于2026年11月30日到期，还没有学完。请尽快学完，有困难请联系本单位管理员。",
    ]
    assert set(row.learner.notices.values_list("kind", "url")) == {("deadline", CoursePage.objects.get().url)}


def test_a_day_on_which_nothing_ran_is_made_up_for(course):
    row = study(course)
    assert [run(left).reminded for left in (6, 0)] == [1, 1]
    assert lines(row.learner) == [
        "《五社联动基础》还有6天到期，请在2026年11月30日前学完。",
        "《五社联动基础》今天到期，请今天学完。",
    ]


def test_a_deadline_that_was_moved_counts_anew(course):
    row = study(course)
    run(1)
    later = DUE + datetime.timedelta(days=7)
    Enrollment.objects.filter(pk=row.pk).update(due_on=later)
    assert [send_reminders(today=later - datetime.timedelta(days=1)).reminded for _twice in range(2)] == [1, 0]


@pytest.mark.parametrize("left", [14, 1, -1])
def test_who_is_through_left_or_waits_is_not_reminded(course, left):
    done, gone, waiting, without = (study(course) for _each in range(4))
    builders.complete(done)
    withdraw(enrollment=gone)
    Enrollment.objects.filter(pk=waiting.pk).update(status=EnrollmentStatus.APPLIED)
    Enrollment.objects.filter(pk=without.pk).update(due_on=None)
    off = study(course)
    type(off.learner).objects.filter(pk=off.learner.pk).update(is_active=False)
    assert run(left) == ReminderReport(0, 0)
    assert not Notice.objects.exists()


def test_a_course_that_was_taken_down_reminds_nobody(course):
    study(course)
    course.unpublish()
    assert run(1) == ReminderReport(0, 0)


def test_reminders_can_be_done_without_but_not_the_one_after_the_deadline(course):
    row = study(course)
    choose_notices(person=row.learner, muted={"inbox": ["deadline"]})
    assert [run(left).reminded for left in (14, 7, 1, -1)] == [0, 0, 0, 1]
    assert row.learner.notices.get().official


def test_the_unit_is_told_once_and_in_one_line_for_each_course(course):
    town = factories.unit("shiqi", name="石碁镇")
    teacher, admin = factories.person(town, Role.COHORT_MANAGER), factories.person(town, Role.TOWN_ADMIN)
    people = [factories.person(town, name=name) for name in ("何丽珊", "黄伟", "区健明", "梁玉")]
    for person in people:
        study(course, person)
    assert [run(-1), run(-1), run(-5)] == [ReminderReport(4, 4), ReminderReport(0, 0), ReminderReport(0, 0)]
    for told in (teacher, admin):
        assert lines(told) == ["石碁镇：何丽珊、黄伟、区健明等4人未按期学完《五社联动基础》。"]
        assert told.notices.get().kind == "task"


def test_the_line_leads_to_the_people_it_names_and_opens(course, login):
    town = factories.unit("shiqi", name="石碁镇")
    teacher = factories.person(town, Role.COHORT_MANAGER)
    study(course, factories.person(town, name="何丽珊"))
    run(-1)
    notice = teacher.notices.get()
    assert notice.text == "石碁镇：何丽珊未按期学完《五社联动基础》。"
    client = login(teacher)
    page = client.get(f"/account/inbox/{notice.uuid}/", follow=True)
    assert (page.status_code, "何丽珊" in page.content.decode()) == (200, True)
    other = factories.course("另一门课", code="C2")
    for name in ("黄伟", "梁玉"):
        study(other, factories.person(town, name=name))
    run(-2)
    page = client.get(f"/account/inbox/{teacher.notices.latest('pk').uuid}/", follow=True).content.decode()
    assert ["黄伟" in page, "梁玉" in page, "何丽珊" in page] == [True, True, False]


def test_the_next_unit_above_is_told_where_the_own_has_nobody_and_never_a_neighbor(course):
    town, other = factories.unit("shiqi", name="石碁镇"), factories.unit("dashi", name="大石街")
    village = factories.unit("yonghong", parent=town, level="village", name="永红村")
    above = factories.person(factories.district(), Role.COHORT_MANAGER)
    teacher, neighbor = factories.person(town, Role.COHORT_MANAGER), factories.person(other, Role.TOWN_ADMIN)
    colleague = factories.person(town, Role.AUTHOR)
    study(course, factories.person(village, name="何子健"))
    run(-1)
    assert lines(teacher) == ["永红村：何子健未按期学完《五社联动基础》。"]
    assert [lines(person) for person in (above, neighbor, colleague)] == [[], [], []]


def test_whoever_is_late_is_not_told_about_themselves(course):
    town = factories.unit("shiqi", name="石碁镇")
    teacher = factories.person(town, Role.COHORT_MANAGER, name="苏海燕")
    study(course, teacher)
    run(-1)
    assert [text for text in lines(teacher) if "石碁镇：" in text] == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_run_that_finds_everybody_told_costs_two_queries(course, django_assert_num_queries, count):
    for _each in range(count):
        study(course)
    run(7)
    with django_assert_num_queries(2):
        assert run(7) == ReminderReport(0, 0)


def test_the_command_says_how_many():
    out = StringIO()
    call_command("send_reminders", stdout=out)
    assert out.getvalue() == "已提醒0人，其中逾期0人。\n"
