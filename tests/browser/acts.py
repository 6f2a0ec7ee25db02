"""What people do on the site in these tests, in the words of the site."""

import hashlib

from playwright.sync_api import expect

from assessments.models import Attempt, QuizPage
from courses.models import CoursePage, LessonPage
from tests.browser.eyes import Visitor

FILM_SECONDS = 2
# A function of the page's own world: the site's content policy forbids evaluating strings, in tests too.
PLAY = """(seconds) => new Promise((done) => {
  const film = document.querySelector('video');
  film.muted = true;
  film.addEventListener('timeupdate', () => film.currentTime >= seconds && done());
  film.play();
})"""


def lessons_of(course: CoursePage) -> list[LessonPage]:
    return list(LessonPage.objects.descendant_of(course).live().order_by("path"))


def answer_checks(visitor: Visitor, lesson: LessonPage) -> None:
    """Tick the right choices of every self-check and have them checked."""
    page = visitor.page
    for child in lesson.body:
        if child.block_type != "self_check":
            continue
        for choice in child.value.right_ids:
            page.locator(f"[id='{child.id}'] input[value='{choice}']").check()
        page.locator(f"[id='{child.id}'] button[type=submit]").click()
        expect(page.locator(f"[id='{child.id}'] .feedback--right")).to_be_visible()


def scroll_to_end(visitor: Visitor) -> None:
    """Read to the end; coming back to the window is a sign of study, so there is no need to wait for the next one."""
    page = visitor.page
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(1100)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def watch_film(visitor: Visitor) -> None:
    page = visitor.page
    page.evaluate(PLAY, FILM_SECONDS)
    with page.expect_response(lambda answer: answer.url.endswith("/beat/")):
        page.evaluate("document.querySelector('video').pause()")


def key_of(attempt: Attempt) -> dict:
    """The answer key, which no browser ever gets."""
    return Attempt.objects.defer(None).get(pk=attempt.pk).answer_key["items"]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def study(learner: Visitor, lesson: LessonPage, *, look: bool) -> None:
    """Read a lesson to its end, with everything that completes it."""
    page = learner.go(lesson.url, look=look)
    answer_checks(learner, lesson)
    if any(child.block_type == "video" for child in lesson.body):
        watch_film(learner)
    scroll_to_end(learner)
    expect(page.locator("[data-todo-list] h2.ok")).to_be_visible()


def take_quiz(learner: Visitor, quiz: QuizPage, name: str) -> None:
    """Answer everything right, beginning or going on, and hand in; `name` is the learner's user name."""
    page = learner.go(quiz.url)
    learner.press("form[action*='/start/'] button")
    attempt = Attempt.objects.filter(enrollment__learner__username=name, quiz=quiz).latest("pk")
    right = key_of(attempt)
    for number, item in enumerate(attempt.paper["items"], start=1):
        form = page.locator(f"#question-{number}")
        for choice in right[item["uid"]]["right"]:
            form.locator(f"input[value='{choice}']").check()
        expect(form.locator("[data-saved]")).to_have_attribute("data-state", "saved")
        if number == 1:
            assert all(uid not in page.content() for uid in ("is_correct", "answer_key"))
            learner.look()
        if number < len(attempt.paper["items"]):
            page.locator("[data-dock-next]").click()
    with page.expect_navigation():
        page.locator("[data-dock-review]").click()
    learner.look()
    learner.press("[data-submit-form] button")
    learner.look()
    attempt.refresh_from_db()
    assert (attempt.success, attempt.points) == (True, 100)
