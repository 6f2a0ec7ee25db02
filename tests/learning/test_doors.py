"""The course page and its doors, as people meet them."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from courses.enums import JoinMethod
from courses.models import PolicySource
from learning.models import Enrollment
from learning.services import apply, assign, create_invite, decide, enroll
from tests import factories
from tests.learning.builders import complete, course_for, finish_units

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def door(name: str, course) -> str:
    return reverse(f"learning:{name}", args=[course.translation_key])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


class TestPage:
    def test_facts_audiences_and_sources_are_on_the_page(self, client):
        course = course_for("议事协商", "cadre_town!", "volunteer", lessons=2, teacher="陈老师")
        PolicySource.objects.create(
            course=course, title="工作指引", document_number="番社工〔2025〕3号", issued_on=datetime.date(2025, 3, 1)
        )
        page = text(client.get(course.url))
        for words in (
            "陈老师",
            "番社工〔2025〕3号",
            "2025年3月1日",
            "镇街干部",
            "必修",
            "志愿者",
            "选修",
            "学完全部2课时",
        ):
            assert words in page
        assert "/login/?next=" + course.url in page

    def test_one_query_for_a_stranger_once_drawn(self, client, django_assert_num_queries):
        course = course_for("议事协商", "cadre_town!", "volunteer", lessons=3)
        client.get(course.url)
        with django_assert_num_queries(1):
            client.get(course.url)

    @pytest.mark.parametrize("lessons", [1, 3])
    def test_a_learners_page_does_not_ask_more_as_the_course_grows(
        self, login, learner, django_assert_num_queries, lessons
    ):
        course = course_for("议事协商", lessons=lessons)
        finish_units(enroll(learner=learner, course=course), lessons - 1)
        client = login(learner)
        client.get(course.url)
        with django_assert_num_queries(8):
            client.get(course.url)

    def test_lessons_are_links_for_learners_only(self, client, login, learner):
        course = course_for("议事协商", lessons=1)
        [unit] = course.get_children().first().get_children()
        assert unit.url not in text(client.get(course.url))
        enroll(learner=learner, course=course)
        assert f'href="{unit.url}"' in text(login(learner).get(course.url))

    def test_an_unpublished_course_says_it_was_taken_down(self, client):
        course = factories.course()
        course.unpublish()
        assert client.get("/courses/wu-she-lian-dong-ji-chu/").status_code == 410

    def test_each_standing_has_its_words(self, login):
        def page(learner, course):
            return text(login(learner).get(course.url))

        course = course_for("议事协商", lessons=2)
        full = course_for("已满", lessons=1, capacity=1)
        enroll(learner=factories.person(), course=full)
        given = course_for("指派", lessons=1, join_method=JoinMethod.ASSIGNMENT)
        over = course_for("已关", lessons=1)
        type(over).objects.filter(pk=over.pk).update(expire_at=timezone.now() - datetime.timedelta(days=1))
        person = factories.person()
        assert "加入课程" in page(person, course)
        assert "名额已满" in page(person, full)
        assert "请联系本单位管理员" in page(person, given)
        assert "已停止开放" in page(person, over)
        row = enroll(learner=person, course=course)
        assert "开始学习" in page(person, course)
        finish_units(row, 1)
        assert "已学50%" in page(person, course)
        finish_units(row, 2)
        assert "再学一遍" in page(person, course)


class TestJoining:
    def test_a_press_joins_and_a_second_one_does_no_harm(self, login, learner):
        course, client = factories.course(), login(learner)
        for _press in range(2):
            response = client.post(door("join", course), follow=True)
            assert response.redirect_chain == [(course.url, 302)]
        assert Enrollment.objects.get().learner == learner

    def test_a_stranger_is_sent_to_log_in_and_then_to_the_course(self, client, login, learner):
        course = factories.course()
        response = client.post(door("join", course))
        assert response.url == f"{reverse('account_login')}?next={door('join', course)}"
        assert login(learner).get(door("join", course)).url == course.url
        assert not Enrollment.objects.exists()

    def test_a_refusal_is_told_on_the_course_page(self, login, learner):
        course = factories.course(capacity=1)
        enroll(learner=factories.person(), course=course)
        response = login(learner).post(door("join", course), follow=True)
        assert said(response) == ["本课程名额已满，请过些时候再来看看。"]

    def test_a_retake_is_asked_for(self, login, learner):
        course = factories.course()
        complete(enroll(learner=learner, course=course))
        client = login(learner)
        client.post(door("join", course))
        assert Enrollment.objects.count() == 1
        client.post(door("join", course), {"retake": "1"})
        assert Enrollment.objects.count() == 2

    def test_an_unknown_course_is_not_found(self, login, learner):
        other = factories.home()
        assert login(learner).post(door("join", other)).status_code == 404


class TestApplying:
    @pytest.fixture
    def course(self):
        return factories.course(join_method=JoinMethod.APPLICATION, capacity=1)

    def test_an_application_is_sent_twice_and_kept_once(self, login, learner, course):
        client = login(learner)
        for _press in range(2):
            response = client.post(door("apply", course), {"application": "想学"}, follow=True)
        assert Enrollment.objects.get().application == "想学"
        assert "申请正在审批" in text(response)

    def test_an_empty_or_long_text_comes_back_with_its_reason(self, login, learner, course):
        client = login(learner)
        response = client.post(door("apply", course), {"application": "  "})
        assert (response.status_code, "请写一句为什么想学这门课" in text(response)) == (422, True)
        response = client.post(door("apply", course), {"application": "长" * 301})
        assert "最多300字，现在有301字" in text(response)
        assert "长" * 301 in text(response)
        assert not Enrollment.objects.exists()

    def test_an_application_to_a_course_that_filled_up_keeps_its_text(self, login, learner, course):
        enroll(learner=factories.person(), course=course, method=JoinMethod.ASSIGNMENT)
        response = login(learner).post(door("apply", course), {"application": "我负责议事协商"})
        assert response.status_code == 422
        assert "名额已满" in text(response)
        assert "我负责议事协商" in text(response)

    def test_a_refused_applicant_reads_why_and_may_apply_again(self, login, learner, course):
        row = apply(learner=learner, course=course, application="想学")
        decide(enrollment=row, by=factories.person(None, Role.AUTHOR), approve=False, reason="本期只收两委")
        page = text(login(learner).get(course.url))
        assert "本期只收两委" in page
        assert "重新申请" in page


class TestCodes:
    @pytest.fixture
    def invite(self):
        course = factories.course(join_method=JoinMethod.INVITE)
        author = factories.person(None, Role.AUTHOR)
        return create_invite(course=course, organisation=course.organisation, by=author, max_uses=2)

    def test_a_code_on_the_general_page_leads_to_its_course(self, login, learner, invite):
        client = login(learner)
        first = client.post(reverse("learning:join_by_code"), {"code": invite.code.lower()}, follow=True)
        assert first.redirect_chain == [(invite.course.url, 302)]
        again = client.post(reverse("learning:join_by_code"), {"code": invite.code}, follow=True)
        assert said(again) == ["您已经在这门课里，没有占用邀请码名额。"]
        invite.refresh_from_db()
        assert invite.uses == 1

    def test_a_printed_address_fills_the_field(self, login, learner):
        page = text(login(learner).get(reverse("learning:join_by_code"), {"code": "ABCD-2345"}))
        assert 'value="ABCD-2345"' in page

    @pytest.mark.parametrize(
        ("typed", "words"),
        [("", "请填写邀请码"), ("ABC", "邀请码是八位字母和数字"), ("ZZZZZZZZ", "没有这个邀请码")],
    )
    def test_a_wrong_code_stays_in_its_field_with_a_reason(self, login, learner, typed, words):
        response = login(learner).post(reverse("learning:join_by_code"), {"code": typed})
        assert response.status_code == 422
        assert words in text(response)
        assert f'value="{typed}"' in text(response) or not typed

    def test_a_code_of_another_course_is_refused_on_this_ones_page(self, login, learner, invite):
        here = factories.course("另一门课", join_method=JoinMethod.INVITE)
        response = login(learner).post(door("enter_code", here), {"code": invite.code})
        assert response.status_code == 422
        assert "这个邀请码用于另一门课《五社联动基础》" in text(response)
        assert not Enrollment.objects.exists()


class TestLeaving:
    def test_leaving_asks_first_and_happens_once(self, login, learner):
        course, client = factories.course(), login(learner)
        row = enroll(learner=learner, course=course)
        assert "退出《五社联动基础》？" in text(client.get(door("leave", course)))
        for _press in range(2):
            client.post(door("leave", course), {"reason": "转岗"})
        row.refresh_from_db()
        assert row.status == "withdrawn"

    def test_an_assignment_cannot_be_left(self, login, learner):
        course = factories.course()
        [row] = assign(learners=[learner], course=course, by=factories.person(None, Role.AUTHOR))
        response = login(learner).post(door("leave", course), follow=True)
        row.refresh_from_db()
        assert row.status == "active"
        assert said(response) == ["本课程由单位指派，不能自行退出。如需退出，请联系本单位管理员。"]

    def test_nobody_leaves_for_somebody_else(self, login, learner):
        course = factories.course()
        row = enroll(learner=factories.person(), course=course)
        login(learner).post(door("leave", course))
        row.refresh_from_db()
        assert row.status == "active"
