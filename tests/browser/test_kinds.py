"""The kinds in which the answer is written, ordered or matched: on a phone, and once without JavaScript."""

import pytest
from playwright.sync_api import expect

from assessments.models import Attempt, QuizPage
from courses.models import CoursePage
from tests.browser.acts import key_of

pytestmark = pytest.mark.browser

WITH_SCRIPT, WITHOUT_SCRIPT = "guzhalinuer", "maimaiti"
TEXTS = "[data-order-text]"


def begin(learner, who: str) -> tuple[Attempt, dict[str, tuple[int, str]]]:
    """Start the practice; its attempt, and for each kind the number and uid of its question."""
    quiz = QuizPage.objects.descendant_of(CoursePage.objects.get(code="C6")).get(compulsory=False)
    learner.log_in(who)
    learner.go(quiz.url)
    learner.press("form[action*='/start/'] button")
    attempt = Attempt.objects.get(enrollment__learner__username=who, quiz=quiz)
    items = enumerate(attempt.paper["items"], start=1)
    return attempt, {item["kind"]: (number, item["uid"]) for number, item in items}


def order_of(attempt: Attempt, uid: str) -> list[str]:
    """The texts of the rows in their right order."""
    texts = {row["id"]: row["text"] for row in attempt.item(uid)["rows"]}
    return [texts[row] for row in key_of(attempt)[uid]["order"]]


def hand_in(learner, attempt: Attempt) -> None:
    learner.look()
    learner.press("form[action$='/submit/'] button")
    learner.look()
    expect(learner.page.locator("h1")).to_have_text("得40分，测验合格")
    attempt.refresh_from_db()
    assert (attempt.success, attempt.points) == (True, 40)


def test_all_written_kinds_are_answered_by_finger_and_each_is_seen_saved(visitor, site):
    learner = visitor()
    page = learner.page
    attempt, place = begin(learner, WITH_SCRIPT)
    key = key_of(attempt)

    def question(kind: str):
        number, uid = place[kind]
        form = page.locator(f"#question-{number}")
        expect(form).to_be_visible()
        return form, key[uid]

    def seen_saved(form) -> None:
        expect(form.locator("[data-saved]")).to_have_attribute("data-state", "saved")
        expect(form.get_by_text("已保存")).to_be_visible()
        learner.look()
        page.locator(".dock button[value=next]:visible").click()

    form, part = question("fill_blank")
    for field, accepted in zip(form.locator("input[name=value]").all(), part["accepted"], strict=True):
        field.fill(f" {accepted[-1]} ")
    seen_saved(form)

    form, part = question("numeric")
    form.locator("input[name=value]").fill("６４．３")
    seen_saved(form)

    form, _part = question("ordering")
    for index, text in enumerate(order_of(attempt, place["ordering"][1])):
        row = form.locator("[data-order-row]", has_text=text)
        while form.locator(TEXTS).all_inner_texts().index(text) > index:
            row.locator("[data-order-move='-1']").click()
    assert form.locator(TEXTS).all_inner_texts() == order_of(attempt, place["ordering"][1])
    seen_saved(form)

    form, part = question("matching")
    for pair in form.locator(".pair").all():
        pair.locator("select").select_option(value=part["pairs"][pair.locator(".pair__left").inner_text()])
    expect(form.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    learner.look()
    learner.press(".dock button[value=review]:visible")
    hand_in(learner, attempt)


def test_all_written_kinds_are_answered_without_script(visitor, site):
    learner = visitor(script=False)
    page = learner.page
    attempt, place = begin(learner, WITHOUT_SCRIPT)
    key = key_of(attempt)

    def go(where: str) -> None:
        learner.look()
        learner.press(f".dock button[value={where}]:visible")

    form = page.locator(f"#question-{place['fill_blank'][0]}")
    accepted = key[place["fill_blank"][1]]["accepted"]
    for field, texts in zip(form.locator("input[name=value]").all(), accepted, strict=True):
        field.fill(texts[0])
    go("next")
    page.locator(f"#question-{place['numeric'][0]} input[name=value]").fill("64")
    go("next")
    form = page.locator(f"#question-{place['ordering'][0]}")
    for number, text in enumerate(order_of(attempt, place["ordering"][1]), start=1):
        form.locator("[data-order-row]", has_text=text).locator("select").select_option(str(number))
    go("next")
    pairs = key[place["matching"][1]]["pairs"]
    for pair in page.locator(f"#question-{place['matching'][0]} .pair").all():
        pair.locator("select").select_option(value=pairs[pair.locator(".pair__left").inner_text()])
    go("review")
    hand_in(learner, attempt)
