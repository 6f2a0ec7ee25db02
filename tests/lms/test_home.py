"""The front door."""

import pytest

from learning.services import enroll
from tests import factories
from tests.learning.builders import cold, complete, course_for, finish_units

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _front():
    factories.home().save_revision().publish()
    factories.catalog()


def test_a_stranger_reads_what_the_site_is(client):
    course_for("议事协商", lessons=1)
    page = client.get("/").content.decode()
    for words in ("从番禺的做法里学社区治理", "怎样学", "议事协商", "证书查验"):
        assert words in page
    assert "您的必修课" not in page


def test_a_learner_is_greeted_and_shown_what_is_next(login, learner):
    row = enroll(learner=learner, course=course_for("议事协商", lessons=2))
    client = login(learner)
    assert f"{learner.name}，课程已经备好" in client.get("/").content.decode()
    client.get(row.course.get_children().first().get_children().first().url)
    page = client.get("/").content.decode()
    assert f"{learner.name}，接着上次的地方学" in page
    assert "议事协商第1课" in page


def test_a_learner_without_a_course_is_asked_what_to_learn(login, learner):
    assert f"{learner.name}，接下来学点什么？" in login(learner).get("/").content.decode()


def test_compulsory_courses_come_once_and_what_was_taken_is_not_offered(login, learner):
    course_for("我的必修", "cadre_town!")
    course_for("别人的必修", "volunteer!")
    complete(enroll(learner=learner, course=course_for("学完的必修", "cadre_town!")))
    front = login(learner).get("/").context["front"]
    assert [card.course.title for card in front.compulsory] == ["我的必修"]
    assert [card.course.title for card in front.newest] == ["别人的必修"]
    assert front.board.finished_count == 1


@pytest.mark.parametrize(("stands", "queries"), [(False, 12), (True, 26)])
def test_queries_do_not_grow_with_the_courses(login, client, learner, django_assert_num_queries, stands, queries):
    if stands:
        client = login(learner)
    for names in ("一", "二三"):
        for name in names:
            finish_units(enroll(learner=learner, course=course_for(f"在学{name}", lessons=2)), 1)
            course_for(f"必修{name}", "cadre_town!", lessons=1)
            course_for(f"新课{name}", "volunteer", lessons=1)
        client.get("/")
        cold()
        with django_assert_num_queries(queries):
            client.get("/")


def test_the_accessibility_page_names_its_standard(client):
    assert "GB/T 37668-2019" in client.get("/accessibility/").content.decode()
