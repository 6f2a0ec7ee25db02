"""A paper before anybody sits it: swapped, fixed, tried; and that trying it leaves nothing behind."""

import html
import re

import pytest
from django.urls import reverse

from assessments.models import Attempt, Practice, QuizPage, Response
from assessments.papers import Draw, PoolQuestion
from assessments.proofs import (
    FIXED,
    Pick,
    Proof,
    contents_of_draft,
    draw_proof,
    paper_of,
    seal,
    swap,
    swappable,
    unseal,
)
from assessments.queries import QuizContents
from assessments.services import fix_paper
from learning.models import UnitProgress
from tests import factories
from tests.assessments import builders
from tests.assessments.builders import SECRET_EXPLANATION, SECRET_FEEDBACK

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def own():
    return factories.unit("shiqi", name="石碁镇")


@pytest.fixture
def quiz(own):
    """One fixed question and two of four drawn."""
    source = builders.bank(at=own)
    fixed = builders.question("人人都答", of=builders.bank("固定题库", at=own))
    for number in range(4):
        builders.question(f"抽第{number}问", of=source)
    return builders.quiz([fixed], draws=[{"bank": source, "count": 2, "points": 5}])


@pytest.fixture
def author(own):
    return builders.author(own)


def proof_url(quiz: QuizPage) -> str:
    return reverse("quiz_proof", args=[quiz.pk])


# --- drawing and swapping, as plain data ---

POOL = [PoolQuestion(n, 1, "议事" if n % 2 else "", n % 5 + 1) for n in range(1, 9)]


@pytest.mark.parametrize(
    ("rule", "on_paper", "others"),
    [
        (Draw(bank=1, count=1, points=5), [1], 7),
        (Draw(bank=1, count=1, points=5, category="议事"), [1], 3),
        (Draw(bank=1, count=4, points=5, category="议事"), [1, 3, 5, 7], 0),
        (Draw(bank=2, count=1, points=5), [1], 0),
    ],
    ids=["any", "category", "all_used", "other_bank"],
)
def test_a_swap_stays_within_its_draw(rule, on_paper, others):
    contents = QuizContents(fixed=[], rules=[rule], pool=POOL)
    proof = Proof(tuple(Pick(pk, 5, 0) for pk in on_paper), "x")
    seen = {(swap(proof, 1, contents) or proof).picks[0].question for _turn in range(60)} - {1}
    assert len(seen) == others
    assert (1 in swappable(proof, contents)) is bool(others)
    assert not seen & set(on_paper)


def test_what_is_fixed_or_not_on_the_paper_is_not_swapped():
    contents = QuizContents(fixed=[(1, 5)], rules=[Draw(bank=1, count=1, points=5)], pool=POOL)
    proof = Proof((Pick(1, 5, FIXED), Pick(2, 5, 0), Pick(3, 5, 9)), "x")
    assert [swap(proof, pk, contents) for pk in (1, 3, 99)] == [None] * 3
    assert swappable(proof, contents) == {2}


def test_a_proof_travels_sealed(quiz):
    proof = draw_proof(contents_of_draft(quiz))
    text = seal(proof, quiz)
    assert unseal(text, quiz) == proof
    assert unseal(text[:-2] + "xx", quiz) is None
    assert unseal(text, builders.quiz(of=factories.module(factories.course("别的课", code="C9")))) is None
    first, again = paper_of(proof, quiz)[0], paper_of(proof, quiz)[0]
    assert first == again and len(first["items"]) == 3


# --- the screen ---


def test_the_screen_shows_a_paper_and_swaps(login, quiz, author):
    browser = login(author)
    shown = browser.get(proof_url(quiz))
    rows = shown.context["rows"]
    assert [(row.drawn, row.other, row.points) for row in rows] == [
        (False, False, 10),
        (True, True, 5),
        (True, True, 5),
    ]
    paper = shown.context["paper"]
    again = browser.get(proof_url(quiz), {"paper": paper}).context["rows"]
    assert [row.question.pk for row in again] == [row.question.pk for row in rows]
    swapped = browser.get(proof_url(quiz), {"paper": paper, "swap": rows[1].question.pk}, follow=True)
    now = [row.question.pk for row in swapped.context["rows"]]
    assert now[0] == rows[0].question.pk and now[2] == rows[2].question.pk
    assert now[1] not in {row.question.pk for row in rows}
    for nonsense in ("x", "-1", "9" * 40, rows[0].question.pk):
        kept = browser.get(proof_url(quiz), {"paper": paper, "swap": nonsense}, follow=True)
        assert [row.question.pk for row in kept.context["rows"]] == [row.question.pk for row in rows]


@pytest.mark.parametrize("count", [1, 3])
def test_the_screen_costs_the_same_for_one_and_for_three(login, own, author, django_assert_num_queries, count):
    page = builders.quiz([builders.question(f"第{n}问", of=builders.bank(at=own)) for n in range(count)])
    browser = login(author)
    browser.get(proof_url(page))
    with django_assert_num_queries(23):
        browser.get(proof_url(page))


