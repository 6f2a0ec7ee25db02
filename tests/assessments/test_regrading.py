"""After a wrong key: who is affected, and what marking anew does and leaves alone."""

import html
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Notice
from assessments.kinds import ChoiceFacts, kind_of
from assessments.models import Attempt, Choice, Question, Regrade
from assessments.regrading import applies, marks_differ, new_part
from assessments.services import preview_regrade, regrade_question, save_response, start_attempt, submit_attempt
from learning.models import UnitProgress
from tests import factories
from tests.assessments import builders
from tests.assessments import builders_marking as marking

pytestmark = pytest.mark.django_db
REASON = "标准答案写错了"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def author():
    return builders.author()


def choosing(page, letter: str, learner=None) -> Attempt:
    """A handed-in attempt that chose 选项<letter> in the first question and is right in the others."""
    attempt = start_attempt(learner=builders.enrolled(page, learner).learner, quiz=page)
    return _finish(attempt, letter)


def _finish(attempt: Attempt, letter: str) -> Attempt:
    right = builders.right_answers(attempt)
    for item in attempt.paper["items"]:
        value = right[item["uid"]]
        if item["stem"] == "错题":
            value = [choice["uid"] for choice in item["choices"] if choice["text"] == f"选项{letter}"]
        save_response(attempt=attempt, item=item["uid"], value=value, sequence=1)
    return submit_attempt(attempt=attempt, by=attempt.enrollment.learner)


def correct(question: Question, right: str) -> Question:
    """The author moves the key to `right` and publishes."""
    question = Question.objects.get(pk=question.pk)
    rows = list(question.choices.all())
    for row in rows:
        row.is_correct = row.text == f"选项{right}"
    question.choices = rows
    question.save_revision().publish()
    return Question.objects.get(pk=question.pk)


@pytest.fixture
def wrong():
    """The key says A, and B is right."""
    return builders.question("错题", right="A")


@pytest.fixture
def page(wrong):
    return builders.quiz([wrong, builders.question("对题")], pass_mark=100)


def state(attempt: Attempt) -> tuple:
    row = Attempt.objects.get(pk=attempt.pk)
    return row.points, row.score_scaled, row.success


def test_marking_anew_lifts_who_was_right_and_leaves_what_was_passed(page, wrong, author):
    lifted, kept, other = choosing(page, "B"), choosing(page, "A"), choosing(page, "C")
    corrected = correct(wrong, "B")
    found = preview_regrade(question=corrected, by=author)
    assert [(change.attempt.pk, change.outcome.result.points, change.outcome.success) for change in found.changes] == [
        (lifted.pk, 20, True), (kept.pk, 10, True),
    ]  # fmt: skip
    assert (found.passing, found.unchanged, found.misfits, found.elsewhere) == (1, 1, 0, 0)
    assert regrade_question(question=corrected, by=author, reason=REASON) == 3
    assert state(lifted) == (20, Decimal(1), True)
    assert state(kept) == (10, Decimal("0.5"), True)
    assert state(other) == (10, Decimal("0.5"), False)
    best = dict(UnitProgress.objects.values_list("enrollment", "score_scaled"))
    assert best == {lifted.enrollment_id: 1, kept.enrollment_id: 1, other.enrollment_id: Decimal("0.5")}
    assert UnitProgress.objects.get(enrollment=lifted.enrollment).completed_at is not None
    assert list(Notice.objects.order_by("pk").values_list("user", "text")) == [
        (lifted.enrollment.learner_id, "“单元测验” was marked again after a correction: you passed."),
        (kept.enrollment.learner_id, "“单元测验” was marked again after a correction; your points changed."),
    ]


def test_the_old_marks_are_kept(page, wrong, author):
    attempt = choosing(page, "B")
    old = Attempt.objects.defer(None).get(pk=attempt.pk).answer_key["items"][str(wrong.uid)]
    corrected = correct(wrong, "B")
    regrade_question(question=corrected, by=author, reason=REASON)
    row = Regrade.objects.get()
    assert (row.attempt, row.by, row.reason, row.revision) == (attempt, author, REASON, corrected.live_revision_id)
    assert row.before == {
        "version": 1, "key": old, "success": False, "item_points": "0.00", "points": "10.00", "score": "0.5000",
    }  # fmt: skip
    assert (row.after["points"], row.after["item_points"], row.after["success"]) == ("20.00", "10.00", True)
    assert row.after["key"]["right"] != old["right"]
    assert ModelLogEntry.objects.filter(action="assessments.regrade", user=author).count() == 1


