"""The CMS screens of enrollments and codes: what each role sees, and what a sibling town never does."""

import datetime
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Level, Role
from courses.enums import JoinMethod
from learning.models import Enrollment, InviteCode
from learning.services import apply, assign, create_invite, enroll
from tests import factories
from tests.learning.builders import course_for, finish_units

pytestmark = pytest.mark.django_db
INDEX = reverse("enrollment:index")
ASSIGN = reverse("enrollment:assign")


def inspect(row: Enrollment) -> str:
    return reverse("enrollment:inspect", args=[row.pk])


@pytest.fixture
def shawan():
    return factories.unit("shawan", name="沙湾街道")


@pytest.fixture
def course():
    return course_for("公共空间", lessons=2, join_method=JoinMethod.APPLICATION)


@pytest.fixture
def application(learner, course):
    return apply(learner=learner, course=course, application="我负责架空层改造")


def sheet(response) -> list[list]:
    rows = load_workbook(BytesIO(b"".join(response.streaming_content))).active.iter_rows(values_only=True)
    return [list(row) for row in rows]


class TestScope:
    """A course of 石碁镇 with one learner there, and staff of 沙湾街道 who may see nothing of it."""

    @pytest.mark.parametrize("role", [Role.AUTHOR, Role.COHORT_MANAGER, Role.TOWN_ADMIN])
    def test_staff_of_the_unit_see_the_row_and_a_sibling_town_does_not(self, login, application, shawan, role):
        name = application.learner.name
        page = login(factories.person(None, role)).get(INDEX).content.decode()
        assert name in page
        assert f'href="{inspect(application)}"' in page
        client = login(factories.person(shawan, role))
        page = client.get(INDEX)
        assert page.status_code == 200
        assert name not in page.content.decode()
        assert client.get(inspect(application)).status_code == 404
        assert client.get(reverse("enrollment:history", args=[application.pk])).status_code == 404

    def test_a_sibling_town_decides_nothing(self, login, application, shawan):
        client = login(factories.person(shawan, Role.AUTHOR, Role.COHORT_MANAGER))
        for action in ("approve", "decline", "withdraw", "complete"):
            data = {"action": action, "reason": "不归我管", f"{action}-reason": "不归我管"}
            assert client.post(inspect(application), data).status_code == 404
        application.refresh_from_db()
        assert application.status == "applied"

    def test_an_export_holds_the_rows_in_scope_only(self, login, course, shawan):
        row = enroll(learner=factories.person(name="石碁学员"), course=course, method=JoinMethod.ASSIGNMENT)
        finish_units(row, 1)
        own = course_for("沙湾的课", at=shawan)
        enroll(learner=factories.person(shawan, name="=沙湾学员"), course=own)
        client = login(factories.person(None, Role.COHORT_MANAGER))
        rows = sheet(client.get(INDEX, {"export": "xlsx"}))
        assert [row[:6] for row in rows[1:]] == [["石碁学员", "石碁镇", "公共空间", "在学", "单位指派", "1/2"]]
        rows = sheet(login(factories.person(shawan, Role.COHORT_MANAGER)).get(INDEX, {"export": "xlsx"}))
        assert [row[0] for row in rows[1:]] == ["'=沙湾学员"]

    def test_the_filters_offer_only_what_is_in_scope(self, login, application, shawan):
        page = login(factories.person(shawan, Role.TOWN_ADMIN)).get(INDEX).content.decode()
        assert "公共空间" not in page
        assert "石碁镇" not in page

    @pytest.mark.parametrize("name", ["enrollment:index", "enrollment:assign", "invitecode:index", "invitecode:add"])
    def test_learners_and_strangers_stay_outside(self, client, login, learner, name):
        assert client.get(reverse(name)).status_code == 302
        response = login(learner).get(reverse(name), follow=True)
        assert response.status_code == 403 or response.redirect_chain

    def test_codes_of_a_sibling_town_stay_there(self, login, course, shawan):
        author = factories.person(None, Role.AUTHOR)
        invite = create_invite(course=course, organisation=course.organisation, by=author, max_uses=3)
        client = login(factories.person(shawan, Role.AUTHOR))
        assert invite.code[:4] not in client.get(reverse("invitecode:index")).content.decode()
        url = reverse("invitecode:inspect", args=[invite.pk])
        assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
        client = login(author)
        assert f'href="{url}"' in client.get(reverse("invitecode:index")).content.decode()
        assert client.get(url).status_code == 200


