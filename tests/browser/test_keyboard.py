"""A quiz without a mouse: everything is reached by Tab, chosen by arrows or space, pressed by Enter."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect

from accounts.models import PrivacyNotice
from accounts.services.consents import record_consent
from assessments.models import Attempt, QuizPage
from courses.models import CoursePage
from learning.services import enroll, record_result
from tests import factories
from tests.browser.acts import lessons_of

pytestmark = pytest.mark.browser

FOCUSED = "(element) => element === document.activeElement"
RING = "(element) => getComputedStyle(element).outlineStyle"


def tab_to(page: Page, target: Locator, *, steps: int = 60) -> None:
    """Press Tab until `target` has the focus, as people do; where the focus is must be seen."""
    for _step in range(steps):
        page.keyboard.press("Tab")
        if target.evaluate(FOCUSED):
            # A choice shows its focus on the row around the hidden button.
            assert {element.evaluate(RING) for element in (target, target.locator("xpath=.."))} != {"none"}
            return
    raise AssertionError(f"{target} is not reached by {steps} tabs")


@pytest.fixture
def reader(site):
    """Somebody who has read the whole course and only has its quiz left."""
    course = CoursePage.objects.get(code="C1")
    person = factories.person()
    record_consent(person=person, notice=PrivacyNotice.objects.in_force().first())
    enrollment = enroll(learner=person, course=course)
    for lesson in lessons_of(course):
        record_result(enrollment=enrollment, unit=lesson, completion=True)
    cache.clear()
    return person


def test_a_quiz_is_taken_with_the_keyboard_alone(visitor, reader):
    quiz = QuizPage.objects.descendant_of(CoursePage.objects.get(code="C1")).get()
    one = visitor(phone=False)
    page = one.log_in(reader.username, to=quiz.url, password=factories.PASSWORD)
    tab_to(page, page.locator("form[action*='/start/'] button").first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    items = Attempt.objects.get(enrollment__learner=reader).paper["items"]
    for number, item in enumerate(items, start=1):
        form = page.locator(f"#question-{number}")
        expect(form).to_be_visible()
        tab_to(page, form.locator("input[name=value]").first)
        page.keyboard.press("Space")
        if item["kind"] != "multiple":
            page.keyboard.press("ArrowDown")
            expect(form.locator("input[name=value]").nth(1)).to_be_checked()
        expect(form.locator("[data-saved]")).to_have_attribute("data-state", "saved")
        if number < len(items):
            tab_to(page, form.locator("button[value=next]:not([aria-hidden])"))
            page.keyboard.press("Enter")
    tab_to(page, form.locator("button[value=review]"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, page.locator("[data-submit-form] button"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(f"{one.base}/quiz/{Attempt.objects.get(enrollment__learner=reader).uuid}/result/")
    assert Attempt.objects.get(enrollment__learner=reader).responses.count() == len(items)
