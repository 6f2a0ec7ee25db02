"""What must never happen over HTTP: a key that leaks, a stranger at an attempt, a page that costs more and more."""

import html
import json
import re
import uuid
from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Attempt, Response
from assessments.services import start_attempt, submit_attempt
from assessments.templatetags.quiz import quiz_overview
from learning.access import access_to
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


# --- what never leaves the server ---


@pytest.mark.parametrize(
    "asked",
    [{"kind": "single"}, {"kind": "multiple", "right": "AB"}, {"kind": "true_false", "right": "B"}],
    ids=lambda asked: asked["kind"],
)
def test_the_key_never_reaches_the_browser_before_marking(login, asked):
    page = builders.quiz([builders.question("机密题", **asked)])
    learner = builders.enrolled(page).learner
    attempt = start_attempt(learner=learner, quiz=page)
    browser, item = login(learner), attempt.paper["items"][0]
    value = [item["choices"][0]["uid"]]
    responses = [
        browser.get(page.url),
        browser.post(reverse("assessments:start", args=[page.translation_key]), follow=True),
        browser.get(url("sit", attempt)),
        browser.post(url("answer", attempt), {"item": item["uid"], "value": value, "sequence": "1"}, **JSON),
        browser.post(url("answer", attempt), {"item": item["uid"], "value": value, "sequence": "0"}, **JSON),
        browser.post(url("answer", attempt), {"item": item["uid"], "value": ["x"]}, **JSON),
        browser.post(url("answer", attempt), {"item": item["uid"], "value": ["x"]}, follow=True),
        browser.post(url("answer", attempt), {"item": "nobody"}),
        browser.get(url("review", attempt)),
        browser.get(url("submit", attempt), follow=True),
        browser.get(url("result", attempt), follow=True),
    ]
    for response in responses:
        sent = (response.content.decode() + json.dumps(dict(response.headers))).lower()
        found = [word for word in ("correct", "answer_key", "is-right", "feedback") if word in sent]
        assert found == [], response.request["PATH_INFO"]
        assert SECRET_EXPLANATION not in sent and SECRET_FEEDBACK not in sent
    # The order of choices and their marks in the form tell nothing: right and wrong look the same.
    shown = browser.get(url("sit", attempt)).content.decode()
    labels = re.findall(r'<label class="(.*?)"><input (.*?)>', shown)
    plain = {(css, re.sub(r'value="[^"]*"| checked', "", attributes)) for css, attributes in labels}
    assert len(labels) == len(item["choices"]) and len(plain) == 1
    for context in (browser.get(url("sit", attempt)).context, browser.get(url("review", attempt)).context):
        assert not any(isinstance(value, Attempt) for layer in context for value in layer.flatten().values())


def test_personal_pages_are_not_stored(login, attempt, learner):
    browser = login(learner)
    for name in ("sit", "review"):
        assert "no-store" in browser.get(url(name, attempt))["Cache-Control"]
    browser.post(url("submit", attempt))
    assert "no-store" in browser.get(url("result", attempt))["Cache-Control"]


# --- whose attempt ---

PAGES = [("sit", "get"), ("answer", "post"), ("left", "post"), ("review", "get"), ("submit", "post"), ("result", "get")]


@pytest.mark.parametrize(("name", "method"), PAGES)
@pytest.mark.parametrize("who", ["classmate", "author", "superuser"])
def test_anybody_elses_attempt_does_not_exist(login, page, attempt, name, method, who):
    people = {
        "classmate": lambda: builders.enrolled(page).learner,
        "author": builders.author,
        "superuser": lambda: factories.person(is_superuser=True),
    }
    browser = login(people[who]())
    data = {"item": attempt.paper["items"][0]["uid"]} if method == "post" else None
    assert getattr(browser, method)(url(name, attempt), data).status_code == 404
    assert Attempt.objects.get().is_open
    assert Response.objects.count() == 0


@pytest.mark.parametrize(("name", "method"), PAGES)
def test_a_forged_attempt_does_not_exist_and_strangers_log_in(client, login, learner, attempt, name, method):
    asked = getattr(client, method)(url(name, attempt))
    assert (asked.status_code, asked.url.split("?")[0]) == (302, reverse("account_login"))
    forged = reverse(f"assessments:{name}", args=[uuid.uuid4()])
    assert getattr(login(learner), method)(forged).status_code == 404


def test_an_item_of_another_paper_is_not_found(login, attempt, learner):
    browser = login(learner)
    for item in ("", "x", str(uuid.uuid4())):
        for extra in ({}, JSON):
            assert browser.post(url("answer", attempt), {"item": item, "sequence": "1"}, **extra).status_code == 404
    assert Response.objects.count() == 0


@pytest.mark.parametrize("sequence", ["-1", "abc", "9" * 40, "1.5"])
def test_a_nonsense_sequence_counts_as_none(login, attempt, learner, sequence):
    item = attempt.paper["items"][0]
    sent = {"item": item["uid"], "value": item["choices"][0]["uid"], "sequence": sequence}
    assert login(learner).post(url("answer", attempt), sent, **JSON).json()["sequence"] == 1


# --- cost ---


def test_query_counts(login, django_assert_num_queries):
    questions = [builders.question(f"第{n}问") for n in range(10)]
    page = builders.quiz(questions)
    learner = builders.enrolled(page).learner
    browser = login(learner)
    browser.get(page.url)
    start = reverse("assessments:start", args=[page.translation_key])
    with django_assert_num_queries(14):
        browser.post(start)
    attempt = Attempt.objects.defer(None).get()
    with django_assert_num_queries(3):
        browser.get(url("sit", attempt))
    # The first answer reads the paper, which is then kept.
    for item, queries in zip(attempt.paper["items"], [3] + [2] * 9, strict=True):
        # One right answer, the others wrong: marking writes one statement for each mark that was given.
        right = set(attempt.answer_key["items"][item["uid"]]["right"])
        chosen = next(c["uid"] for c in item["choices"] if (c["uid"] in right) == (queries == 3))
        with django_assert_num_queries(queries):
            browser.post(url("answer", attempt), {"item": item["uid"], "value": chosen, "sequence": "1"}, **JSON)
    # The log names the model; a test before this one may have emptied what the process remembers of it.
    ContentType.objects.get_for_model(Attempt)
    with django_assert_num_queries(16):
        browser.post(url("submit", attempt))
    with django_assert_num_queries(6):
        browser.get(url("result", attempt))


def test_the_quiz_page_costs_the_same_after_many_attempts(login, learner, django_assert_num_queries):
    page = builders.quiz(attempts=None, of=factories.module(factories.course("常考", code="C9")))
    builders.enrolled(page, learner)
    request = SimpleNamespace(unit_access=access_to(learner, page))
    costs = []
    for turns in (1, 2):
        for _turn in range(turns):
            submit_attempt(attempt=start_attempt(learner=learner, quiz=page))
        browser = login(learner)
        browser.get(page.url)
        with CaptureQueriesContext(connection) as queries:
            browser.get(page.url)
        costs.append(len(queries))
        with django_assert_num_queries(4):
            seen = quiz_overview({"request": SimpleNamespace(**vars(request))}, page)
    assert costs[0] == costs[1]
    assert (seen.used, seen.questions, seen.points) == (3, 3, 30)
