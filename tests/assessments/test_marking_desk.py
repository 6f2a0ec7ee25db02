"""The marking desk over HTTP: piles, one answer after the other, and nobody's name."""

import html
import re

import pytest
from django.urls import reverse

from accounts.enums import Role
from assessments.models import Attempt, Marking, MarkingTask
from assessments.services import mark_answer
from tests import factories
from tests.assessments import builders
from tests.assessments import builders_marking as marking
from tests.cases import library_builders as library

pytestmark = pytest.mark.django_db
DESK = reverse("assessments:marking")


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def task_url(task: MarkingTask, name: str = "task") -> str:
    return reverse(f"assessments:{name}", args=[task.uuid])


def pile_url(task: MarkingTask) -> str:
    return reverse("assessments:pile", args=[task.attempt.quiz.translation_key, task.item])


@pytest.fixture
def attempt():
    return marking.handed_in(marking.quiz(), learner=factories.person(name="何丽珊"))


@pytest.fixture
def task(attempt):
    return marking.task_of(attempt)


POINTS = {"criteria": "2", "points-1": "6", "points-2": "4", "then": "next"}


def test_the_story_of_a_marker(login, attempt, task):
    browser = login(marking.marker())
    assert pile_url(task) in text_of(browser.get(DESK))
    assert task_url(task) in text_of(browser.get(pile_url(task)))
    page = text_of(browser.get(task_url(task)))
    for words in (marking.ANSWER, "说清谁来议", f"{marking.SECRET_CRITERION}0", builders.SECRET_EXPLANATION):
        assert words in page
    done = browser.post(task_url(task), POINTS | {"comment": "讲得清楚。"})
    assert done.url == pile_url(task)
    assert Attempt.objects.get().points == 20
    assert pile_url(task) not in text_of(browser.get(DESK))
    assert pile_url(task) in text_of(browser.get(DESK, {"tab": "done"}))
    learner = login(attempt.enrollment.learner)
    result = text_of(learner.get(reverse("assessments:result", args=[attempt.uuid])))
    assert "讲得清楚。" in result
    assert "6／6分" in result


def test_the_desk_names_nobody(login, attempt, task):
    browser = login(marking.marker())
    for url in (DESK, pile_url(task), task_url(task)):
        page = text_of(browser.get(url))
        assert "何丽珊" not in page
        assert str(attempt.uuid) not in page
        assert not re.search(rf"\b{attempt.enrollment.uuid}\b", page)


def test_after_one_answer_comes_the_next(login):
    page = marking.quiz()
    for _n in range(3):
        marking.handed_in(page)
    first, second, third = MarkingTask.objects.all()
    browser = login(marking.marker())
    assert browser.post(task_url(second), POINTS).url == task_url(third)
    assert browser.post(task_url(third), POINTS).url == task_url(first)
    assert browser.post(task_url(first), POINTS).url == pile_url(first)


def test_what_was_typed_stays_when_a_criterion_is_missing(login, task):
    answer = login(marking.marker()).post(
        task_url(task), {"criteria": "2", "points-1": "5", "comment": "还差一项", "then": "next"}
    )
    page = text_of(answer)
    assert (answer.status_code, Marking.objects.count()) == (422, 0)
    assert re.search(r'name="points-1" value="5" checked', page)
    assert "还差一项" in page


@pytest.mark.parametrize("sent", [{}, {"criteria": "999999"}, {"criteria": "2", "points-1": "六", "points-2": "4"}])
def test_nonsense_is_refused_and_nothing_is_kept(login, task, sent):
    assert login(marking.marker()).post(task_url(task), sent).status_code == 422
    assert Marking.objects.count() == 0


def test_whoever_was_slower_is_told(login, task):
    mark_answer(task=task, by=marking.marker(), points=[0, 0])
    answer = login(marking.marker()).post(task_url(task), POINTS)
    assert answer.url == task_url(task)
    assert Marking.objects.get().points == [0, 0]


def test_a_second_marker_sees_nothing_of_the_first(login, task):
    first, second = marking.marker(), marking.marker()
    browser = login(first)
    browser.post(task_url(task), {**POINTS, "points-1": "5", "comment": "第一人的话", "then": "second"})
    assert MarkingTask.objects.get().state == "second"
    own = text_of(browser.get(task_url(task)))
    assert "第一人的话" in own
    other = text_of(login(second).get(task_url(task)))
    assert "第一人的话" not in other
    assert 'name="points-1"' in other
    assert "checked" not in other


def test_an_author_sees_both_before_deciding(login, task):
    mark_answer(task=task, by=marking.marker(), points=[6, 4], comment="甲的话", second=True)
    mark_answer(task=task, by=marking.marker(), points=[1, 1], comment="乙的话")
    page = text_of(login(marking.marker(role=Role.AUTHOR)).get(task_url(task)))
    assert "6和1" in re.sub(r"\s", "", page)
    assert 'name="points-1"' in page
    assert 'name="points-1"' not in text_of(login(marking.marker()).get(task_url(task)))


