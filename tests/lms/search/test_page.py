"""The search page: what strangers, learners and staff find, and what they may read of it."""

import datetime

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from accounts.enums import Role
from courses.models import CoursePage, LessonPage
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from lms.models import HelpIndexPage, HelpPage, ZeroHit
from lms.search import sources
from tests import factories
from tests.cases.library_builders import case
from tests.practice.builders import brand

pytestmark = pytest.mark.django_db
SECRET = "楼道口的红漆箱子每周三开一次"
BODY = [{"type": "rich_text", "value": f"<p>先打招呼。{SECRET}，谁都能看。</p>", "id": "t1"}]


@pytest.fixture
def lesson() -> LessonPage:
    course = factories.course("信箱课", summary="怎样收意见")
    return factories.lesson(factories.module(course), "意见从哪里来", summary="三种收法", body=BODY)


def course_of(lesson) -> CoursePage:
    return CoursePage.objects.ancestor_of(lesson).get()


def ask(client, words: str, **query):
    return client.get(reverse("search"), {"q": words, **query})


def read(response) -> str:
    return response.content.decode().replace("<mark>", "").replace("</mark>", "")


def enroll(learner, lesson, status=EnrollmentStatus.ACTIVE) -> Enrollment:
    return Enrollment.objects.create(learner=learner, course=course_of(lesson), status=status, method="open")


def test_a_stranger_finds_a_lesson_by_its_text_but_reads_its_summary_only(client, lesson):
    page = read(ask(client, "红漆箱子"))
    assert lesson.title in page and lesson.summary in page and "信箱课" in page
    assert SECRET not in page and "楼道口" not in page and "每周三" not in page


@pytest.mark.parametrize("status", ["applied", "withdrawn", "declined"])
def test_whoever_may_not_open_the_lesson_reads_no_text(login, learner, lesson, status):
    enroll(learner, lesson, status)
    assert "楼道口" not in read(ask(login(learner), "红漆箱子"))


def test_whoever_takes_the_course_reads_the_place_marked(login, learner, lesson):
    enroll(learner, lesson)
    response = ask(login(learner), "红漆箱子")
    assert SECRET in read(response)
    assert "<mark>红漆箱子</mark>" in response.content.decode()


def test_a_lesson_that_is_still_locked_is_not_quoted(login, learner, lesson):
    enroll(learner, lesson)
    lesson.opens_on = datetime.date.today() + datetime.timedelta(days=9)
    lesson.save_revision().publish()
    assert lesson.title in read(ask(login(learner), "红漆箱子"))
    assert SECRET not in read(ask(login(learner), "红漆箱子"))


def test_staff_are_quoted_what_they_may_edit_and_their_neighbors_not(login, lesson):
    own = factories.person(None, Role.AUTHOR)
    other = factories.person(factories.unit("shilou", name="石楼镇"), Role.AUTHOR)
    assert SECRET in read(ask(login(own), "红漆箱子"))
    assert SECRET not in read(ask(login(other), "红漆箱子"))


def test_the_answers_of_a_self_check_are_not_in_the_index(client, lesson):
    course = course_of(lesson)
    texts = [{"text": f"选项{n}", "correct": n == 1, "feedback": "噪声归他受"} for n in range(3)]
    choices = [{"type": "item", "id": f"c{n}", "value": value} for n, value in enumerate(texts)]
    check = {"question": "哪一位不能漏请？", "explanation": "因为噪声归他受", "choices": choices}
    factories.lesson(
        factories.module(course, "二"), "自测课", body=[{"type": "self_check", "id": "s1", "value": check}]
    )
    assert "自测课" in read(ask(client, "不能漏请"))
    assert "自测课" not in read(ask(client, "噪声归他受"))


def test_drafts_hidden_and_private_pages_are_never_found(client, lesson):
    course = course_of(lesson)
    heading = factories.module(course, "草稿卷")
    hidden = factories.lesson(heading, "意见草稿课")
    hidden.unpublish()
    heading.add_child(instance=LessonPage(title="意见未发布课", live=False))
    lesson.title = "意见改后的题目"
    lesson.save_revision()
    page = read(ask(client, "意见"))
    assert "意见从哪里来" in page
    assert "草稿课" not in page and "未发布课" not in page and "改后的题目" not in page
    PageViewRestriction.objects.create(page=course, restriction_type="login")
    assert "意见从哪里来" not in read(ask(client, "意见"))


@pytest.mark.parametrize("above", ["course", "module"])
def test_a_lesson_goes_with_the_course_or_module_above_it(client, lesson, above):
    page = course_of(lesson) if above == "course" else lesson.get_parent()
    page.unpublish()
    assert LessonPage.objects.get().live
    answer = read(ask(client, "意见从哪里来"))
    assert "三种收法" not in answer
    assert "意见从哪里来" not in client.get(reverse("search_suggestions"), {"q": "意见"}).content.decode()


def test_tabs_count_what_each_would_show(client, lesson):
    factories.course("意见箱设计", code="C9")
    answer = ask(client, "意见").context["answer"]
    assert [(str(tab.label), tab.count) for tab in answer.tabs] == [
        ("None", 3),
        ("课程", 2),
        ("课时", 1),
        ("案例", 0),
        ("镇街品牌", 0),
        ("帮助", 0),
    ]
    lessons = ask(client, "意见", tab="lessons").context["answer"]
    assert [hit.url for hit in lessons.hits] == [lesson.url]


def test_a_brand_is_found_by_its_story_and_its_town_until_it_is_taken_down(client):
    page = brand(factories.unit("shiqi", name="石碁镇"))
    for words in ("榕树", "石碁"):
        (hit,) = ask(client, words, tab="brands").context["answer"].hits
        assert (hit.title, hit.place) == ("树下议事", "石碁镇")
    page.unpublish()
    assert ask(client, "榕树", tab="brands").context["answer"].hits == []


