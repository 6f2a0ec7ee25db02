"""The wrong-question notebook: what is in it, practicing, and what never gets there."""

import datetime
import html

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import Attempt, Practice, Response
from assessments.services import mark_answer, start_attempt, submit_attempt
from assessments.streaks import ENOUGH, Answer, Streak, still_wrong
from learning.models import UnitProgress
from tests import factories
from tests.assessments import builders
from tests.assessments import builders_marking as marking

DAY = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)
WRONG = reverse("assessments:wrong")


def at(hour: int) -> datetime.datetime:
    return DAY + datetime.timedelta(hours=hour)


def answers(*rows: tuple[str, bool, int]) -> list[Answer]:
    return [Answer(n, n, item, right, at(hour)) for n, (item, right, hour) in enumerate(rows)]


@pytest.mark.parametrize(
    ("given_answers", "streaks", "items"),
    [
        ([], {}, []),
        (answers(("a", False, 1), ("b", True, 1)), {}, ["a"]),
        (answers(("a", False, 1), ("b", False, 2)), {}, ["b", "a"]),
        (answers(("a", False, 1), ("a", True, 2)), {}, []),
        (answers(("a", True, 1), ("a", False, 2)), {}, ["a"]),
        (answers(("a", False, 2), ("a", True, 1)), {}, ["a"]),
        (answers(("a", False, 1)), {"a": Streak(1, at(2))}, ["a"]),
        (answers(("a", False, 1)), {"a": Streak(ENOUGH, at(2))}, []),
        (answers(("a", False, 3)), {"a": Streak(ENOUGH, at(2))}, ["a"]),
        (answers(("a", False, 1)), {"b": Streak(ENOUGH, at(2))}, ["a"]),
    ],
)
def test_what_is_still_wrong(given_answers, streaks, items):
    assert [answer.item for answer in still_wrong(given_answers, streaks)] == items


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.integers(0, 5)), max_size=12))
def test_no_question_stands_there_twice_and_none_whose_last_answer_was_right(rows):
    made = answers(*rows)
    found = still_wrong(made, {})
    assert len({answer.item for answer in found}) == len(found)
    for item in "abc":
        own = [answer for answer in made if answer.item == item]
        last = max(own, key=lambda answer: (answer.at, answer.response), default=None)
        assert (item in {answer.item for answer in found}) == (last is not None and not last.right)


pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def missed(learner=None, *, right: int = 0, **fields) -> Attempt:
    """A handed-in attempt with everything but the first `right` answers wrong."""
    page = builders.quiz(**fields)
    attempt = start_attempt(learner=builders.enrolled(page, learner).learner, quiz=page)
    builders.answer(attempt, right=right)
    return submit_attempt(attempt=attempt, by=attempt.enrollment.learner)


@pytest.fixture
def attempt():
    return missed(right=2)


@pytest.fixture
def browser(login, attempt):
    return login(attempt.enrollment.learner)


@pytest.fixture
def uid(attempt):
    return attempt.paper["items"][2]["uid"]


def door(uid: str) -> str:
    return reverse("assessments:practice", args=[uid])


def shown(browser) -> list[str]:
    return [mistake.uid for mistake in browser.get(WRONG).context["mistakes"]]


def send(browser, attempt, uid, *, right: bool):
    value = builders.right_answers(attempt)[uid] if right else builders.wrong_answer(attempt, uid)
    count = browser.get(door(uid)).context["mistake"].answers
    return browser.post(door(uid), {"value": value, "answers": count})


def test_what_went_wrong_is_there_and_leaves_after_two_right_answers_in_a_row(browser, attempt, uid):
    before = (Attempt.objects.count(), list(Response.objects.values()), list(UnitProgress.objects.values()))
    assert shown(browser) == [uid]
    for right, left, there in ((True, 1, [uid]), (False, 2, [uid]), (True, 1, [uid]), (True, 0, [])):
        answer = send(browser, attempt, uid, right=right)
        assert (answer.context["right"], answer.context["left"]) == (right, left)
        assert shown(browser) == there
    assert (Attempt.objects.count(), list(Response.objects.values()), list(UnitProgress.objects.values())) == before