def test_a_second_marker_is_asked_for_by_a_button(login):
    page = marking.quiz(questions=[marking.written("第一问"), marking.written("第二问")])
    marking.handed_in(page)
    task = MarkingTask.objects.first()
    browser = login(marking.marker())
    browser.post(task_url(task), POINTS)
    assert task_url(task, "second") in text_of(browser.get(task_url(task)))
    assert browser.post(task_url(task, "second")).url == task_url(task)
    assert MarkingTask.objects.get(pk=task.pk).state == "second"


@pytest.mark.parametrize("name", ["desk", "pile", "task"])
def test_strangers_log_in_first(client, task, name):
    url = {"desk": DESK, "pile": pile_url(task), "task": task_url(task)}[name]
    assert client.get(url).url.startswith("/account/login/")


def test_to_markers_of_another_town_and_to_its_writer_an_answer_does_not_exist(login, attempt, task):
    for person in (marking.marker(factories.unit("shilou", name="石楼镇")), attempt.enrollment.learner):
        browser = login(person)
        answers = [browser.get(pile_url(task)), browser.get(task_url(task)), browser.post(task_url(task), POINTS)]
        answers.append(browser.post(task_url(task, "second")))
        assert [answer.status_code for answer in answers] == [404] * 4
    assert Marking.objects.count() == 0


def test_an_empty_desk_says_so_and_learners_have_none(login):
    assert login(marking.marker()).get(DESK).context["piles"] == []
    assert login(factories.person()).get(DESK).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_for_one_and_three_piles(login, django_assert_num_queries, count):
    questions = [marking.written(f"第{n}问") for n in range(count)]
    marking.handed_in(marking.quiz(questions=questions))
    browser = login(marking.marker())
    browser.get(DESK)
    with django_assert_num_queries(13):
        assert len(browser.get(DESK).context["piles"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_pile_costs_the_same_for_one_and_three_answers(login, django_assert_num_queries, count):
    page = marking.quiz()
    for _n in range(count):
        marking.handed_in(page)
    browser = login(marking.marker())
    task = MarkingTask.objects.first()
    browser.get(pile_url(task))
    with django_assert_num_queries(12):
        assert len(browser.get(pile_url(task)).context["page"].object_list) == count


# --- the learner's side ---


def sitting(login, **fields):
    attempt = builders.begin(questions=[marking.written(**fields)])
    browser = login(attempt.enrollment.learner)
    return attempt, browser


def test_a_long_text_is_saved_as_it_was_written(login):
    attempt, browser = sitting(login)
    item = attempt.paper["items"][0]["uid"]
    answer = reverse("assessments:answer", args=[attempt.uuid])
    said = browser.post(answer, {"item": item, "value": "先请楼长。\r\n再请物业。", "sequence": "1"},
                        headers={"Accept": "application/json"}).json()  # fmt: skip
    assert said["value"] == ["先请楼长。\n再请物业。"]
    page = text_of(browser.get(reverse("assessments:sit", args=[attempt.uuid])))
    assert "先请楼长。\n再请物业。</textarea>" in page
    refused = browser.post(answer, {"item": item, "value": "字" * 1001}, headers={"Accept": "application/json"})
    assert refused.status_code == 422


def test_neither_rubric_nor_model_answer_reaches_the_learner_before_marking(login):
    attempt, browser = sitting(login)
    pages = [browser.get(reverse(f"assessments:{name}", args=[attempt.uuid])) for name in ("sit", "review")]
    pages.append(browser.get(attempt.quiz.url))
    for page in pages:
        for secret in (marking.SECRET_CRITERION, "说清谁来议", builders.SECRET_EXPLANATION):
            assert secret not in text_of(page)


def test_the_paper_shows_the_quoted_case(login):
    case = library.case("榕树下的楼长会", version=3, number="AL-2026-shiqi-0001")
    attempt, browser = sitting(login, kind="case_analysis", case=case)
    page = text_of(browser.get(reverse("assessments:sit", args=[attempt.uuid])))
    assert f'href="{case.url}"' in page
    assert "AL-2026-shiqi-0001" in page


def test_the_result_page_says_what_is_waiting_and_until_when(login, attempt):
    browser = login(attempt.enrollment.learner)
    page = browser.get(reverse("assessments:result", args=[attempt.uuid]))
    assert (page.context["result"].waiting, page.context["result"].due) == (1, attempt.marking_due)
    day = f"{attempt.marking_due.year}年{attempt.marking_due.month}月{attempt.marking_due.day}日"
    assert day in text_of(page)
    quiz = text_of(browser.get(attempt.quiz.url))
    assert "阅卷中" in quiz
    assert reverse("assessments:start", args=[attempt.quiz.translation_key]) not in quiz


def test_a_quiz_that_shows_the_score_only_shows_nothing_of_the_rubric(login):
    attempt = marking.handed_in(marking.quiz(feedback_policy="score_only"))
    mark_answer(task=marking.task_of(attempt), by=marking.marker(), points=[6, 4], comment="评语")
    page = text_of(login(attempt.enrollment.learner).get(reverse("assessments:result", args=[attempt.uuid])))
    for secret in (marking.SECRET_CRITERION, "说清谁来议", builders.SECRET_EXPLANATION, "评语"):
        assert secret not in page
