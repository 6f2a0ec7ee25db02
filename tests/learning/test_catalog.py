"""The catalog: what it finds, counts, orders, and how much it asks the database."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from accounts.enums import Audience
from learning.catalog import listing
from learning.models import Enrollment
from learning.services import apply, enroll
from tests import factories
from tests.learning.builders import cold, complete, course_for, finish_units

pytestmark = pytest.mark.django_db


def found(user, query: str = "") -> list[str]:
    return [card.course.title for card in shown(user, query).cards]


def shown(user, query: str = ""):
    return listing(catalog=factories.catalog(), user=user, query=QueryDict(query))


def counts(user, name: str, query: str = "") -> dict[str, int]:
    facet = next(facet for facet in shown(user, query).facets if facet.name == name)
    return {option.value: option.count for option in facet.options}


@pytest.fixture
def stranger():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


@pytest.fixture
def shelf():
    """Three courses; for a township cadre the last one is compulsory."""
    return [
        course_for("社区基金", "cadre_town", theme="community_fund", teacher="陈老师"),
        course_for("村规民约", "community_secretary!", theme="rural_revival"),
        course_for("议事协商", "cadre_town!", "volunteer", theme="deliberation", lessons=2),
    ]


def test_everybody_sees_published_courses_in_the_catalogs_order(shelf, stranger):
    shelf[1].unpublish()
    assert found(stranger) == ["社区基金", "议事协商"]


def test_what_is_compulsory_for_me_comes_first(shelf, learner):
    assert found(learner) == ["议事协商", "社区基金", "村规民约"]
    assert [card.need for card in shown(learner).cards] == ["compulsory", "elective", "elective"]


def test_nobody_is_told_compulsory_without_saying_who_they_are(shelf, stranger):
    assert {card.need for card in shown(stranger).cards} == {""}
    assert [card.need for card in shown(stranger, "audience=community_secretary").cards] == ["compulsory"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("audience=volunteer", ["议事协商"]),
        ("audience=volunteer&audience=community_secretary", ["村规民约", "议事协商"]),
        ("theme=deliberation&theme=rural_revival", ["村规民约", "议事协商"]),
        ("need=compulsory", ["村规民约", "议事协商"]),
        ("need=elective&theme=deliberation", []),
        ("theme=made-up", ["社区基金", "村规民约", "议事协商"]),
        ("q=基金", ["社区基金"]),
        ("q=陈老师", ["社区基金"]),
        ("q=议事协商第2课", ["议事协商"]),
        ("q=議事協商", ["议事协商"]),
        ("q=协商+议事", ["议事协商"]),
        ("q=第２课", ["议事协商"]),
        ("q=%20", ["社区基金", "村规民约", "议事协商"]),
        ("page=99", ["社区基金", "村规民约", "议事协商"]),
    ],
)
def test_filters_and_words_find(shelf, stranger, query, titles):
    assert found(stranger, query) == titles


def test_a_hidden_lesson_is_not_found(shelf, stranger):
    from courses.models import LessonPage

    LessonPage.objects.get(title="议事协商第2课").unpublish()
    assert found(stranger, "q=第2课") == []


def test_my_progress_is_a_filter(shelf, learner):
    enroll(learner=learner, course=shelf[0])
    complete(enroll(learner=learner, course=shelf[1]))
    complete(enroll(learner=factories.person(), course=shelf[2]))
    assert found(learner, "progress=started") == ["社区基金"]
    assert found(learner, "progress=done") == ["村规民约"]
    assert found(learner, "progress=new") == ["议事协商"]
    assert counts(learner, "progress") == {"new": 1, "started": 1, "done": 1}


def test_a_facet_counts_what_it_would_show_under_the_other_facets(shelf, stranger):
    assert counts(stranger, "audience") == {"cadre_town": 2, "community_secretary": 1, "volunteer": 1}
    assert counts(stranger, "audience", "theme=deliberation&audience=cadre_town") == {"cadre_town": 1, "volunteer": 1}
    assert counts(stranger, "need", "theme=rural_revival") == {"compulsory": 1, "elective": 0}


def test_strangers_have_no_progress_facet(shelf, stranger):
    assert [facet.name for facet in shown(stranger).facets] == ["audience", "need", "theme"]


def test_an_option_carries_the_address_that_toggles_it(shelf, stranger):
    page = shown(stranger, "q=课&theme=deliberation")
    option = next(o for f in page.facets for o in f.options if o.value == "deliberation")
    assert (option.chosen, option.query) == (True, "q=%E8%AF%BE")


def test_a_card_shows_where_the_learner_stands(shelf, learner):
    row = enroll(learner=learner, course=shelf[2])
    finish_units(row, 1)
    card = shown(learner).cards[0]
    assert (card.study.outline.percent, card.outline.lesson_count) == (50, 2)


def test_a_retake_shows_the_running_enrollment(shelf, learner):
    complete(enroll(learner=learner, course=shelf[0]))
    again = enroll(learner=learner, course=shelf[0], retake=True)
    card = next(card for card in shown(learner).cards if card.course == shelf[0])
    assert card.enrollment == again


def test_pages_of_twenty_four(stranger):
    for number in range(25):
        factories.course(f"课程{number:02d}")
    assert len(found(stranger)) == 24
    assert found(stranger, "page=2") == ["课程24"]


class TestPage:
    url = "/courses/"

    def test_the_page_says_so_when_nothing_fits(self, client, shelf):
        page = client.get(self.url, {"q": "没有这个词"}).content.decode()
        assert "没有符合条件的课程" in page
        assert "社区基金" not in page

    def test_the_page_says_so_when_there_is_nothing_yet(self, client):
        factories.catalog().save_revision().publish()
        assert "还没有课程" in client.get(self.url).content.decode()

    def test_words_are_shown_as_words(self, client, shelf):
        page = client.get(self.url, {"q": "<script>alert(1)</script>"}).content.decode()
        assert "<script>alert" not in page

    def test_navigation_knows_the_way(self, shelf):
        assert reverse("catalog") == factories.catalog().url == self.url

    @pytest.mark.parametrize(
        ("stands", "words", "queries"), [(False, "", 8), (True, "", 13), (False, "课程", 11), (True, "课程", 16)]
    )
    def test_queries_do_not_grow_with_the_courses(
        self, login, client, django_assert_num_queries, stands, words, queries
    ):
        learner = factories.person()
        if stands:
            client = login(learner)

        def add(title):
            made = course_for(title, "cadre_town!", lessons=2)
            finish_units(enroll(learner=learner, course=made), 1)

        add("课程一")
        for titles in ([], ["课程二", "课程三"]):
            for title in titles:
                add(title)
            client.get(self.url)
            cold()
            with django_assert_num_queries(queries):
                client.get(self.url, {"q": words})


def test_an_audience_of_the_person_that_no_course_names_is_harmless(shelf):
    expert = factories.person(audience=Audience.EXPERT)
    assert [card.need for card in shown(expert).cards] == ["elective"] * 3


def test_an_application_is_no_progress(shelf, learner):
    course = course_for("要申请", join_method="application")
    apply(learner=learner, course=course, application="想学")
    assert counts(learner, "progress") == {"new": 4, "started": 0, "done": 0}
    assert Enrollment.objects.get().status == "applied"