def test_a_quiz_without_questions_says_what_to_do(login, quiz, author):
    quiz.quiz_questions.all().delete()
    quiz.draw_rules.all().delete()
    quiz.save_revision()
    browser = login(author)
    shown = browser.get(proof_url(quiz))
    assert "help-info" in shown.content.decode() and shown.context["rows"] == []
    assert browser.post(proof_url(quiz), {"do": "try", "paper": shown.context["paper"]}).status_code == 302


def test_who_may_not_edit_the_quiz_sees_no_paper(login, quiz, own):
    sibling = factories.unit("dashi", name="大石街")
    for person in (builders.author(sibling), factories.person(own), builders.enrolled(quiz).learner):
        for method in ("get", "post"):
            answered = getattr(login(person), method)(proof_url(quiz))
            assert answered.status_code in (302, 403)
            assert "抽第" not in answered.content.decode()


# --- fixing ---


def test_a_fixed_paper_becomes_the_draft_and_the_live_quiz_stays(login, quiz, author):
    browser = login(author)
    shown = browser.get(proof_url(quiz))
    wanted = [row.question.pk for row in shown.context["rows"]]
    sent = {"do": "fix", "paper": shown.context["paper"]}
    assert browser.post(proof_url(quiz), sent).url == reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    draft = QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object()
    assert [row.question_id for row in draft.quiz_questions.all()] == wanted
    assert list(draft.draw_rules.all()) == []
    live = QuizPage.objects.get(pk=quiz.pk)
    assert (live.quiz_questions.count(), live.draw_rules.count(), live.has_unpublished_changes) == (1, 1, True)
    again = fix_paper(quiz=live, picks=[(pk, 5) for pk in wanted], by=author)
    again.publish()
    assert QuizPage.objects.get(pk=quiz.pk).draw_rules.count() == 0


# --- the test sitting ---


def tried(browser, quiz: QuizPage) -> str:
    paper = browser.get(proof_url(quiz)).context["paper"]
    return browser.post(proof_url(quiz), {"do": "try", "paper": paper}).url


def left_behind() -> list[int]:
    return [model.objects.count() for model in (Attempt, Response, Practice, UnitProgress)]


def test_a_test_sitting_goes_the_whole_way_and_leaves_nothing(login, quiz, author):
    browser = login(author)
    sit = tried(browser, quiz)
    shown = browser.get(sit)
    text = html.unescape(shown.content.decode())
    assert SECRET_EXPLANATION not in text and SECRET_FEEDBACK not in text
    lines = shown.context["sitting"].lines
    assert sorted(set(re.findall(r'action="([^"]+)"', text))) == [f"{sit}answer/"]
    first = lines[0].item
    sent = {"item": first["uid"], "value": first["choices"][0]["uid"], "sequence": "2"}
    assert browser.post(f"{sit}answer/", sent, **JSON).json()["stale"] is False
    older = sent | {"sequence": "1", "value": first["choices"][1]["uid"]}
    assert browser.post(f"{sit}answer/", older, **JSON).json() | {"at": ""} == {
        "left": None, "at": "", "sequence": 2, "stale": True, "value": [first["choices"][0]["uid"]],
    }  # fmt: skip
    assert (
        browser.post(f"{sit}answer/", {"item": first["uid"], "only_flag": "1", "flag": "on", "go": "2"}).url
        == f"{sit}?q=2"
    )
    kept = browser.get(sit).context["sitting"]
    assert (kept.answered, len(kept.flagged)) == (1, 1)
    assert browser.get(f"{sit}result/").url == f"{sit}?q=1" or browser.get(f"{sit}result/").status_code == 302
    assert browser.get(f"{sit}review/").status_code == 200
    done = browser.post(f"{sit}submit/", follow=True)
    assert done.context["result"].max_points == 20
    assert html.unescape(done.content.decode()).count(SECRET_EXPLANATION) == 3
    assert browser.post(f"{sit}answer/", sent, **JSON).status_code == 409
    assert left_behind() == [0, 0, 0, 0]


def test_practice_is_tried_with_its_checks(login, own, author):
    page = builders.quiz(
        [builders.question("查一查", of=builders.bank(at=own))], mode="practice", feedback_policy="at_once"
    )
    browser = login(author)
    sit = tried(browser, page)
    item = browser.get(sit).context["sitting"].lines[0].item
    empty = browser.post(f"{sit}answer/", {"item": item["uid"], "go": "check"}, follow=True)
    assert SECRET_EXPLANATION not in empty.content.decode()
    sent = {"item": item["uid"], "value": item["choices"][0]["uid"], "go": "check"}
    checked = browser.post(f"{sit}answer/", sent, follow=True)
    assert "data-checked" in checked.content.decode()
    browser.post(f"{sit}answer/", sent | {"value": item["choices"][1]["uid"]})
    assert browser.get(sit).context["sitting"].lines[0].part == checked.context["sitting"].lines[0].part


def test_a_test_sitting_is_nobody_elses(login, client, quiz, author, own):
    sit = tried(login(author), quiz)
    doors = [
        ("get", sit),
        ("post", f"{sit}answer/"),
        ("get", f"{sit}review/"),
        ("post", f"{sit}submit/"),
        ("get", f"{sit}result/"),
    ]
    client.logout()
    for browser in (client, login(builders.author(own))):
        for method, address in doors:
            assert getattr(browser, method)(address).status_code == 404