def test_the_answer_is_shown_only_after_answering(browser, attempt, uid):
    page = text_of(browser.get(door(uid)))
    for secret in (builders.SECRET_EXPLANATION, builders.SECRET_FEEDBACK, "is_correct", "option--right"):
        assert secret not in page
    assert builders.SECRET_EXPLANATION in text_of(send(browser, attempt, uid, right=False))


def test_sent_twice_an_answer_counts_once(browser, attempt, uid):
    value = builders.right_answers(attempt)[uid]
    for _n in range(2):
        assert browser.post(door(uid), {"value": value, "answers": "0"}).context["left"] == 1
    assert shown(browser) == [uid]
    for _n in range(2):
        assert browser.post(door(uid), {"value": value, "answers": "1"}).context["left"] == 0
    assert (shown(browser), Practice.objects.get().answers) == ([], 2)


def test_wrong_again_on_a_paper_it_comes_back(browser, attempt, uid):
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=1)):
        for _n in range(2):
            send(browser, attempt, uid, right=True)
        assert shown(browser) == []
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        again = start_attempt(learner=attempt.enrollment.learner, quiz=attempt.quiz)
        key = builders.right_answers(again)
        builders.answer(again, right=0)
        submit_attempt(attempt=again)
        assert sorted(shown(browser)) == sorted(key)
        assert send(browser, again, uid, right=True).context["left"] == 1
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=3)):
        third = start_attempt(learner=attempt.enrollment.learner, quiz=attempt.quiz)
        builders.answer(third, right=3)
        submit_attempt(attempt=third)
        assert shown(browser) == []


@pytest.mark.parametrize("policy", ["score_only", "never"])
def test_quizzes_that_show_no_right_answers_bring_nothing(login, policy):
    attempt = missed(feedback_policy=policy)
    browser = login(attempt.enrollment.learner)
    assert shown(browser) == []
    assert browser.get(door(attempt.paper["items"][0]["uid"])).status_code == 404


def test_an_attempt_under_way_and_what_people_marked_bring_nothing(login):
    running = builders.begin()
    builders.answer(running, right=0)
    assert shown(login(running.enrollment.learner)) == []
    written = marking.handed_in(marking.quiz())
    mark_answer(task=marking.task_of(written), by=marking.marker(), points=[0, 0])
    assert shown(login(written.enrollment.learner)) == []


def test_other_peoples_mistakes_do_not_exist(login, attempt, uid):
    other = login(factories.person())
    assert shown(other) == []
    assert [other.get(door(uid)).status_code, other.post(door(uid), {"value": "x"}).status_code] == [404, 404]
    assert Practice.objects.count() == 0


def test_two_learners_of_one_question_have_a_count_of_their_own(login, browser, attempt, uid):
    second = start_attempt(learner=builders.enrolled(attempt.quiz).learner, quiz=attempt.quiz)
    builders.answer(second, right=0)
    submit_attempt(attempt=second)
    for _n in range(2):
        send(browser, attempt, uid, right=True)
    assert uid in shown(login(second.enrollment.learner))


@pytest.mark.parametrize("sent", [{}, {"value": "no-such-choice"}, {"value": ["a", "b"]}])
def test_nothing_and_nonsense_are_not_counted(browser, uid, sent):
    assert browser.post(door(uid), sent).status_code == 422
    assert Practice.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_notebook_costs_the_same_for_one_and_three_mistakes(login, django_assert_num_queries, count):
    attempt = missed(right=3 - count)
    browser = login(attempt.enrollment.learner)
    browser.get(WRONG)
    with django_assert_num_queries(7):
        assert len(shown(browser)) == count


def test_strangers_log_in_first_and_an_empty_notebook_says_so(client, login):
    assert client.get(WRONG).url.startswith("/account/login/")
    assert "没有错题" in text_of(login(factories.person()).get(WRONG))
