"""What people do on the site in these tests, in the words of the site."""

import hashlib

from playwright.sync_api import expect

from assessments.models import Attempt
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
