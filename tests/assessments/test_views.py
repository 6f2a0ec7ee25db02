"""The whole sitting over HTTP, as a browser without scripts does it and as the page's script does."""

import datetime
import html
import re
import uuid

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attempt, Response
from assessments.services import start_attempt, submit_attempt
from learning.models import UnitProgress
from tests import factories
from tests.assessments import builders
from tests.assessments.builders import SECRET_EXPLANATION, SECRET_FEEDBACK

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def page():
    return builders.quiz()


@pytest.fixture
def learner(page):
    return builders.enrolled(page).learner


@pytest.fixture
def attempt(page, learner):
    return start_attempt(learner=learner, quiz=page)


def url(name: str, attempt: Attempt) -> str:
    return reverse(f"assessments:{name}", args=[attempt.uuid])


def text_of(response) -> str:
    return html.unescape(response.content.decode())


# --- the story ---


def test_a_quiz_is_taken_without_scripts(login, page, learner):
    browser = login(learner)
    assert browser.get(page.url).status_code == 200
    begun = browser.post(reverse("assessments:start", args=[page.translation_key]))
    attempt = Attempt.objects.get()
    assert begun.url == url("sit", attempt)
    key = builders.right_answers(attempt)
    for number, item in enumerate(attempt.paper["items"], start=1):
        shown = browser.get(f"{url('sit', attempt)}?q={number}")
        assert item["stem"] in text_of(shown)
        saved = browser.post(url("answer", attempt), {"item": item["uid"], "value": key[item["uid"]], "go": "next"})
        assert saved.url == (url("review", attempt) if number == 3 else f"{url('sit', attempt)}?q={number + 1}")
    assert browser.get(url("review", attempt)).status_code == 200
    assert Attempt.objects.get().is_open
    handed_in = browser.post(url("submit", attempt))
    assert handed_in.url == url("result", attempt)
    result = text_of(browser.get(url("result", attempt)))
    assert result.count(SECRET_EXPLANATION) == 3
    assert UnitProgress.objects.get().success is True
    assert url("result", attempt) in text_of(browser.get(page.url))


def test_buttons_save_and_lead_where_they_say(login, attempt, learner):
    browser, uid = login(learner), attempt.paper["items"][1]["uid"]
    value = [attempt.paper["items"][1]["choices"][0]["uid"]]
    for target, expected in [
        ("next", f"{url('sit', attempt)}?q=3"),
        ("previous", f"{url('sit', attempt)}?q=1"),
        ("3", f"{url('sit', attempt)}?q=3"),
        ("99", f"{url('sit', attempt)}?q=3"),
        ("0", f"{url('sit', attempt)}?q=1"),
        ("nonsense", f"{url('sit', attempt)}?q=2"),
        ("review", url("review", attempt)),
    ]:
        Response.objects.all().delete()
        assert browser.post(url("answer", attempt), {"item": uid, "value": value, "go": target}).url == expected
        assert Response.objects.get().value == value


@pytest.mark.parametrize("query", ["", "0", "-1", "99", "abc", "１", "99999999999"])
def test_any_question_number_shows_a_question(login, attempt, learner, query):
    assert login(learner).get(url("sit", attempt), {"q": query}).status_code == 200


def test_the_flag_button_keeps_the_answer_given_with_it(login, attempt, learner):
    uid = attempt.paper["items"][0]["uid"]
    value = [attempt.paper["items"][0]["choices"][0]["uid"]]
    answered = login(learner).post(url("answer", attempt), {"item": uid, "value": value, "flag": "on"})
    assert answered.url == f"{url('sit', attempt)}?q=1"
    row = Response.objects.get()
    assert (row.value, row.flagged) == (value, True)


def test_saved_answers_come_back_on_another_device(client, login, attempt, learner):
    uid = attempt.paper["items"][0]["uid"]
    value = attempt.paper["items"][0]["choices"][2]["uid"]
    login(learner).post(url("answer", attempt), {"item": uid, "value": [value]})
    client.logout()
    shown = text_of(login(learner).get(url("sit", attempt)))
    assert re.findall(r'value="([0-9a-f-]{36})" checked', shown) == [value]


