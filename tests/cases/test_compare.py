"""Cases side by side, at a glance, in topics: what is shown, and what is not."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from cases.models import CaseCollection
from tests import factories
from tests.cases.library_builders import case, library, many, topic

pytestmark = pytest.mark.django_db


def address(*cases) -> str:
    return "/case/compare/?" + "&".join(f"c={page.slug}" for page in cases)


def test_up_to_four_cases_stand_side_by_side_in_the_order_they_were_chosen(client):
    cases = many(5)
    html = client.get(address(*reversed(cases))).content.decode()
    places = [html.find(f"案例第{number}篇</a>") for number in (5, 4, 3, 2)]
    assert places == sorted(places) and places[0] > 0
    assert "案例第1篇" not in html
    assert "再加一篇" not in html


def test_a_question_nobody_answers_is_not_asked(client):
    page = case(difficulties="")
    html = client.get(address(page)).content.decode()
    assert "难点与不足" not in html
    assert "未写明" not in html
    assert "再加一篇" in html


def test_what_is_not_public_cannot_be_compared(client):
    hidden = case("抽屉里的草稿", live=False)
    shown = case("看得见的")
    html = client.get(address(hidden, shown)).content.decode()
    assert "看得见的" in html
    assert "抽屉" not in html
    assert "还没有要对照的案例" in client.get(address(hidden)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_comparing_costs_the_same_for_one_case_and_three(client, rows):
    cases = many(rows, evidence_by=factories.person(factories.district(), Role.DISTRICT_REVIEWER))
    with CaptureQueriesContext(connection) as sent:
        client.get(address(*cases))
    # The cases, their six kinds of parts, the root of the site for their addresses.
    assert len(sent) == 8, [query["sql"][:80] for query in sent]


def test_a_glance_says_what_it_comes_down_to(client):
    page = case()
    html = client.get(f"/case/library/{page.translation_key}/glance/").content.decode()
    assert [words for words in ("老楼加装电梯", "谈成的楼栋", "有楼长", "看全文") if words not in html] == []
    assert "<html" not in html
    page.unpublish()
    assert client.get(f"/case/library/{page.translation_key}/glance/").status_code == 404


def test_a_topic_shows_its_public_cases_in_its_order(client):
    second, first = case("后写的"), case("先看的")
    hidden = case("后来撤下的")
    topic("老楼怎么谈", first, hidden, second)
    hidden.unpublish()
    html = client.get("/case/topics/lao-lou-zen-me-tan/").content.decode()
    assert html.index("先看的") < html.index("后写的")
    assert "撤下" not in html
    assert "2篇案例" in client.get("/case/topics/").content.decode()


def test_topics_that_are_not_public_or_empty_are_not_listed(client):
    gone = case("后来撤下的")
    topic("没有公开的专题", case(), is_public=False)
    topic("只剩草稿的专题", gone)
    gone.unpublish()
    html = client.get("/case/topics/").content.decode()
    assert "还没有专题" in html
    assert client.get("/case/topics/mei-you-gong-kai-de-zhuan-ti/").status_code == 404
    assert "没有公开" not in client.get("/cases/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_topic_costs_the_same_for_one_case_and_three(client, rows):
    topic("老楼怎么谈", *many(rows))
    with CaptureQueriesContext(connection) as sent:
        client.get("/case/topics/lao-lou-zen-me-tan/")
    assert len(sent) == 4, [query["sql"][:80] for query in sent]


def test_a_topic_takes_published_cases_only():
    with pytest.raises(ValidationError):
        made = topic("甲", case())
        made.items.first().__class__(collection=made, case=case("草稿", live=False)).full_clean()


def test_two_topics_of_one_name_have_two_addresses():
    page = case()
    assert [topic("老楼", page).slug for _ in range(2)] == ["lao-lou", "lao-lou-2"]


def test_the_district_keeps_topics_in_the_cms(login):
    page = case()
    staff = login(factories.person(factories.district(), Role.DISTRICT_ADMIN))
    form = {
        "title": "老楼怎么谈", "slug": "", "intro": "放在一起读。", "is_public": "on", "items-TOTAL_FORMS": "1",
        "items-INITIAL_FORMS": "0", "items-MIN_NUM_FORMS": "0", "items-MAX_NUM_FORMS": "1000",
        "items-0-case": str(page.pk), "items-0-remark": "先看它", "items-0-ORDER": "1", "items-0-id": "",
    }  # fmt: skip
    response = staff.post("/cms/case-topics/new/", form)
    assert response.status_code == 302, response.context["form"].errors
    assert CaseCollection.objects.get().slug == "lao-lou-zen-me-tan"
    assert "老楼怎么谈" in staff.get("/cms/case-topics/").content.decode()
    draft = case("抽屉里的草稿", live=False)
    refused = staff.post("/cms/case-topics/new/", form | {"items-0-case": str(draft.pk), "title": "乙"})
    assert refused.status_code == 200
    assert "请选择已发布的案例" in refused.content.decode()


def test_the_chooser_offers_published_cases_only(login):
    library()
    case("看得见的")
    draft = case("抽屉里的草稿", live=False)
    staff = login(factories.person(factories.district(), Role.DISTRICT_ADMIN))
    html = staff.get("/cms/case_chooser/").json()["html"]
    assert "看得见的" in html
    assert "抽屉" not in html
    assert staff.get(f"/cms/case_chooser/chosen/{draft.pk}/").status_code == 404
    assert "抽屉" not in staff.get(f"/cms/case_chooser/chosen-multiple/?id={draft.pk}").content.decode()


def test_towns_keep_no_topics(login):
    town = login(factories.person(None, Role.TOWN_REVIEWER))
    assert town.get("/cms/case-topics/").status_code == 302
    assert town.get("/cms/case-topics/new/").status_code == 302
