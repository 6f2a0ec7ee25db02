"""The list of the library: facets with counts, words, orders, and that nothing but public cases is in it."""

import datetime
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cases.library import PER_PAGE, listing
from cases.wish import COMPARED_AT_MOST, Wish
from tests import factories
from tests.cases.library_builders import case, library, many

pytestmark = pytest.mark.django_db


def found(query: str = "") -> list[str]:
    return [page.title for page in listing(QueryDict(query)).page.object_list]


def counts(name: str, query: str = "") -> dict[str, int]:
    facet = next(facet for facet in listing(QueryDict(query)).facets if facet.name == name)
    return {option.value: option.count for option in facet.options}


def test_facets_find_by_what_a_case_is():
    village = factories.unit("shilou", name="石楼镇")
    case("甲", theme="elderly_child", themes=("volunteer",), place_type="village", at=village, group_kind="charity")
    case(
        "乙",
        theme="volunteer",
        cost_band="low",
        start_date=datetime.date(2023, 5, 1),
        outcome="failed",
        evidence_level=4,
    )
    assert found("theme=volunteer") == ["乙", "甲"]
    assert (
        found("theme=elderly_child")
        == found("place=village")
        == found("town=shilou")
        == found("group=charity")
        == ["甲"]
    )
    assert found("cost=low") == found("year=2023") == found("outcome=failed") == found("evidence=3") == ["乙"]
    assert found("theme=elderly_child&theme=volunteer&outcome=worked") == ["甲"]


def test_elements_must_come_together_and_their_counts_say_so():
    case("全", elements=("community", "social_org", "community_fund"))
    case("半", elements=("community",))
    assert found("element=community") == ["半", "全"]
    assert found("element=community&element=community_fund") == ["全"]
    assert counts("element", "element=community_fund") == {"community": 1, "social_org": 1, "community_fund": 1}


def test_a_count_is_what_the_box_would_show():
    case("甲", theme="volunteer", outcome="failed")
    case("乙", theme="volunteer", evidence_level=5)
    case("丙", theme="culture", themes=("volunteer", "culture"))
    assert counts("theme") == {"volunteer": 3, "culture": 1}
    assert counts("outcome", "theme=volunteer") == {"worked": 2, "partly": 0, "failed": 1}
    assert counts("theme", "outcome=failed&theme=volunteer") == {"volunteer": 1}
    assert counts("evidence") == {"2": 3, "3": 1, "4": 1, "5": 1}
    for option in (o for facet in listing(QueryDict("")).facets for o in facet.options):
        assert len(found(option.query)) == option.count, option


def test_words_are_looked_for_in_title_summary_text_unit_and_number():
    page = case("榕树下的楼长会", unit_name="市桥街某社区（示例）")
    case("别的事", summary="别的摘要", at=factories.unit("shiqi", name="石碁镇"))
    for words in ("楼长会", "电梯", "某社区", "市桥街", page.number):
        assert found(f"q={words}") == ["榕树下的楼长会"], words
    assert found("q=石碁镇") == ["别的事"]
    assert found("q=楼长会+电梯") == ["榕树下的楼长会"]
    assert found("q=楼长会+别的") == []


@pytest.mark.parametrize("words", ["长者助餐", "長者助餐", "助餐 长者", "ＡＩ助餐", "长者饭堂的助餐"])
def test_words_find_as_the_search_page_does(client, words):
    case("社区长者饭堂", summary="用ai排菜单，长者在家门口助餐。")
    case("楼道里的事", summary="与吃饭无关。")
    there = client.get("/search/", {"q": words, "tab": "cases"}).context["answer"]
    here = listing(QueryDict(urlencode({"q": words})))
    assert [hit.url for hit in there.hits] == [page.url for page in here.page.object_list] != []
    assert here.total == 1


def test_words_narrow_the_counts_of_the_facets():
    case("甲", theme="culture", summary="楼道里的书架")
    case("乙", theme="volunteer", summary="楼道里的灯")
    case("丙", theme="volunteer", summary="河涌边的灯")
    assert counts("theme", "q=楼道") == {"culture": 1, "volunteer": 1}


def test_the_order_is_newest_first_or_best_proven_first():
    case("旧而实", version_on=datetime.date(2025, 1, 1), evidence_level=5)
    case("新而虚", version_on=datetime.date(2026, 1, 1), evidence_level=1)
    assert found() == ["新而虚", "旧而实"]
    assert found("sort=evidence") == ["旧而实", "新而虚"]


@pytest.mark.parametrize(
    "query",
    ["theme=nonsense", "evidence=abc", "year=%00", "year=99999", "town='%22;--", "sort=none", "page=x", "c=%00",
     "q=%00", "element=<script>", "evidence=2&evidence=9", "year=２０２５"],
)  # fmt: skip
def test_what_nobody_can_mean_is_dropped(client, query):
    case()
    library()
    assert client.get(f"/cases/?{query}").status_code == 200
    assert found(query) == ["榕树下的楼长会"]


def test_the_address_says_the_wish_and_nothing_else():
    wish = Wish.read(QueryDict("outcome=failed&theme=volunteer&q= 楼长 &c=a&c=b&page=3&utm=1"))
    assert wish.query() == "q=%E6%A5%BC%E9%95%BF&theme=volunteer&outcome=failed&c=a&c=b"
    assert "theme" not in wish.query(toggle=("theme", "volunteer"))
    assert wish.query(toggle=("evidence", "3")).count("evidence") == 1
    assert len(Wish.read(QueryDict("&".join(f"c={n}" for n in range(9)))).compared) == COMPARED_AT_MOST


def test_pages_hold_twenty_four(client):
    many(PER_PAGE + 1)
    assert len(found()) == 24
    assert "第2页" in client.get("/cases/?page=2").content.decode()


def test_drafts_and_what_was_taken_down_are_in_no_list_and_no_count(client):
    case("看得见的")
    case("抽屉里的草稿", theme="culture", live=False)
    case("撤下的案例", theme="culture").unpublish()
    hidden = case("内部才看的", theme="culture")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    assert found() == ["看得见的"]
    assert counts("theme") == {"deliberation": 1}
    html = client.get("/cases/?q=&theme=culture").content.decode()
    assert not [word for word in ("草稿", "撤下", "内部") if word in html]
    assert "没有符合的案例" in html


def test_an_empty_library_says_so(client):
    library()
    assert "还没有案例" in client.get("/cases/").content.decode()


QUERIES = 15


@pytest.mark.parametrize("words", ["", "电梯"])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_many_cases_and_with_words(client, rows, words):
    many(rows, themes=("volunteer",))
    # Synonyms are kept for a minute.
    client.get("/cases/", {"q": words})
    with CaptureQueriesContext(connection) as sent:
        assert client.get("/cases/", {"theme": "volunteer", "q": words}).status_code == 200
    assert len(sent) == QUERIES, [query["sql"][:80] for query in sent]