class TestDeciding:
    def test_an_application_is_approved_once(self, login, application):
        client = login(factories.person(None, Role.COHORT_MANAGER))
        assert "我负责架空层改造" in client.get(inspect(application)).content.decode()
        for _press in range(2):
            assert client.post(inspect(application), {"action": "approve", "reason": ""}).status_code == 302
        application.refresh_from_db()
        assert application.status == "active"
        assert application.learner.notices.count() == 1

    def test_declining_needs_a_reason(self, login, application):
        client = login(factories.person(None, Role.COHORT_MANAGER))
        response = client.post(inspect(application), {"action": "decline", "reason": ""})
        assert response.status_code == 422
        assert "请写明原因" in response.content.decode()
        client.post(inspect(application), {"action": "decline", "reason": "本期已满"})
        application.refresh_from_db()
        assert (application.status, application.decision) == ("declined", "本期已满")

    def test_a_town_administrator_sees_the_application_and_does_not_decide(self, login, application):
        client = login(factories.person(None, Role.TOWN_ADMIN))
        assert 'value="approve"' not in client.get(inspect(application)).content.decode()
        assert client.post(inspect(application), {"action": "approve", "reason": ""}).status_code == 422
        application.refresh_from_db()
        assert application.status == "applied"

    def test_staff_declare_completed_and_take_off_with_a_reason(self, login, learner):
        course = course_for("议事协商", lessons=1)
        row = enroll(learner=learner, course=course)
        client = login(factories.person(None, Role.COHORT_MANAGER))
        assert client.post(inspect(row), {"action": "withdraw", "withdraw-reason": ""}).status_code == 422
        client.post(inspect(row), {"action": "complete", "complete-reason": "纸质记录为证"})
        row.refresh_from_db()
        assert row.status == "completed"
        other = enroll(learner=factories.person(), course=course)
        client.post(inspect(other), {"action": "withdraw", "withdraw-reason": "调出"})
        other.refresh_from_db()
        assert other.status == "withdrawn"


