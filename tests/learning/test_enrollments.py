"""Joining, applying, deciding, assigning, withdrawing."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.enums import Level, Role
from accounts.models import Notice
from courses.enums import JoinMethod
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from learning.services import EnrollmentRefused, apply, assign, decide, enroll, withdraw
from tests import factories

pytestmark = pytest.mark.django_db


def complete(enrollment: Enrollment) -> Enrollment:
    enrollment.status, enrollment.completed_at = EnrollmentStatus.COMPLETED, timezone.now()
    enrollment.save()
    return enrollment


def refused(call, **kwargs) -> str:
    with pytest.raises(EnrollmentRefused) as caught:
        call(**kwargs)
    assert str(caught.value.message)
    return caught.value.code


class TestJoining:
    def test_a_learner_joins_and_the_unit_of_the_day_is_kept(self, learner):
        row = enroll(learner=learner, course=factories.course())
        assert (row.status, row.method, row.organisation.slug) == ("active", "open", "shiqi")

    def test_a_person_without_a_unit_joins_too(self):
        row = enroll(learner=factories.UserFactory(), course=factories.course())
        assert row.organisation is None

    def test_joining_twice_is_joining_once(self, learner):
        course = factories.course()
        first = enroll(learner=learner, course=course)
        assert enroll(learner=learner, course=course) == first
        assert Enrollment.objects.count() == 1

    @pytest.mark.parametrize("method", [JoinMethod.APPLICATION, JoinMethod.ASSIGNMENT, JoinMethod.INVITE])
    def test_nobody_walks_into_a_course_that_is_not_open(self, learner, method):
        assert refused(enroll, learner=learner, course=factories.course(join_method=method)) == "method"
        assert not Enrollment.objects.exists()

    def test_an_unpublished_course_takes_nobody(self, learner):
        course = factories.course()
        course.unpublish()
        assert refused(enroll, learner=learner, course=course) == "closed"

    def test_a_course_past_its_last_day_takes_nobody(self, learner):
        course = factories.course()
        type(course).objects.filter(pk=course.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))
        assert refused(enroll, learner=learner, course=course) == "closed"

    def test_the_last_place_is_given_once(self, learner):
        course = factories.course(capacity=1)
        enroll(learner=learner, course=course)
        assert refused(enroll, learner=factories.person(), course=course) == "full"
        assert Enrollment.objects.get().learner == learner

    def test_a_completed_learner_holds_no_place(self, learner):
        course = factories.course(capacity=1)
        complete(enroll(learner=learner, course=course))
        assert enroll(learner=factories.person(), course=course).status == "active"

    def test_a_completed_course_is_not_begun_again_by_chance(self, learner):
        course = factories.course()
        done = complete(enroll(learner=learner, course=course))
        assert enroll(learner=learner, course=course) == done
        assert Enrollment.objects.count() == 1

    def test_a_retake_is_a_new_row_once(self, learner):
        course = factories.course()
        done = complete(enroll(learner=learner, course=course))
        again = enroll(learner=learner, course=course, retake=True)
        assert enroll(learner=learner, course=course, retake=True) == again
        assert [row.status for row in Enrollment.objects.order_by("pk")] == ["completed", "active"]
        done.refresh_from_db()
        assert done.status == "completed"


class TestApplying:
    @pytest.fixture
    def course(self):
        return factories.course(join_method=JoinMethod.APPLICATION)

    def test_an_application_waits_and_the_approvers_are_told_once(self, learner, course):
        author = factories.person(None, Role.AUTHOR)
        factories.person(factories.unit("shawan"), Role.AUTHOR)
        row = apply(learner=learner, course=course, application="我负责本镇议事协商")
        assert (row.status, row.application) == ("applied", "我负责本镇议事协商")
        apply(learner=learner, course=course, application="我负责本镇议事协商")
        assert [notice.user for notice in Notice.objects.all()] == [author]
        assert Enrollment.objects.count() == 1

    def test_applying_again_replaces_the_text(self, learner, course):
        apply(learner=learner, course=course, application="一")
        assert apply(learner=learner, course=course, application="二").application == "二"

    def test_an_empty_application_is_refused(self, learner, course):
        assert refused(apply, learner=learner, course=course, application=" \n") == "reason"

    def test_a_text_too_long_is_refused(self, learner, course):
        with pytest.raises(ValidationError):
            apply(learner=learner, course=course, application="长" * 301)
        assert not Enrollment.objects.exists()

    def test_a_full_course_takes_no_application(self, learner):
        course = factories.course(join_method=JoinMethod.APPLICATION, capacity=1)
        enroll(learner=factories.person(), course=course, method=JoinMethod.ASSIGNMENT)
        assert refused(apply, learner=learner, course=course, application="想学") == "full"

    def test_an_open_course_takes_no_application(self, learner):
        assert refused(apply, learner=learner, course=factories.course(), application="想学") == "method"

    def test_a_completed_learner_does_not_apply_by_chance(self, learner, course):
        complete(enroll(learner=learner, course=course, method=JoinMethod.ASSIGNMENT))
        assert refused(apply, learner=learner, course=course, application="再学") == "completed"
        assert apply(learner=learner, course=course, application="再学", retake=True).status == "applied"

    def test_approval_makes_an_active_learner_and_tells_them(self, learner, course):
        row = apply(learner=learner, course=course, application="想学")
        by = factories.person(None, Role.COHORT_MANAGER)
        row = decide(enrollment=row, by=by, approve=True)
        assert (row.status, row.method, row.enrolled_by) == ("active", "application", by)
        assert learner.notices.get().url == course.url
        assert decide(enrollment=row, by=by, approve=True) == row
        assert learner.notices.count() == 1

    def test_a_refusal_needs_a_reason_and_leaves_the_way_open(self, learner, course):
        row = apply(learner=learner, course=course, application="想学")
        by = factories.person(None, Role.AUTHOR)
        assert refused(decide, enrollment=row, by=by, approve=False, reason=" ") == "reason"
        row = decide(enrollment=row, by=by, approve=False, reason="本期只收社区两委")
        assert (row.status, row.decision) == ("declined", "本期只收社区两委")
        again = apply(learner=learner, course=course, application="我是两委成员")
        assert again.pk != row.pk

    def test_an_answer_is_not_turned_round(self, learner, course):
        row = apply(learner=learner, course=course, application="想学")
        by = factories.person(None, Role.AUTHOR)
        decide(enrollment=row, by=by, approve=True)
        assert refused(decide, enrollment=row, by=by, approve=False, reason="改主意") == "decided"

    @pytest.mark.parametrize("role", [Role.TOWN_ADMIN, Role.TOWN_REVIEWER, Role.AUDITOR])
    def test_other_roles_do_not_decide(self, learner, course, role):
        row = apply(learner=learner, course=course, application="想学")
        assert refused(decide, enrollment=row, by=factories.person(None, role), approve=True) == "not_allowed"

    def test_staff_of_a_sibling_town_do_not_decide(self, learner, course):
        row = apply(learner=learner, course=course, application="想学")
        other = factories.person(factories.unit("shawan"), Role.AUTHOR, Role.COHORT_MANAGER)
        assert refused(decide, enrollment=row, by=other, approve=True) == "not_allowed"
        row.refresh_from_db()
        assert row.status == "applied"

    def test_the_last_place_decides_between_two_applications(self):
        course = factories.course(join_method=JoinMethod.APPLICATION, capacity=1)
        first, second = (apply(learner=factories.person(), course=course, application="想学") for _ in range(2))
        by = factories.person(None, Role.AUTHOR)
        decide(enrollment=first, by=by, approve=True)
        assert refused(decide, enrollment=second, by=by, approve=True) == "full"
        second.refresh_from_db()
        assert second.status == "applied"


class TestAssigning:
    def test_people_are_assigned_with_a_day_and_told(self):
        course, by = factories.course(), factories.person(None, Role.AUTHOR)
        people = [factories.person(), factories.person()]
        day = timezone.localdate() + datetime.timedelta(days=30)
        rows = assign(learners=people, course=course, by=by, due_on=day)
        assert [(row.method, row.due_on, row.enrolled_by) for row in rows] == [("assignment", day, by)] * 2
        assert [notice.user for notice in Notice.objects.order_by("user")] == people
        assert assign(learners=people, course=course, by=by) == []
        assert Enrollment.objects.count() == 2

    def test_a_waiting_application_is_approved_by_assigning(self, learner):
        course = factories.course(join_method=JoinMethod.APPLICATION)
        row = apply(learner=learner, course=course, application="想学")
        assert assign(learners=[learner], course=course, by=factories.person(None, Role.AUTHOR)) == [row]
        row.refresh_from_db()
        assert row.status == "active"

    def test_who_completed_the_course_is_left_alone(self, learner):
        course = factories.course()
        complete(enroll(learner=learner, course=course))
        assert assign(learners=[learner], course=course, by=factories.person(None, Role.AUTHOR)) == []

    def test_more_people_than_places_is_nobody(self):
        course = factories.course(capacity=1)
        people = [factories.person(), factories.person()]
        by = factories.person(None, Role.AUTHOR)
        assert refused(assign, learners=people, course=course, by=by) == "full"
        assert not Enrollment.objects.exists()

    def test_a_town_administrator_assigns_the_people_of_the_town_to_a_district_course(self, learner):
        course = factories.course(at=factories.district())
        village = factories.unit("hukeng", parent=factories.unit("shiqi"), level=Level.VILLAGE)
        by = factories.person(None, Role.TOWN_ADMIN)
        assert len(assign(learners=[learner, factories.person(village)], course=course, by=by)) == 2

    def test_a_town_administrator_does_not_assign_people_of_another_town(self, learner):
        course = factories.course(at=factories.district())
        by = factories.person(factories.unit("shawan"), Role.TOWN_ADMIN)
        neighbour = factories.person(factories.unit("shawan"))
        assert refused(assign, learners=[neighbour, learner], course=course, by=by) == "not_allowed"
        assert not Enrollment.objects.exists()

    def test_an_author_of_another_town_does_not_assign(self, learner):
        by = factories.person(factories.unit("shawan"), Role.AUTHOR)
        assert refused(assign, learners=[learner], course=factories.course(), by=by) == "not_allowed"
        assert refused(enroll, learner=learner, course=factories.course(title="另一门"), by=by) == "not_allowed"


class TestWithdrawing:
    def test_a_learner_leaves_and_may_come_back(self, learner):
        course = factories.course()
        row = withdraw(enrollment=enroll(learner=learner, course=course), reason="转岗")
        assert row.status == "withdrawn"
        assert row.ended_at is not None
        assert withdraw(enrollment=row).ended_at == row.ended_at
        assert enroll(learner=learner, course=course).pk != row.pk

    def test_an_application_is_taken_back(self, learner):
        course = factories.course(join_method=JoinMethod.APPLICATION)
        row = apply(learner=learner, course=course, application="想学")
        assert withdraw(enrollment=row).status == "withdrawn"

    def test_a_completed_course_is_not_left(self, learner):
        row = complete(enroll(learner=learner, course=factories.course()))
        assert refused(withdraw, enrollment=row) == "completed"

    def test_an_assignment_is_ended_by_staff_only(self, learner):
        by = factories.person(None, Role.TOWN_ADMIN)
        [row] = assign(learners=[learner], course=factories.course(at=factories.district()), by=by)
        assert refused(withdraw, enrollment=row) == "assigned"
        other = factories.person(factories.unit("shawan"), Role.TOWN_ADMIN)
        assert refused(withdraw, enrollment=row, by=other) == "not_allowed"
        assert withdraw(enrollment=row, by=by, reason="调出").status == "withdrawn"