def test_filters_narrow_their_tab_and_stay_in_the_address(client, lesson):
    factories.course("意见箱设计", code="C9", theme="rural_revival")
    answer = ask(client, "意见", tab="courses", theme="five_society", nonsense="1").context["answer"]
    assert [hit.title for hit in answer.hits] == ["信箱课"]
    assert answer.wish.query() == "q=%E6%84%8F%E8%A7%81&tab=courses&theme=five_society"
    assert answer.tabs[0].count == 3


def test_a_learner_may_look_in_the_own_courses_only(login, learner, lesson):
    other = factories.course("别的课", code="C8")
    factories.lesson(factories.module(other), "意见别处")
    enroll(learner, lesson)
    answer = ask(login(learner), "意见", tab="lessons", mine="mine").context["answer"]
    assert [hit.url for hit in answer.hits] == [lesson.url]
    assert "mine" not in ask(login(learner).__class__(), "意见", tab="lessons").content.decode()


def test_nothing_found_says_what_to_try_and_is_counted_once_a_search(client):
    page = read(ask(client, "量子计算"))
    assert "没有找到" in page and "换一种说法" in page
    assert ZeroHit.objects.get().term == "量子计算"
    ask(client, "意见", tab="lessons")
    assert set(ZeroHit.objects.values_list("term", flat=True)) == {"量子计算", "意见"}


def test_a_tab_without_result_is_no_search_in_vain(client):
    factories.course("意见箱设计")
    assert "这一类没有结果" in read(ask(client, "意见", tab="lessons"))
    assert not ZeroHit.objects.exists()


def test_pages_of_results(client):
    heading = factories.module(factories.course("课"))
    for number in range(11):
        factories.lesson(heading, f"意见{number}")
    assert len(ask(client, "意见").context["answer"].hits) == 10
    second = ask(client, "意见", page="2")
    assert len(second.context["answer"].hits) == 1
    assert 'start="11"' in second.content.decode()
    assert len(ask(client, "意见", page="x").context["answer"].hits) == 10


def test_suggestions_are_titles_by_characters_and_pinyin(client, lesson):
    for typed in ("意见", "yijian", "yj", "意見"):
        found = client.get(reverse("search_suggestions"), {"q": typed}).json()["suggestions"]
        assert found == [{"title": lesson.title, "url": lesson.url, "kind": "课时"}]
    assert client.get(reverse("search_suggestions")).json() == {"suggestions": []}


def test_the_form_works_without_a_script_and_keeps_what_was_typed(client, lesson):
    page = ask(client, '意见"<', tab="lessons").content.decode()
    assert 'name="q" value="意见&quot;&lt;"' in page
    assert '<input type="hidden" name="tab" value="lessons">' in page
    assert 'href="/search/"' in client.get("/").content.decode()


def test_a_new_kind_of_pages_is_one_line(client, monkeypatch):
    factories.course("意见箱设计")
    line = sources.Source("cases", "案例", lambda user: CoursePage.objects.live())
    monkeypatch.setattr(sources, "SOURCES", sources.SOURCES)
    sources.SOURCES.append(line)
    try:
        assert [(tab.label, tab.count) for tab in ask(client, "意见").context["answer"].tabs][-1] == ("案例", 1)
    finally:
        sources.SOURCES.remove(line)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "count"), [("stranger", 18), ("learner", 23), ("author", 29)])
def test_a_fixed_number_of_queries(client, login, lesson, django_assert_num_queries, rows, who, count):
    for number in range(1, rows):
        other = factories.course(f"意见课{number}", code=f"D{number}")
        factories.lesson(factories.module(other), f"意见{number}")
    if who != "stranger":
        person = factories.person(None, *([Role.AUTHOR] if who == "author" else []))
        if who == "learner":
            for course in CoursePage.objects.all():
                Enrollment.objects.create(learner=person, course=course, status="active", method="open")
        client = login(person)
    ask(client, "意见")
    with django_assert_num_queries(count):
        ask(client, "意见")


# What the box asks is the same for any number of answers: who may know of each kind, then one search and its titles.
@pytest.mark.parametrize("rows", [1, 3])
def test_suggestions_take_a_fixed_number_of_queries(client, lesson, django_assert_num_queries, rows):
    for number in range(1, rows):
        other = factories.course(f"意见课{number}", code=f"D{number}")
        factories.lesson(factories.module(other), f"意见{number}")
    client.get(reverse("search_suggestions"), {"q": "意见"})
    with django_assert_num_queries(5):
        client.get(reverse("search_suggestions"), {"q": "意见"})


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("tab", "count"), [("courses", 19), ("lessons", 18), ("cases", 23), ("help", 16)])
def test_every_tab_takes_a_fixed_number_of_queries(client, lesson, django_assert_num_queries, rows, tab, count):
    for number in range(rows):
        other = factories.course(f"意见课{number}", code=f"D{number}")
        factories.lesson(factories.module(other), f"意见{number}")
        case(f"意见箱{number}")
        factories.publish(help_index(), HelpPage(title=f"意见{number}", lead="提意见", body="<p>点这里。</p>"))
    ask(client, "意见", tab=tab)
    with django_assert_num_queries(count):
        assert len(ask(client, "意见", tab=tab).context["answer"].hits) >= rows


def help_index() -> HelpIndexPage:
    found = HelpIndexPage.objects.first()
    return found or factories.publish(factories.home(), HelpIndexPage(title="帮助", slug="help"))