class TestAssigning:
    def test_people_are_previewed_and_assigned_once(self, login):
        course = course_for("议事协商", lessons=1)
        village = factories.unit("hukeng", parent=factories.unit("shiqi"), level=Level.VILLAGE)
        first, second = factories.person(name="甲学员"), factories.person(village, name="乙学员")
        enroll(learner=second, course=course)
        client = login(factories.person(None, Role.TOWN_ADMIN, name="管理员", audience=""))
        query = {"course": course.pk, "unit": factories.unit("shiqi").pk, "audience": "cadre_town"}
        response = client.get(ASSIGN, query)
        assert [(i["person"].name, i["settled"]) for i in response.context["rows"]] == [
            ("甲学员", False),
            ("乙学员", True),
        ]
        url = f"{ASSIGN}?course={course.pk}&unit={query['unit']}&audience=cadre_town"
        day = timezone.localdate() + datetime.timedelta(days=30)
        for _press in range(2):
            assert client.post(url, {"people": [first.pk], "due_on": day.isoformat()}).status_code == 302
        assert Enrollment.objects.get(learner=first).due_on == day
        assert Enrollment.objects.count() == 2

    def test_nobody_ticked_or_a_past_day_is_told_and_the_ticks_stay(self, login, learner):
        course = course_for("议事协商")
        client = login(factories.person(None, Role.AUTHOR, audience=""))
        url = f"{ASSIGN}?course={course.pk}&unit={factories.unit('shiqi').pk}&audience=cadre_town"
        assert "请至少勾选一人" in client.post(url, {}).content.decode()
        response = client.post(url, {"people": [learner.pk], "due_on": "2020-01-01"})
        assert response.status_code == 422
        assert [item["chosen"] for item in response.context["rows"]] == [True]
        assert not Enrollment.objects.exists()

    def test_people_and_units_of_a_sibling_town_cannot_be_named(self, login, shawan):
        course = course_for("议事协商")
        neighbour = factories.person(shawan, name="沙湾学员")
        client = login(factories.person(None, Role.AUTHOR, Role.TOWN_ADMIN))
        theirs = client.get(ASSIGN, {"course": course.pk, "unit": shawan.pk})
        assert "沙湾学员" not in theirs.content.decode()
        own = f"{ASSIGN}?course={course.pk}&unit={factories.unit('shiqi').pk}"
        assert client.post(own, {"people": [neighbour.pk]}).status_code == 422
        assert not Enrollment.objects.exists()

    def test_a_full_course_is_told_in_place(self, login, learner):
        course = course_for("议事协商", capacity=1)
        enroll(learner=factories.person(audience="expert"), course=course)
        client = login(factories.person(None, Role.AUTHOR, audience=""))
        url = f"{ASSIGN}?course={course.pk}&unit={factories.unit('shiqi').pk}&audience=cadre_town"
        response = client.post(url, {"people": [learner.pk]})
        assert "只剩0个名额，而本次要增加1人" in response.content.decode()


class TestCodes:
    def test_a_code_is_made_once_read_out_and_ended(self, login, course):
        client = login(factories.person(None, Role.AUTHOR))
        ticket = client.get(reverse("invitecode:add")).context["form"]["ticket"].value()
        data = {"course": course.pk, "max_uses": "30", "expires_on": "", "ticket": ticket}
        for _press in range(2):
            response = client.post(reverse("invitecode:add"), data)
        invite = InviteCode.objects.get()
        assert response.url == reverse("invitecode:inspect", args=[invite.pk])
        page = client.get(response.url).content.decode()
        assert f"{invite.code[:4]}-{invite.code[4:]}" in page
        client.post(response.url)
        invite.refresh_from_db()
        assert invite.expires_on < timezone.localdate()

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"max_uses": "0"}, "名额应在1至5000之间"),
            ({"expires_on": "2020-01-01"}, "截止日期已过"),
            ({"ticket": "AAAAAAAA"}, "请重新打开表单再填"),
        ],
    )
    def test_wrong_values_are_told_and_nothing_is_made(self, login, course, changes, words):
        client = login(factories.person(None, Role.AUTHOR))
        ticket = client.get(reverse("invitecode:add")).context["form"]["ticket"].value()
        data = {"course": course.pk, "max_uses": "30", "expires_on": "", "ticket": ticket}
        assert words in client.post(reverse("invitecode:add"), data | changes).content.decode()
        assert not InviteCode.objects.exists()

    def test_courses_of_a_sibling_town_are_not_offered(self, login, course, shawan):
        client = login(factories.person(shawan, Role.AUTHOR))
        ticket = client.get(reverse("invitecode:add")).context["form"]["ticket"].value()
        client.post(reverse("invitecode:add"), {"course": course.pk, "max_uses": "3", "ticket": ticket})
        assert not InviteCode.objects.exists()


def test_the_list_does_not_ask_more_as_it_grows(login, django_assert_max_num_queries):
    by = factories.person(None, Role.COHORT_MANAGER)
    client = login(by)
    asked = []
    for names in ("一", "二三"):
        for name in names:
            made = course_for(f"课程{name}", lessons=2)
            finish_units(assign(learners=[factories.person()], course=made, by=by)[0], 1)
        client.get(INDEX)
        with django_assert_max_num_queries(60) as seen:
            client.get(INDEX)
        asked.append(len(seen))
    assert asked[0] == asked[1]
