"""The library as readers use it: narrow it down by the address, look in quickly, lay four side by side, keep one."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from cases.models import CasePage
from tests.browser.eyes import Visitor

pytestmark = pytest.mark.browser
FOUR = ("移交用房变学堂", "四点半不再愁", "桃花里的积分簿", "江边巡河队")
NOTE = "先问社工站要交接清单。"


def asked(visitor: Visitor) -> dict[str, list[str]]:
    return parse_qs(urlsplit(visitor.page.url).query)


def tick(visitor: Visitor, title: str):
    return visitor.page.locator(".case-card", has_text=title).locator("input[name=c]")


def titles(visitor: Visitor) -> list[str]:
    return visitor.page.locator(".card__title").all_inner_texts()


def test_filters_stand_in_the_address_which_can_be_passed_on(visitor):
    reader = visitor(phone=False)
    page = reader.go("/cases/", look=False)
    everything = len(titles(reader))
    with page.expect_navigation():
        page.locator(".facet", has_text="一老一小").first.locator("input").click()
    with page.expect_navigation():
        page.locator("input[name=evidence][value='4']").click()
    reader.look()
    assert asked(reader) == {"theme": ["elderly_child"], "evidence": ["4"]}
    found = titles(reader)
    assert 0 < len(found) < everything
    other = visitor()
    other.go(page.url.removeprefix(reader.base))
    assert titles(other) == found


def test_a_quick_view_opens_on_the_spot_and_gives_the_place_back(visitor):
    reader = visitor()
    page = reader.go("/cases/", look=False)
    link = page.locator(".case-card", has_text=FOUR[0]).locator("[data-glance]")
    link.click()
    expect(page.locator("#glance h2")).to_have_text(FOUR[0])
    expect(page.locator("#glance h2")).to_be_focused()
    reader.look()
    page.keyboard.press("Escape")
    expect(page.locator("#glance")).to_be_hidden()
    expect(link).to_be_focused()


def test_four_are_laid_side_by_side_a_fifth_is_refused_and_all_fit_on_paper(visitor):
    reader = visitor(phone=False)
    page = reader.go("/cases/", look=False)
    for title in FOUR:
        tick(reader, title).check()
    fifth = tick(reader, "夜市边的和谈")
    fifth.click()
    expect(fifth).not_to_be_checked()
    expect(page.locator(".put-aside__words")).to_contain_text("最多4篇")
    slugs = dict(CasePage.objects.live().values_list("title", "slug"))
    assert asked(reader) == {"c": [slugs[title] for title in sorted(FOUR, key=lambda one: titles(reader).index(one))]}
    reader.press(".put-aside button")
    reader.look()
    heads = page.locator(".compare thead a:not(.compare__off)")
    assert sorted(heads.all_inner_texts()) == sorted(FOUR)
    page.emulate_media(media="print")
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.locator("[data-print]")).to_be_hidden()
    assert [heads.nth(number).is_visible() for number in range(4)] == [True] * 4
    page.emulate_media(media="screen")
    with page.expect_navigation():
        page.locator(".compare__off").first.click()
    expect(heads).to_have_count(3)


def test_a_case_is_kept_for_later_with_a_note_that_shows_on_its_page(visitor):
    reader = visitor()
    case = CasePage.objects.get(title=FOUR[1])
    page = reader.log_in("liangjiaxin", to=case.url)
    with page.expect_navigation():
        page.get_by_role("button", name="收藏").first.click()
    reader.go("/case/reading/")
    page.locator(".reading__note summary").first.click()
    page.fill(".reading__note textarea", NOTE)
    with page.expect_navigation():
        page.get_by_role("button", name="保存笔记").click()
    reader.look()
    reader.go(case.url)
    expect(page.locator(".case__kept")).to_contain_text(NOTE)
    reader.go("/case/reading/", look=False)
    with page.expect_navigation():
        page.get_by_role("button", name="取消收藏").click()
    expect(page.locator("main")).to_contain_text("还没有收藏")
