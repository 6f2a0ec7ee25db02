"""Who may do what with a course: own, sibling's and district's, over the real screens of the CMS."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.enums import Level, Role
from courses.models import CoursePage, CourseTeamMember, LessonPage, ModulePage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Courses of 石碁镇, of its neighbour 南村镇, and of the district; each with a module and a lesson."""
    places = {
        "own": factories.unit("shiqi", name="石碁镇"),
        "sibling": factories.unit("nancun", name="南村镇"),
        "parent": factories.district(),
    }
    found = {}
    for number, (name, unit) in enumerate(places.items(), start=1):
        course = factories.course(f"{unit.name_short}的课", at=unit, code=f"C{number}")
        module = factories.module(course)
        found[name] = (CoursePage.objects.get(pk=course.pk), module, factories.lesson(module))
    return found


def author(**fields):
    return factories.person(factories.unit("shiqi", name="石碁镇"), Role.AUTHOR, **fields)


def status(client, name: str, *args, method: str = "get", **data) -> int:
    """200 when the screen opens; Wagtail answers a refusal by leading back to its start page."""
    response = getattr(client, method)(reverse(f"wagtailadmin_pages:{name}", args=args), data)
    if response.status_code == 302 and response.url == reverse("wagtailadmin_home"):
        return 403
    return response.status_code


@pytest.mark.parametrize("whose", ["own", "sibling", "parent"])
@pytest.mark.parametrize("part", [0, 1, 2])
def test_an_author_opens_the_screens_of_own_courses_only(world, login, whose, part):
    client = login(author())
    page = world[whose][part]
    page.save_revision()
    expected = 200 if whose == "own" else 403
    assert status(client, "edit", page.pk) == expected
    assert status(client, "history", page.pk) == expected
    assert status(client, "copy", page.pk) == expected
    assert status(client, "usage", page.pk) in ({200} if whose == "own" else {200, 403})
    assert status(client, "revisions_compare", page.pk, "live", "latest") == expected
    if part != 1:
        assert status(client, "view_draft", page.pk) == expected


@pytest.mark.parametrize("whose", ["own", "sibling", "parent"])
def test_modules_and_lessons_are_added_to_own_courses_only(world, login, whose):
    client = login(author())
    course, module, _lesson = world[whose]
    expected = 200 if whose == "own" else 403
    assert status(client, "add", "courses", "modulepage", course.pk) == expected
    assert status(client, "add", "courses", "lessonpage", module.pk) == expected
    assert status(client, "add_subpage", course.pk) in ({200, 302} if whose == "own" else {403})


def test_an_author_publishes_nothing_and_takes_nothing_down(world, login):
    user = author()
    client = login(user)
    for page in world["own"]:
        rights = Page.objects.get(pk=page.pk).specific.permissions_for_user(user)
        assert rights.can_edit()
        assert not rights.can_publish()
        assert not rights.can_unpublish()
        assert not rights.can_delete()
        assert not rights.can_move()
        assert rights.can_submit_for_moderation()
        assert status(client, "unpublish", page.pk) == 403
        assert status(client, "delete", page.pk) == 403


def test_a_draft_of_ones_own_may_be_deleted(world, login):
    user = author()
    draft = ModulePage(title="草稿单元", live=False)
    CoursePage.objects.get(pk=world["own"][0].pk).add_child(instance=draft)
    client = login(user)
    assert status(client, "delete", draft.pk) == 200
    client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert not ModulePage.objects.filter(pk=draft.pk).exists()


def course_form(**changes) -> dict:
    values = {
        "title": "新课", "slug": "", "summary": "会做一件事", "aims": "null", "code": "N1", "theme": "deliberation",
        "level": "basic", "hours": "2", "teacher": "", "lead_department": "", "join_method": "open", "capacity": "",
        "review_by": (timezone.localdate() + datetime.timedelta(days=90)).isoformat(), "unit_order": "free",
        "seo_title": "", "search_description": "", "show_in_menus": "", "go_live_at": "", "expire_at": "",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    for name, count in (("audiences", 1), ("policy_sources", 0), ("team", 0)):
        values |= {
            f"{name}-TOTAL_FORMS": str(count), f"{name}-INITIAL_FORMS": "0",
            f"{name}-MIN_NUM_FORMS": "0", f"{name}-MAX_NUM_FORMS": "1000",
        }  # fmt: skip
    values |= {"audiences-0-audience": "cadre_town", "audiences-0-ORDER": "1", "audiences-0-id": ""}
    return values | changes


def add_course(client, **changes):
    url = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", factories.catalog().pk])
    return client.post(url, course_form(**changes))


def test_somebody_who_writes_nothing_yet_begins_a_course_from_the_list(login):
    user = author()
    factories.catalog()
    client = login(user)
    listing = client.get(reverse("courses:index"))
    assert listing.status_code == 200
    assert reverse("courses:choose_parent") in listing.content.decode()
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    begin = client.get(reverse("courses:choose_parent"))
    assert begin.url == reverse("wagtailadmin_pages:add", args=["courses", "coursepage", factories.catalog().pk])
    form = client.get(begin.url)
    assert form.status_code == 200
    unit = factories.unit("shiqi")
    assert [choice.pk for choice in form.context["form"].fields["organisation"].queryset] == [unit.pk]
    made = add_course(client, organisation=unit.pk)
    course = CoursePage.objects.get()
    assert made.status_code == 302
    assert (course.slug, course.live, course.owner) == ("xin-ke", False, user)
    assert status(client, "edit", course.pk) == 200


def test_a_course_is_not_given_to_a_unit_out_of_reach(login):
    village = factories.unit("shilian", parent=factories.unit("shiqi"), level=Level.VILLAGE)
    sibling = factories.unit("nancun")
    client = login(author())
    refused = add_course(client, organisation=sibling.pk)
    assert refused.status_code == 200
    assert list(refused.context["form"].errors) == ["organisation"]
    assert not CoursePage.objects.exists()
    add_course(client, organisation=village.pk)
    assert CoursePage.objects.get().organisation == village


def test_two_courses_cannot_have_one_code(world, login):
    client = login(author())
    refused = add_course(client, organisation=factories.unit("shiqi").pk, code="C2")
    assert list(refused.context["form"].errors) == ["code"]


def test_the_team_edits_a_course_of_another_unit_and_nothing_beside_it(world, login):
    user = author()
    course, module, lesson = world["sibling"]
    CourseTeamMember.objects.create(course=course, user=user)
    client = login(user)
    assert [status(client, "edit", page.pk) for page in (course, module, lesson)] == [200, 200, 200]
    assert status(client, "edit", world["parent"][0].pk) == 403
    offered = client.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).context["form"].fields["organisation"]
    assert {unit.slug for unit in offered.queryset} == {"shiqi", "nancun"}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.TOWN_REVIEWER, {"lock", "unlock"}),
        (Role.DISTRICT_REVIEWER, {"lock", "unlock", "publish"}),
        (Role.COHORT_MANAGER, set()),
        (Role.TOWN_ADMIN, set()),
    ],
)
def test_what_a_role_at_a_town_may_do_there_and_only_there(world, role, expected):
    user = factories.person(factories.unit("shiqi"), role)
    assert world["own"][2].permissions_for_user(user).permissions == expected
    assert world["sibling"][2].permissions_for_user(user).permissions == set()
    assert world["parent"][2].permissions_for_user(user).permissions == set()