def test_doing_it_twice_changes_nothing(page, wrong, author):
    attempt = choosing(page, "B")
    corrected = correct(wrong, "B")
    assert [regrade_question(question=corrected, by=author, reason=REASON) for _n in range(2)] == [1, 0]
    assert (Regrade.objects.count(), Notice.objects.count()) == (1, 1)
    assert state(attempt)[0] == 20
    assert preview_regrade(question=corrected, by=author).changes == []


def test_a_second_correction_is_another_regrade(page, wrong, author):
    attempt = choosing(page, "B")
    regrade_question(question=correct(wrong, "B"), by=author, reason=REASON)
    regrade_question(question=correct(wrong, "C"), by=author, reason=REASON)
    assert [row.before["points"] for row in Regrade.objects.order_by("pk")] == ["10.00", "20.00"]
    assert state(attempt) == (10, Decimal("0.5"), True)


def test_without_a_correction_or_a_reason_nothing_happens(page, wrong, author):
    choosing(page, "B")
    assert regrade_question(question=wrong, by=author, reason=REASON) == 0
    with pytest.raises(ValidationError):
        regrade_question(question=correct(wrong, "B"), by=author, reason=" ")
    assert Regrade.objects.count() == 0


def test_a_paper_under_way_gets_the_right_key(page, wrong, author):
    attempt = start_attempt(learner=builders.enrolled(page).learner, quiz=page)
    assert regrade_question(question=correct(wrong, "B"), by=author, reason=REASON) == 0
    done = _finish(attempt, "B")
    assert (done.points, done.success, Regrade.objects.count()) == (20, True, 0)


def test_an_attempt_that_waits_for_people_is_corrected_and_still_waits(wrong, author):
    page = builders.quiz([wrong, marking.written()])
    attempt = start_attempt(learner=builders.enrolled(page).learner, quiz=page)
    for item in attempt.paper["items"]:
        value = ["我的话"] if item["kind"] == "short_answer" else builders.value_at(attempt, item["uid"], 0)
        if item["stem"] == "错题":
            value = [choice["uid"] for choice in item["choices"] if choice["text"] == "选项B"]
        save_response(attempt=attempt, item=item["uid"], value=value, sequence=1)
    submit_attempt(attempt=attempt)
    assert regrade_question(question=correct(wrong, "B"), by=author, reason=REASON) == 1
    assert state(attempt) == (None, None, None)
    assert (Attempt.objects.get().is_waiting, Attempt.objects.get().responses.get(item=wrong.uid).points) == (True, 10)
    assert Notice.objects.filter(user=attempt.enrollment.learner).count() == 0


def test_attempts_in_courses_of_other_units_are_left_to_their_authors(wrong, author):
    there = factories.course("别镇的课", code="C9", at=factories.unit("shilou", name="石楼镇"))
    page = builders.quiz([wrong], of=factories.module(there))
    attempt = choosing(page, "B")
    corrected = correct(wrong, "B")
    found = preview_regrade(question=corrected, by=author)
    assert (found.changes, found.elsewhere) == ([], 1)
    assert regrade_question(question=corrected, by=author, reason=REASON) == 0
    assert state(attempt)[0] == 0


def test_choices_that_were_replaced_cannot_mark_old_papers(page, wrong, author):
    attempt = choosing(page, "B")
    question = Question.objects.get(pk=wrong.pk)
    question.choices = [Choice(text=f"选项{letter}", is_correct=letter == "B", sort_order=n) for n, letter in
                        enumerate("ABCD")]  # fmt: skip
    question.save_revision().publish()
    question = Question.objects.get(pk=wrong.pk)
    assert preview_regrade(question=question, by=author).misfits == 1
    assert regrade_question(question=question, by=author, reason=REASON) == 0
    assert state(attempt) == (10, Decimal("0.5"), False)


def rows(*pairs: tuple[str, str]) -> list[ChoiceFacts]:
    return [ChoiceFacts(f"r{n}", text, n == 0, "", match) for n, (text, match) in enumerate(pairs)]


STEPS = rows(("一", ""), ("二", ""), ("三", ""))


