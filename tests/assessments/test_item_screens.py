"""The screens of item analysis: what they show, what they cost, and what never stands on them."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import PageLogEntry

from assessments.models import Question
from assessments.services import mark_answer
from tests import factories
from tests.assessments import builders, builders_items, builders_marking

pytestmark = pytest.mark.django_db
TEN = ["102"] * 2 + ["101"] * 3 + ["110"] * 4 + ["11-"]


@pytest.fixture
def own():
    return factories.unit("shiqi", name="石碁镇")


@pytest.fixture
def browser(login, own):
    return login(builders.author(own))


@pytest.fixture
def quiz(own):
    source = builders.bank(at=own)
    return builders.quiz([builders.question(stem, choices="ABC", of=source) for stem in ("送分题", "好题", "反题")])


def at(name: str, *args) -> str:
    return reverse(f"item_analysis:{name}", args=args)


def test_a_quiz_is_shown_with_chart_table_and_choices(browser, quiz):
    builders_items.papers(quiz, TEN)
    shown = browser.get(at("quiz", quiz.pk))
    text = shown.content.decode()
    assert [item.stem for item in shown.context["rows"]] == ["送分题", "好题", "反题"]
    assert text.count("gz-plane__mark") >= 2 and text.count('class="gz-choices"') == 3
    assert browser.get(at("quiz", quiz.pk) + "?sort=-facility").context["rows"][0].stem == "送分题"
    falling = browser.get(at("quiz", quiz.pk) + "?sort=-discrimination").context["rows"]
    known = [item.figures.discrimination for item in falling]
    assert known[0] >= known[1] and known[2] is None, "what is not known stands last"
    assert browser.get(at("quiz", quiz.pk) + "?sort=nonsense").status_code == 200


def test_nobody_is_named_and_no_written_text_is_shown(browser, own):
    page = builders_marking.quiz(questions=[builders_marking.written("写一写", of=builders.bank(at=own))])
    attempt = builders_marking.handed_in(page)
    mark_answer(task=builders_marking.task_of(attempt), by=builders_marking.marker(own), points=[5, 4], comment="")
    text = browser.get(at("quiz", page.pk)).content.decode()
    assert "写一写" in text
    assert attempt.enrollment.learner.name not in text
    assert attempt.responses.get().value[0] not in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_screens_cost_the_same_for_one_and_for_three(browser, own, django_assert_num_queries, count):
    for number in range(count):
        page = builders.quiz(
            [builders.question(f"第{number}问", of=builders.bank(at=own))],
            of=factories.module(factories.course(f"课{number}", code=f"K{number}")),
        )
        builders_items.papers(page, ["1", "0"])
        builders.question("重题", of=builders.bank(at=own))
        builders.question("重 题", of=builders.bank(at=own))
    addresses = [at("index"), at("quiz", page.pk), at("duplicates", builders.bank(at=own).pk)]
    costs = {}
    for address, expected in zip(addresses, (21, 28, 22), strict=True):
        browser.get(address)
        with django_assert_num_queries(expected):
            costs[address] = browser.get(address).status_code
    assert set(costs.values()) == {200}


def test_empty_screens_say_what_to_expect(browser, quiz, own):
    for address in (at("index"), at("quiz", quiz.pk), at("duplicates", builders.bank(at=own).pk)):
        text = browser.get(address).content.decode()
        assert "help-info" in text or "help-success" in text, address
    question = Question.objects.get(stem="好题")
    assert "help-info" in browser.get(at("question", question.pk)).content.decode()


def test_the_workbook_holds_the_same_figures_and_no_formula(browser, own):
    page = builders.quiz([builders.question("=1+1", of=builders.bank(at=own)), builders.question("第二问")])
    builders_items.papers(page, ["10", "01"] * 6)
    sent = browser.get(at("export", page.pk))
    book = load_workbook(BytesIO(b"".join(sent.streaming_content)))
    assert len(book.sheetnames) == 3
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[4], row[5]) for row in rows] == [(1, 12, 0.5), (2, 12, 0.5)]
    assert rows[0][1] == "'=1+1"
    assert all(cell.data_type != "f" for sheet in book for line in sheet for cell in line)
    assert PageLogEntry.objects.get(page=page, action="assessments.items_exported").data["attempts"] == 12