def test_the_review_names_what_is_open_and_what_is_flagged(login, attempt, learner):
    browser, items = login(learner), attempt.paper["items"]
    browser.post(url("answer", attempt), {"item": items[0]["uid"], "value": [items[0]["choices"][0]["uid"]]})
    browser.post(url("answer", attempt), {"item": items[2]["uid"], "flag": "on"})
    context = browser.get(url("review", attempt)).context["sitting"]
    assert [line.number for line in context.unanswered] == [2, 3]
    assert [line.number for line in context.flagged] == [3]


# --- the page's script ---


def test_the_script_is_told_what_the_server_holds(login, attempt, learner):
    browser, item = login(learner), attempt.paper["items"][0]
    first, second = item["choices"][0]["uid"], item["choices"][1]["uid"]
    saved = browser.post(url("answer", attempt), {"item": item["uid"], "value": first, "sequence": "4"}, **JSON).json()
    assert saved.pop("at")
    assert saved == {"left": None, "sequence": 4, "stale": False, "value": [first]}
    late = browser.post(url("answer", attempt), {"item": item["uid"], "value": second, "sequence": "2"}, **JSON).json()
    assert (late["stale"], late["sequence"], late["value"]) == (True, 4, [first])


def test_a_flag_alone_leaves_the_answer(login, attempt, learner):
    browser, item = login(learner), attempt.paper["items"][0]
    browser.post(url("answer", attempt), {"item": item["uid"], "value": item["choices"][0]["uid"], "sequence": "1"})
    sent = {"item": item["uid"], "flag": "on", "only_flag": "1"}
    assert browser.post(url("answer", attempt), sent, **JSON).status_code == 200
    row = Response.objects.get()
    assert (row.value, row.flagged) == ([item["choices"][0]["uid"]], True)


def test_an_answer_that_does_not_fit_is_explained(login, attempt, learner):
    browser, item = login(learner), attempt.paper["items"][0]
    two = [choice["uid"] for choice in item["choices"][:2]]
    refused = browser.post(url("answer", attempt), {"item": item["uid"], "value": two, "sequence": "1"}, **JSON)
    assert (refused.status_code, refused.json()["error"]) == (422, "invalid")
    page = browser.post(url("answer", attempt), {"item": item["uid"], "value": two}, follow=True)
    assert [str(message) for message in page.context["messages"]] == [refused.json()["message"]]
    assert Response.objects.count() == 0


def test_after_logging_out_the_script_is_led_to_the_login(client, attempt):
    refused = client.post(url("answer", attempt), {"item": attempt.paper["items"][0]["uid"]}, **JSON)
    assert (refused.status_code, refused.json()["error"]) == (401, "login")
    assert Response.objects.count() == 0


def test_after_handing_in_nothing_more_is_saved(login, attempt, learner):
    browser, item = login(learner), attempt.paper["items"][0]
    browser.post(url("submit", attempt))
    sent = {"item": item["uid"], "value": item["choices"][0]["uid"], "sequence": "9"}
    refused = browser.post(url("answer", attempt), sent, **JSON)
    assert (refused.status_code, refused.json()["url"]) == (409, url("result", attempt))
    assert browser.post(url("answer", attempt), sent).url == url("result", attempt)
    assert browser.get(url("sit", attempt)).url == url("result", attempt)
    assert browser.get(url("review", attempt)).url == url("result", attempt)
    assert Response.objects.count() == 0


# --- handing in ---


def test_handing_in_twice_leads_to_one_result(login, attempt, learner):
    browser = login(learner)
    first, second = browser.post(url("submit", attempt)), browser.post(url("submit", attempt))
    assert first.url == second.url == url("result", attempt)
    assert Attempt.objects.get().number == 1


def test_a_link_to_handing_in_asks_first(login, attempt, learner):
    assert login(learner).get(url("submit", attempt)).url == url("review", attempt)
    assert Attempt.objects.get().is_open


def test_the_result_of_a_running_attempt_leads_back_to_it(login, attempt, learner):
    assert login(learner).get(url("result", attempt)).url == url("sit", attempt)


@pytest.mark.parametrize(("policy", "points", "lines"), [("after", 0, 3), ("score_only", 0, 0), ("never", None, 0)])
def test_the_result_shows_what_the_policy_allows(login, policy, points, lines):
    page = builders.quiz(feedback_policy=policy)
    learner = builders.enrolled(page).learner
    attempt = start_attempt(learner=learner, quiz=page)
    submit_attempt(attempt=attempt)
    response = login(learner).get(url("result", attempt))
    view = response.context["result"]
    assert (view.points, len(view.lines)) == (points, lines)
    assert text_of(response).count(SECRET_EXPLANATION) == lines


