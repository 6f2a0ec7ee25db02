"""Every page in the states people meet: no barrier, no English, nothing wider than the phone, no broken policy."""

import pytest
from playwright.sync_api import expect

from assessments.models import QuizPage
from certificates.models import Certificate
from courses.models import CoursePage, LessonPage

pytestmark = pytest.mark.browser


def lesson(slug: str) -> str:
    return LessonPage.objects.get(slug=slug).url


def quiz(code: str) -> str:
    return QuizPage.objects.descendant_of(CoursePage.objects.get(code=code)).get().url


def test_what_strangers_see(visitor):
    stranger = visitor()
    for path in (
        "/",
        "/courses/",
        "/courses/?q=没有这样的课",
        "/search/",
        "/search/?q=五社聯動",
        "/search/?q=治理&tab=courses",
        "/search/?q=量子计算",
        "/account/login/",
        "/account/password/help/",
        "/accessibility/",
    ):
        stranger.go(path)
    stranger.go("/account/privacy/")
    stranger.go(CoursePage.objects.get(code="C6").url)
    stranger.go(lesson("hao-an-li-de-gu-jia"))
    expect(stranger.page.locator("main")).to_contain_text("登录")
    stranger.go("/nothing-here/")
    stranger.go("/v/ABCD-EFGH-JKMN")


def test_a_wrong_password_is_answered_in_place(visitor):
    stranger = visitor()
    page = stranger.log_in("helishan", password="not-the-password-9")
    stranger.look()
    expect(page.locator("[name=login]")).to_have_value("helishan")
    expect(page.locator("main [role=alert], main .form-errors, main .callout--problem").first).to_be_visible()


def test_what_a_learner_half_way_sees(visitor):
    learner = visitor()
    learner.log_in("helishan", to="/learn/")
    learner.look()
    for path in ("/", "/courses/", "/learn/finished/", "/learn/notes/", "/learn/join/", "/certificates/"):
        learner.go(path)
    for path in ("/account/inbox/", "/account/profile/", "/account/password/change/", "/account/logout/", "/cms/"):
        learner.go(path)
    learner.go(CoursePage.objects.get(code="C6").url)
    learner.go(lesson("yi-jian-xiao-shi"))
    locked = learner.go(lesson("tui-guang-tiao-jian"))
    expect(locked.locator("main")).to_contain_text("数据从哪里来")
    learner.go(quiz("C1"))


def test_what_somebody_with_results_sees(visitor):
    learner = visitor()
    page = learner.log_in("xianyan", to=quiz("C1"))
    learner.look()
    for number in (0, 1):
        learner.go(quiz("C1"), look=False)
        page.locator(".rows .row__title a").nth(number).click()
        learner.look()
    learner.go("/certificates/")
    learner.go("/learn/finished/")
    learner.go(CoursePage.objects.get(code="C1").url)


def test_the_same_pages_on_a_desk(visitor):
    learner = visitor(phone=False)
    learner.log_in("liangjiaxin", to="/learn/")
    learner.look()
    for path in ("/", "/courses/", lesson("cong-zuo-fa-dao-ji-zhi"), quiz("C1"), "/learn/notes/"):
        learner.go(path)
    code = Certificate.objects.get(holder__username="liangjiaxin").code
    learner.go(f"/v/{code}")


def test_dark_and_large_type_have_no_barriers(visitor, site):
    learner = visitor()
    learner.context.add_cookies(
        [{"name": name, "value": value, "url": site} for name, value in (("theme", "dark"), ("size", "large"))]
    )
    learner.log_in("liangjiaxin", to="/learn/")
    learner.look()
    for path in ("/", CoursePage.objects.get(code="C6").url, lesson("cong-zuo-fa-dao-ji-zhi"), quiz("C1")):
        learner.go(path)


def test_titles_are_suggested_while_somebody_types_and_opened_with_the_keyboard(visitor):
    stranger = visitor()
    page = stranger.go("/search/", look=False)
    box = page.get_by_role("combobox")
    box.press_sequentially("wushe")
    expect(page.get_by_role("option").first).to_contain_text("五社联动基础")
    stranger.look()
    box.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    box.press_sequentially(" ")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.locator("h1")).to_have_text("五社联动基础")
