"""The learner's part without JavaScript, by somebody who logs in for the first time."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect
from wagtailmedia.models import Media

from accounts.models import User
from assessments.models import Attempt, QuizPage
from certificates.models import Certificate
from courses.models import CoursePage, LessonPage
from learning.models import UnitProgress
from tests.browser.acts import answer_checks, key_of, lessons_of

pytestmark = pytest.mark.browser

NEWCOMER, NEW_PASSWORD, FILM = "hezijian", "Zhu-jiang-8-feng", "yi-jian-xiao-shi"


def test_first_login_course_quiz_and_certificate_work_without_script(visitor, site):
    course = CoursePage.objects.get(code="C1")
    LessonPage.objects.update(reading_floor=1)
    # Without a script the time for the film must pass before it counts.
    Media.objects.update(duration=1)
    cache.clear()
    learner = visitor(script=False)
    first_login(learner)
    for lesson in lessons_of(course):
        study(learner, lesson)
    take_quiz(learner, QuizPage.objects.descendant_of(course).get())
    certificate = Certificate.objects.get(holder__username=NEWCOMER)
    page = learner.go("/certificates/", look=False)
    assert page.request.get(f"{site}{page.locator('a[download]').get_attribute('href')}").body()[:5] == b"%PDF-"
    assert certificate.current.facts["holder_name"] == "何子健"


def first_login(learner) -> None:
    page = learner.log_in(NEWCOMER)
    learner.look()
    page.fill("[name=oldpassword]", "gongzhi-demo-2026")
    page.fill("[name=password1]", NEW_PASSWORD)
    page.fill("[name=password2]", NEW_PASSWORD)
    learner.press("main form button[type=submit]")
    learner.go("/learn/")
    if page.locator("[name=agree]").count():
        page.locator("[name=agree]").check()
    learner.press("main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("五社联动基础")
    assert not User.objects.get(username=NEWCOMER).must_change_password


def study(learner, lesson: LessonPage) -> None:
    page = learner.go(lesson.url, look=False)
    answer_checks(learner, lesson)
    page.wait_for_timeout(1100 if lesson.slug != FILM else 2000)
    learner.press("[data-read-form] button")
    row = UnitProgress.objects.get(enrollment__learner__username=NEWCOMER, unit_id=lesson.pk)
    assert (lesson.title, row.completed_at is not None) == (lesson.title, True)


def take_quiz(learner, quiz: QuizPage) -> None:
    page = learner.go(quiz.url, look=False)
    learner.press("form[action*='/start/'] button")
    attempt = Attempt.objects.get(enrollment__learner__username=NEWCOMER, quiz=quiz)
    right, total = key_of(attempt), len(attempt.paper["items"])
    for number, item in enumerate(attempt.paper["items"], start=1):
        form = page.locator(f"#question-{number}")
        for choice in right[item["uid"]]["right"]:
            form.locator(f"input[value='{choice}']").check()
        go = "next" if number < total else "review"
        learner.press(f".dock button[value={go}]:visible")
    learner.press("form[action$='/submit/'] button")
    learner.look()
    attempt.refresh_from_db()
    assert (attempt.success, attempt.points) == (True, 100)