def test_feedback_stands_only_at_what_was_chosen(login, attempt, learner):
    item = attempt.paper["items"][0]
    chosen = builders.wrong_answer(attempt, item["uid"])
    browser = login(learner)
    browser.post(url("answer", attempt), {"item": item["uid"], "value": chosen})
    browser.post(url("submit", attempt))
    assert text_of(browser.get(url("result", attempt))).count(SECRET_FEEDBACK) == 1


def test_an_explanation_leads_back_to_its_lesson(login):
    _course, lessons = factories.course_with_lessons(1)
    question = builders.question(source_lesson=lessons[0])
    page = builders.quiz([question], of=lessons[0].get_parent())
    learner = builders.enrolled(page).learner
    attempt = start_attempt(learner=learner, quiz=page)
    submit_attempt(attempt=attempt)
    browser = login(learner)
    assert f'href="{lessons[0].url}"' in text_of(browser.get(url("result", attempt)))
    lessons[0].unpublish()
    assert f'href="{lessons[0].url}"' not in text_of(browser.get(url("result", attempt)))


# --- the clock ---


def test_when_time_is_up_the_saved_answers_are_handed_in(login):
    page = builders.quiz(time_limit=10)
    learner = builders.enrolled(page).learner
    with time_machine.travel(timezone.now(), tick=False) as clock:
        attempt = start_attempt(learner=learner, quiz=page)
        browser, item = login(learner), attempt.paper["items"][0]
        sent = {"item": item["uid"], "value": item["choices"][0]["uid"], "sequence": "1"}
        assert browser.post(url("answer", attempt), sent, **JSON).json()["left"] == 600
        clock.shift(datetime.timedelta(minutes=10, seconds=6))
        late = browser.post(url("answer", attempt), sent | {"sequence": "2"}, **JSON)
        assert late.status_code == 409
        shown = browser.get(url("sit", attempt), follow=True)
        assert shown.redirect_chain == [(url("result", attempt), 302)]
    closed = Attempt.objects.get()
    assert (closed.closed_by, closed.submitted_at) == ("deadline", closed.deadline)


def test_the_time_left_is_written_for_readers_without_scripts(login):
    page = builders.quiz(time_limit=20)
    learner = builders.enrolled(page).learner
    with time_machine.travel(timezone.now(), tick=False) as clock:
        attempt = start_attempt(learner=learner, quiz=page)
        clock.shift(96)
        shown = text_of(login(learner).get(url("sit", attempt)))
    assert "18:24" in shown and 'data-seconds="1104"' in shown


# --- beginning ---


def test_beginning_is_refused_with_the_reason_on_the_quiz(login):
    page = builders.quiz(attempts=1)
    learner = builders.enrolled(page).learner
    submit_attempt(attempt=start_attempt(learner=learner, quiz=page))
    browser = login(learner)
    refused = browser.post(reverse("assessments:start", args=[page.translation_key]), follow=True)
    assert refused.redirect_chain == [(page.url, 302)]
    assert len(refused.context["messages"]) == 1
    assert "<form" not in text_of(refused)
    assert Attempt.objects.count() == 1


def test_beginning_needs_a_login_and_a_press(client, login, page, learner):
    start = reverse("assessments:start", args=[page.translation_key])
    assert client.post(start).url.split("?")[0] == reverse("account_login")
    assert login(learner).get(start).url == page.url
    assert client.post(reverse("assessments:start", args=[uuid.uuid4()])).status_code == 404
    assert Attempt.objects.count() == 0


def test_staff_see_the_quiz_but_cannot_begin(login, page):
    staff = factories.person(is_superuser=True)
    shown = login(staff).get(page.url)
    assert shown.status_code == 200
    assert reverse("assessments:start", args=[page.translation_key]) not in text_of(shown)


def test_the_waiting_time_is_told(login):
    page = builders.quiz(cool_down=60)
    learner = builders.enrolled(page).learner
    submit_attempt(attempt=start_attempt(learner=learner, quiz=page))
    shown = text_of(login(learner).get(page.url))
    assert reverse("assessments:start", args=[page.translation_key]) not in shown