@pytest.mark.parametrize(
    ("kind", "asked", "today", "fits"),
    [
        ("single", STEPS, STEPS[:2], True),
        ("single", STEPS[1:], STEPS, False),
        ("fill_blank", rows(("甲", "1")), rows(("甲", "1"), ("乙", "1")), True),
        ("fill_blank", rows(("甲", "1")), rows(("甲", "1"), ("乙", "2")), False),
        ("numeric", rows(("5", "")), rows(("6", "1")), True),
        ("ordering", STEPS, list(reversed(STEPS)), True),
        ("ordering", STEPS, STEPS[:2], False),
        ("matching", rows(("甲", "子"), ("乙", "丑")), rows(("甲", "丑"), ("乙", "子")), True),
        ("matching", rows(("甲", "子"), ("乙", "丑")), rows(("甲", "寅"), ("乙", "子")), False),
        ("short_answer", rows(("谁", "6")), rows(("谁", "4")), False),
    ],
)
def test_when_todays_key_can_mark_what_was_printed(kind, asked, today, fits):
    item = {"kind": kind} | kind_of(kind).paper_part(asked, None)
    assert applies(item, kind_of(kind).key_part(today)) is fits


def test_only_what_marks_is_a_correction_and_how_parts_count_stays():
    old = {"right": ["a"], "choices": 4, "partial": True, "explanation": "旧", "feedback": {}, "source": None}
    reworded = new_part(old, {"right": ["a"], "choices": 5, "explanation": "新", "feedback": {"a": "因"}})
    assert (reworded["partial"], reworded["choices"], reworded["explanation"]) == (True, 4, "新")
    assert not marks_differ(old, reworded)
    assert marks_differ(old, new_part(old, {"right": ["b"]}))


# --- the page ---


def url_of(question: Question) -> str:
    return reverse("assessments:regrade", args=[question.uid])


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def test_the_page_shows_who_is_affected_and_asks_for_a_reason(login, page, wrong, author):
    attempt = choosing(page, "B", factories.person(name="何丽珊"))
    corrected = correct(wrong, "B")
    browser = login(author)
    assert "何丽珊" in text_of(browser.get(url_of(corrected)))
    assert browser.post(url_of(corrected), {"reason": " "}).status_code == 422
    assert browser.post(url_of(corrected), {"reason": REASON}).url == url_of(corrected)
    assert state(attempt)[0] == 20
    assert "何丽珊" not in text_of(browser.get(url_of(corrected)))
    result = text_of(login(attempt.enrollment.learner).get(reverse("assessments:result", args=[attempt.uuid])))
    assert REASON in result


def test_a_shared_bank_shows_no_learner_of_another_unit(login, author):
    shared = builders.bank("共享题库", shared=True)
    question = builders.question("错题", right="A", of=shared)
    choosing(builders.quiz([question]), "B", factories.person(name="何丽珊"))
    corrected = correct(question, "B")
    assert "何丽珊" in text_of(login(author).get(url_of(corrected)))
    neighbor = factories.person(factories.unit("shilou", name="石楼镇"), Role.AUTHOR)
    assert "何丽珊" not in text_of(login(neighbor).get(url_of(corrected)))


def test_who_does_not_write_questions_here_finds_nothing(login, wrong):
    neighbor = factories.person(factories.unit("shilou", name="石楼镇"), Role.AUTHOR)
    assert login(neighbor).get(url_of(wrong)).status_code == 404
    assert login(factories.person()).get(url_of(wrong)).status_code == 403
    assert login(marking.marker()).post(url_of(wrong), {"reason": REASON}).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_costs_the_same_for_one_and_three_attempts(
    login, django_assert_num_queries, page, wrong, author, count
):
    for _n in range(count):
        choosing(page, "B")
    corrected = correct(wrong, "B")
    browser = login(author)
    browser.get(url_of(corrected))
    with django_assert_num_queries(17):
        assert len(browser.get(url_of(corrected)).context["found"].changes) == count


def test_questions_that_people_mark_have_no_key_to_correct(login, author):
    page = login(author).get(url_of(marking.written()))
    assert (page.status_code, page.context["by_hand"]) == (200, True)


def test_the_list_of_questions_leads_here(login, wrong, author):
    page = login(author).get(reverse("wagtailsnippets_assessments_question:list"))
    assert url_of(wrong) in text_of(page)