def test_the_administrator_of_the_district_may_do_everything_in_the_catalog(world):
    user = factories.person(factories.district(), Role.DISTRICT_ADMIN)
    everything = {"add", "change", "lock", "unlock", "publish", "bulk_delete"}
    assert {frozenset(world[whose][2].permissions_for_user(user).permissions) for whose in world} == {
        frozenset(everything)
    }
    assert factories.home().permissions_for_user(user).permissions == set()


def test_a_right_that_was_taken_back_is_gone_at_once(world, login):
    user = author()
    client = login(user)
    page = world["own"][0]
    assert status(client, "edit", page.pk) == 200
    user.role_grants.update(until=timezone.localdate() - datetime.timedelta(days=1))
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code in (302, 403)
    assert b"w-header" not in response.content


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_shows_own_courses_in_a_constant_number_of_queries(login, count, django_assert_num_queries):
    for number in range(count):
        factories.course(f"课{number}", code=f"L{number}")
        factories.course(f"邻课{number}", at=factories.unit("nancun"), code=f"X{number}")
    client = login(author())
    client.get(reverse("courses:index"))
    with django_assert_num_queries(LIST_QUERIES):
        response = client.get(reverse("courses:index"))
    assert {page.code for page in response.context["object_list"]} == {f"L{number}" for number in range(count)}
    export = client.get(reverse("courses:index"), {"export": "xlsx"})
    assert export.status_code == 200


LIST_QUERIES = 29


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_and_the_panel_name_own_courses_that_are_due(login, count, django_assert_num_queries):
    past = timezone.localdate() - datetime.timedelta(days=1)
    for number in range(count):
        factories.course(f"旧课{number}", code=f"L{number}", review_by=past)
        factories.course(f"邻旧课{number}", at=factories.unit("nancun"), code=f"X{number}", review_by=past)
    factories.course("新课", code="F1")
    client = login(author())
    client.get(reverse("courses_review_due"))
    with django_assert_num_queries(REPORT_QUERIES):
        report = client.get(reverse("courses_review_due"))
    assert [page.code for page in report.context["object_list"]] == [f"L{number}" for number in range(count)]
    start = client.get(reverse("wagtailadmin_home")).content.decode()
    assert start.count("旧课") == count
    assert "邻旧课" not in start
    assert "新课" not in start


REPORT_QUERIES = 22


def test_the_editor_says_that_a_course_is_due(login, settings):
    settings.LANGUAGE_CODE = "en"
    due = factories.course("旧课", code="L1", review_by=timezone.localdate())
    fresh = factories.course("新课", code="L2")
    client = login(author())
    said = [
        "This course is due for review."
        in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        for page in (due, fresh)
    ]
    assert said == [True, False]


def test_authors_put_units_in_order_and_others_do_not(world, login):
    _course, module, first = world["own"]
    second = factories.lesson(ModulePage.objects.get(pk=module.pk), "第二课时")
    url = reverse("wagtailadmin_pages:set_page_position", args=[second.pk])
    stranger = factories.person(factories.unit("nancun"), Role.AUTHOR)
    login(stranger).post(f"{url}?position=0")
    assert list(LessonPage.objects.child_of(module).values_list("pk", flat=True)) == [first.pk, second.pk]
    assert login(author()).post(f"{url}?position=0").status_code == 200
    assert list(LessonPage.objects.child_of(module).values_list("pk", flat=True)) == [second.pk, first.pk]


def test_a_module_leads_to_its_course(world, client):
    course, module, _lesson = world["own"]
    response = client.get(module.url)
    assert (response.status_code, response.url) == (302, course.url)
