"""Pages of help wanted: who reads what, the way from a question to its end, and that no number shows."""

import pytest

from accounts.enums import Role
from accounts.models import Notice
from practice.models import HelpAnswer, HelpPost
from practice.services.helping import close
from tests import factories
from tests.cases.library_builders import case
from tests.practice import help_builders as build

pytestmark = pytest.mark.django_db
LIST = "/practice/help/"


def page(client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def address(post: HelpPost, tail: str = "") -> str:
    return f"{LIST}{post.uuid}/{tail}"


def typed(**fields) -> dict:
    return build.CALL | {"key": "0198c0de-0000-7000-8000-000000000001", "unit": "xingfu"} | fields


def test_strangers_are_led_to_the_login(client):
    post = build.call()
    for url in (LIST, f"{LIST}new/", address(post), address(post, "answer/"), "/practice/mine/"):
        assert client.get(url).headers["Location"].startswith("/account/login/"), url


def test_everybody_with_an_account_reads_what_other_towns_ask(login):
    post = build.call()
    build.answer(post)
    reader = login(factories.person(factories.unit("nancun", name="南村镇")))
    text = page(reader, LIST)
    assert ("老人活动室没人管" in text, "发布求助" in text, "1个回答" in text) == (True, False, True)
    text = page(reader, address(post))
    assert "先定三个带钥匙的人。" in text
    assert ("可以请教的专家" in text, "提交回答" in text, "已经解决" in text) == (False, False, False)


def test_filters_cut_by_theme_town_and_state(login):
    build.call(title="甲题")
    build.call(build.neighbor(), title="乙题", theme="environment")
    reader = login(factories.person())

    def found(query: str) -> list[str]:
        return [title for title in ("甲题", "乙题") if title in page(reader, f"{LIST}?{query}")]

    assert found("") == ["甲题", "乙题"]
    assert found("theme=environment") == ["乙题"]
    assert found("town=shiqi") == ["甲题"]
    assert found("state=answered") == []
    assert found("theme=nothing&town=nowhere&state=closed") == ["甲题", "乙题"]


def test_what_was_closed_is_left_to_the_unit_those_above_and_those_who_answered(login):
    by, other = build.contributor(), build.neighbor()
    post = build.call(by)
    build.answer(post, other)
    close(post=post, by=by, outcome="场地收回了")
    above = factories.person(factories.district(), Role.DISTRICT_ADMIN)
    stranger, sibling = factories.person(), build.contributor(build.village("yong", "shilou", "涌村"))
    readers = {"own": by, "above": above, "answered": other, "learner": stranger, "sibling": sibling}
    found = {name: login(user).get(address(post)).status_code for name, user in readers.items()}
    assert found == {"own": 200, "above": 200, "answered": 200, "learner": 404, "sibling": 404}
    listed = {name: post.title in page(login(user), LIST) for name, user in readers.items()}
    assert set(listed.values()) == {False}
    assert post.title in page(login(by), f"{LIST}?tab=mine")
    assert post.title not in page(login(sibling), f"{LIST}?tab=mine")


def test_ones_own_tab_holds_ones_own_only(login):
    by = build.contributor()
    build.call(by, title="自己的")
    build.call(build.neighbor(), title="别人的")
    text = page(login(by), f"{LIST}?tab=mine")
    assert ("自己的" in text, "别人的" in text) == (True, False)
    # Whoever looks after no unit has no such tab; the address shows the common list.
    assert "别人的" in page(login(factories.person()), f"{LIST}?tab=mine")


def test_a_learner_is_told_who_posts(login):
    assert "由本单位的案例报送人或镇街审核人发布" in page(login(factories.person()), f"{LIST}new/", 403)


def test_posting_twice_leads_to_one_post(login):
    client = login(build.contributor())
    assert "以幸福村的名义" in page(client, f"{LIST}new/")
    answers = [client.post(f"{LIST}new/", typed()) for _press in range(2)]
    post = HelpPost.objects.get()
    assert [response.headers["Location"] for response in answers] == [address(post)] * 2
    assert post.support == ["visit", "coaching"]


def test_what_was_refused_stays_typed_and_is_told_at_its_field(login):
    response = login(build.contributor()).post(f"{LIST}new/", typed(problem="打13900001111", title="", theme="no"))
    text = response.content.decode()
    assert (response.status_code, HelpPost.objects.count()) == (422, 0)
    assert "打13900001111" in text
    again = login(build.contributor()).post(f"{LIST}new/", typed(problem="打13900001111")).content.decode()
    assert "“13900001111”像是电话或证件号码" in again
    assert 'id="id_problem_error"' in again


def test_nobody_posts_for_another_unit(login):
    build.neighbor()
    response = login(build.contributor()).post(f"{LIST}new/", typed(unit="liren"))
    assert (response.status_code, HelpPost.objects.count()) == (422, 0)


def test_proposals_stand_beside_an_open_post_and_experts_for_its_unit_only(login):
    case("轮值的活动室", at=factories.unit("shilou", name="石楼镇"), theme="elderly_child")
    expert = factories.person(factories.district(), Role.EXPERT, name="欧阳专家")
    by = build.contributor()
    post = build.call(by)
    text = page(login(by), address(post))
    assert ("轮值的活动室" in text, "主题相同" in text, "石楼镇" in text, "可以请教的专家" in text) == (True,) * 4
    assert ("欧阳专家" in text, expert.phone in text) == (False, False)


def test_an_expert_is_asked_by_the_asking_unit_only(login):
    expert = factories.person(factories.district(), Role.EXPERT)
    by = build.contributor()
    post = build.call(by)
    url = address(post, "ask/")
    assert login(build.neighbor()).post(url, {"expert": expert.uuid}).status_code == 403
    assert login(by).post(url, {"expert": by.uuid}).status_code == 302
    assert not Notice.objects.filter(key__startswith="help-asked").exists()
    for _press in range(2):
        login(by).post(url, {"expert": expert.uuid})
    assert [notice.user for notice in Notice.objects.filter(key=f"help-asked:{post.uuid}")] == [expert]
    assert "已请教" in page(login(by), address(post))


def test_an_answer_with_cases_and_an_invitation(login):
    asking, other = build.contributor(), build.neighbor()
    post, place = build.call(asking), build.site(other)
    client = login(other)
    assert "案例0，里仁村" in page(client, address(post, "answer/"))
    data = {
        "key": "0198c0de-0000-7000-8000-000000000002", "unit": "liren", "text": "先定人",
        "cases": [place.case.translation_key], "invites_to": place.uuid,
    }  # fmt: skip
    for _press in range(2):
        assert client.post(address(post, "answer/"), data).headers["Location"] == address(post)
    given = HelpAnswer.objects.get()
    assert ([found.title for found in given.cases.all()], given.invites_to) == (["案例0"], place)
    text = page(login(asking), address(post))
    assert f"/practice/visits/{place.uuid}/?help={post.uuid}" in text
    assert (other.name in text, other.phone in text) == (False, False)
    assert page(login(other), address(post)).count(f"/practice/visits/{place.uuid}/?help=") == 0


def test_who_may_not_answer_is_not_let_in(login):
    by = build.contributor()
    post = build.call(by)
    for user in (by, factories.person()):
        assert login(user).get(address(post, "answer/")).status_code == 403


def test_an_answer_to_what_has_just_ended_is_not_lost(login):
    by = build.contributor()
    post, other = build.call(by), build.neighbor()
    build.answer(post, other)
    close(post=post, by=by, outcome="不用了")
    client = login(other)
    assert client.get(address(post, "answer/")).status_code == 302
    data = {"key": "0198c0de-0000-7000-8000-000000000003", "unit": "liren", "text": "还有一个办法"}
    response = client.post(address(post, "answer/"), data)
    assert (response.status_code, "还有一个办法" in response.content.decode()) == (422, True)


def test_thanks_solved_and_taken_up_again(login):
    by, other = build.contributor(), build.neighbor()
    post, helped = build.call(by), case("轮值的活动室")
    given = build.answer(post, other, cases=[helped])
    thanks = f"{LIST}answers/{given.uuid}/thank/"
    assert login(other).post(thanks).status_code == 404
    client = login(by)
    assert client.post(thanks).headers["Location"] == address(post)
    assert client.post(address(post, "solved/"), {"outcome": ""}).status_code == 422
    client.post(address(post, "solved/"), {"outcome": "照着做成了", "case": helped.translation_key})
    text = page(login(factories.person()), address(post))
    assert ("照着做成了" in text, "轮值的活动室" in text, "求助单位已致谢" in text) == (True, True, True)
    assert login(by).get(address(post, "solved/")).status_code == 302
    for tail in ("solved/", "close/"):
        assert login(other).get(address(post, tail)).status_code == 403
    assert login(other).post(address(post, "reopen/")).status_code == 403
    login(by).post(address(post, "reopen/"))
    assert HelpPost.objects.get().state == "answered"


def test_closing_asks_for_a_reason_first(login):
    by = build.contributor()
    post = build.call(by)
    client = login(by)
    assert "关闭后不再出现在列表中" in page(client, address(post, "close/"))
    assert client.post(address(post, "close/"), {"outcome": "打13900001111"}).status_code == 422
    client.post(address(post, "close/"), {"outcome": "场地收回了"})
    assert HelpPost.objects.get().state == "closed"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(login, django_assert_num_queries, rows):
    for number in range(rows):
        by = build.contributor(build.village(f"cun{number}", "shilou", f"第{number}村"))
        build.answer(build.call(by), build.contributor())
    client = login(factories.person())
    page(client, LIST)
    with django_assert_num_queries(7):
        page(client, LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_post_costs_the_same_however_many_answers_it_has(login, django_assert_num_queries, rows):
    by = build.contributor()
    post = build.call(by)
    for number in range(rows):
        other = build.contributor(build.village(f"cun{number}", "shilou", f"第{number}村"))
        factories.person(factories.district(), Role.EXPERT)
        build.answer(post, other, cases=[case(f"第{number}篇", theme="elderly_child")], invites_to=build.site(other))
    client = login(by)
    page(client, address(post))
    with django_assert_num_queries(21):
        page(client, address(post))


def test_no_page_shows_a_number_or_who_answered(login):
    people = [build.contributor(name="求助的"), build.neighbor(name="回答的")]
    expert = factories.person(factories.district(), Role.EXPERT, name="专家名")
    post = build.call(people[0])
    build.answer(post, people[1])
    build.answer(post, expert)
    reader = login(factories.person(name="读者"))
    text = page(reader, LIST) + page(reader, address(post))
    assert [word for user in (*people, expert) for word in (user.name, user.phone, user.username) if word in text] == []
