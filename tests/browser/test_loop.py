"""The main job of the site, on a phone: a lesson is changed and approved, learned, tested, certified and verified."""

from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from playwright.sync_api import expect
from wagtailmedia.models import Media

from assessments.models import QuizPage
from certificates.models import Certificate
from courses.models import CoursePage, LessonPage
from tests.browser.acts import FILM_SECONDS, lessons_of, sha256, study, take_quiz

pytestmark = pytest.mark.browser

AUTHOR, TOWN, DISTRICT, LEARNER = "chenzhiyuan", "huangjinghui", "zhoumingyi", "guzhalinuer"
PHONE_NUMBER, NAME = "19900000019", "古扎丽努尔·艾山"
HEADING = "管理和治理，究竟差在哪里"


@pytest.fixture(scope="module")
def course(site) -> CoursePage:
    return CoursePage.objects.get(code="C1")


def test_a_trainers_change_is_approved_twice_and_goes_live(visitor, course):
    lesson = lessons_of(course)[0]
    edit = f"/cms/pages/{lesson.pk}/edit/"
    author = visitor(phone=False)
    page = author.log_in(AUTHOR, to=edit)
    page.locator("[name='body-1-value-text']").fill(HEADING)
    page.get_by_role("button", name="更多动作").click()
    with page.expect_navigation():
        page.get_by_role("button", name="提交给课程两步审核").click()
    assert HEADING not in str(LessonPage.objects.get(pk=lesson.pk).body)
    for reviewer in (TOWN, DISTRICT):
        assert LessonPage.objects.get(pk=lesson.pk).has_unpublished_changes
        page = visitor(phone=False).log_in(reviewer, to=edit)
        page.get_by_role("button", name="更多动作").click()
        with page.expect_navigation():
            page.locator("button[data-workflow-action-name=approve]").first.click()
    lesson = LessonPage.objects.get(pk=lesson.pk)
    assert lesson.body[1].value["text"] == HEADING
    assert not lesson.has_unpublished_changes
    author.go(f"/cms/pages/{lesson.pk}/edit/", look=False)
    expect(author.page.locator("[name='body-1-value-text']")).to_have_value(HEADING)


def test_a_learner_takes_the_course_on_a_phone_and_a_stranger_verifies_it(visitor, course):
    # A published revision brings the floor it was written with.
    LessonPage.objects.update(reading_floor=1)
    Media.objects.update(duration=FILM_SECONDS)
    cache.clear()
    learner = visitor()
    page = learner.log_in(PHONE_NUMBER, to=course.url)
    learner.look()
    learner.press("form[action$='/join/'] button")
    learner.go(course.url, look=False)
    for number, lesson in enumerate(lessons_of(course)):
        study(learner, lesson, look=number in (0, 3))
    take_quiz(learner, QuizPage.objects.descendant_of(course).get(), LEARNER)
    certificate = Certificate.objects.get(holder__username=LEARNER, enrollment__course=course)
    learner.go(course.url)
    expect(page.get_by_text("下载证书").first).to_be_visible()
    download(learner, certificate)
    verify(visitor(), certificate)


def download(learner, certificate: Certificate) -> None:
    page = learner.go("/certificates/")
    card = page.locator(".cert-list > li", has_text=certificate.number)
    with page.expect_download() as waiting:
        card.locator("a[download]").click()
    data = waiting.value.path().read_bytes()
    assert data.startswith(b"%PDF-")
    assert sha256(data) == certificate.current.sha256
    assert NAME in waiting.value.suggested_filename


def verify(stranger, certificate: Certificate) -> None:
    address = urlsplit(certificate.current.facts["verify_url"]).path
    page = stranger.go(address)
    expect(page.locator("main")).to_contain_text("证书有效")
    for fact in (NAME, certificate.number, "五社联动基础", "番禺区社区治理培训项目（示例）"):
        expect(page.locator("main dl.facts")).to_contain_text(fact)
    stranger.go("/verify/")
    ask(stranger, certificate.number, NAME)
    expect(page.locator("main")).to_contain_text("证书有效")
    stranger.go("/verify/", look=False)
    ask(stranger, certificate.number, "")
    expect(page.locator("main dl.facts")).to_contain_text("古")
    assert NAME not in page.locator("main").inner_text()
    stranger.go("/verify/", look=False)
    ask(stranger, "PY-2026-C1-999999", "")
    expect(page.locator("main")).to_contain_text("没有查到")
    stranger.look()


def ask(stranger, number: str, name: str) -> None:
    stranger.page.fill("[name=number]", number)
    stranger.page.fill("[name=name]", name)
    stranger.press("main form[action='/verify/'] button")
