"""Pages of visits: what the public sees, the way from asking to feedback, and that people stay private."""

import datetime

import pytest
from django.utils import timezone

from accounts.enums import Role
from practice.models import Visit, VisitSite, VisitSlot
from practice.services.hosting import change_site
from practice.services.visiting import give_feedback
from tests import factories
from tests.cases.library_builders import case
from tests.practice import help_builders as build

pytestmark = pytest.mark.django_db
LIST = "/practice/visits/"


def page(client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def at_site(site: VisitSite, tail: str = "") -> str:
    return f"{LIST}{site.uuid}/{tail}"


def at_time(slot: VisitSlot, tail: str) -> str:
    return f"{LIST}times/{slot.uuid}/{tail}"


def at_visit(visit: Visit, tail: str = "") -> str:
    return f"{LIST}booked/{visit.uuid}/{tail}"


def closed(site: VisitSite) -> VisitSite:
    values = build.PLACE | {"case": site.case, "brand": None, "is_active": False, "title": "关着的地方"}
    return change_site(site=site, by=build.host_of(site), values=values)


def test_anybody_reads_the_sites_and_their_free_times(client):
    site = build.site()
    build.slot(site)
    text = page(client, LIST)
    assert ("楼长议事角" in text, "1个时段可预约" in text, "来访预约" in text) == (True, True, False)
    text = page(client, at_site(site))
    assert ("共5个名额，还剩5个" in text, "登录后预约" in text, "有坡道。" in text) == (True, True, True)


def test_the_public_pages_name_no_person_and_no_number(client):
    host, visitor = build.neighbor(name="主人名"), factories.person(name="来访名")
    site = build.site(host)
    visit = build.attended(build.asked(build.slot(site), visitor, purpose="我们想学这个"))
    give_feedback(visit=visit, by=visitor, rating=2, words="只给主人看的话")
    build.asked(build.slot(site, days=9), visitor)
    text = page(client, LIST) + page(client, at_site(site))
    hidden = [host.name, host.phone, visitor.name, visitor.phone, "我们想学这个", "只给主人看的话", "平均"]
    assert [word for word in hidden if word in text] == []
    assert "已接待1次" in text


def test_a_closed_site_and_one_whose_case_was_taken_down_do_not_exist_for_others(client, login):
    shut, hidden = closed(build.site()), build.site(build.contributor(), title="案例已下架")
    hidden.case.unpublish()
    text = page(client, LIST)
    assert ("关着的地方" in text, "案例已下架" in text) == (False, False)
    for site in (shut, hidden):
        assert client.get(at_site(site)).status_code == 404
    host = build.host_of(shut)
    assert "关着的地方" in page(login(host), f"{LIST}?tab=mine")
    assert "目前不接受预约" in page(login(host), at_site(shut))
    assert "关着的地方" not in page(login(build.contributor()), f"{LIST}?tab=mine")


def test_filters_cut_by_theme_town_and_case(client):
    one = build.site(title="甲地")
    build.site(build.contributor(), title="乙地", case=case("河涌", theme="environment"))

    def found(query: str) -> list[str]:
        return [title for title in ("甲地", "乙地") if title in page(client, f"{LIST}?{query}")]

    assert found("") == ["甲地", "乙地"]
    assert found("theme=environment") == ["乙地"]
    assert found("town=shilou") == ["甲地"]
    assert found(f"case={one.case.translation_key}") == ["甲地"]
    assert found("case=nonsense&town=nowhere") == ["甲地", "乙地"]
    other = case("没有教学点")
    assert "这篇案例还没有现场教学点" in page(client, f"{LIST}?case={other.translation_key}")


def test_booking_twice_is_one_visit_and_the_page_says_what_is_next(login):
    at, visitor = build.slot(), factories.person()
    client = login(visitor)
    assert "接待方会看到您的姓名和单位，看不到您的电话。" in page(client, at_time(at, "book/"))
    data = {"party_size": "2", "purpose": "学怎么开头"}
    answers = [client.post(at_time(at, "book/"), data) for _press in range(2)]
    visit = Visit.objects.get()
    assert [response.headers["Location"] for response in answers] == [at_visit(visit)] * 2
    assert "待接待方确认" in page(client, at_visit(visit))
    assert "您已预约" in page(client, at_site(at.site))


def test_what_was_refused_stays_typed(login):
    at = build.slot(places=2)
    response = login(factories.person()).post(at_time(at, "book/"), {"party_size": "3", "purpose": "学怎么开头"})
    text = response.content.decode()
    assert (response.status_code, "还剩2个名额。" in text, "学怎么开头" in text) == (422, True, True)
    assert 'id="id_party_size_error"' in text


def test_a_full_or_past_time_says_so_and_hosts_are_sent_away(login):
    at = build.slot(places=2)
    build.asked(at)
    assert "该时段已不能预约" in page(login(factories.person()), at_time(at, "book/"))
    assert login(build.host_of(at.site)).get(at_time(at, "book/")).status_code == 403
    past = build.begun(build.slot(at.site, days=8))
    client = login(factories.person())
    assert "该时段已不能预约" in page(client, at_time(past, "book/"))
    response = client.post(at_time(past, "book/"), {"party_size": "1", "purpose": "看看"})
    assert response.headers["Location"] == at_site(at.site)


def test_a_visit_keeps_the_problem_it_comes_from(login):
    by = build.contributor()
    post, at = build.call(by), build.slot()
    client = login(by)
    assert "这次参访将与求助“老人活动室没人管”关联。" in page(client, f"{at_site(at.site)}?help={post.uuid}")
    assert f"{at_time(at, 'book/')}?help={post.uuid}" in page(client, f"{at_site(at.site)}?help={post.uuid}")
    client.post(at_time(at, "book/"), {"party_size": "1", "purpose": "看看", "help_post": post.uuid})
    assert Visit.objects.get().help_post == post
    stranger = login(factories.person())
    assert post.title not in page(stranger, f"{at_site(at.site)}?help={post.uuid}")


def test_hosts_agree_record_and_read_the_feedback(login):
    host, visitor = build.neighbor(), factories.person(name="来访名")
    visit = build.asked(build.slot(build.site(host)), visitor)
    assert "来访名（石碁镇）" in page(login(host), at_visit(visit))
    decide = at_visit(visit, "decide/")
    assert login(visitor).post(decide, {"verdict": "accept"}).status_code == 403
    refused = login(host).post(decide, {"verdict": "decline", "note": ""})
    assert (refused.status_code, "请说明原因，来访方会看到。" in refused.content.decode()) == (422, True)
    login(host).post(decide, {"verdict": "accept", "note": "在村口等"})
    assert "在村口等" in page(login(visitor), at_visit(visit))
    build.begun(visit.slot)
    assert "已到访" in page(login(host), at_visit(visit))
    assert login(visitor).post(at_visit(visit, "attended/"), {"came": "yes"}).status_code == 403
    login(host).post(at_visit(visit, "attended/"), {"came": "yes"})
    client = login(visitor)
    assert "反馈参访收获" in page(client, at_visit(visit))
    assert client.post(at_visit(visit, "feedback/"), {"rating": "", "feedback": "好"}).status_code == 422
    client.post(at_visit(visit, "feedback/"), {"rating": "4", "feedback": "议题单可以带走"})
    assert client.get(at_visit(visit, "feedback/")).status_code == 302
    text = page(login(host), at_visit(visit)) + page(login(host), at_site(visit.slot.site))
    assert ("议题单可以带走" in text, "1次参访平均4.0分（满分5分）" in text) == (True, True)


def test_only_visitor_and_hosts_know_of_a_visit(login):
    visit = build.attended()
    give_feedback(visit=visit, by=visit.visitor, rating=3, words="只给主人看的话")
    others = [
        factories.person(), build.contributor(), factories.person(factories.district(), Role.DISTRICT_ADMIN),
        build.contributor(build.village("yong", "shilou", "涌村")),
    ]  # fmt: skip
    for user in others:
        client = login(user)
        for tail in ("", "cancel/", "feedback/"):
            assert client.get(at_visit(visit, tail)).status_code == 404, (user, tail)
        for tail in ("decide/", "attended/"):
            assert client.post(at_visit(visit, tail)).status_code == 404
    assert login(build.host_of(visit.slot.site)).get(at_visit(visit, "feedback/")).status_code == 404


def test_hosting_shows_the_requests_of_ones_own_sites_in_three_tabs(login):
    host = build.neighbor()
    site = build.site(host)
    build.asked(build.slot(site), factories.person(factories.unit("nancun", name="南村镇")), purpose="等答复的")
    build.agreed(build.asked(build.slot(site, days=5), purpose="约好的"))
    build.attended(build.asked(build.slot(site, days=7), purpose="来过的"))
    build.asked(build.slot(build.site(build.contributor())), purpose="别家的")
    words = ("等答复的", "约好的", "来过的", "别家的")
    client = login(host)
    found = {tab: [word for word in words if word in page(client, f"{LIST}hosting/?tab={tab}")] for tab in
             ("waiting", "agreed", "past", "nothing")}  # fmt: skip
    assert found == {"waiting": ["等答复的"], "agreed": ["约好的"], "past": ["来过的"], "nothing": ["等答复的"]}
    assert "现场教学点由案例报送人和镇街审核人管理" in page(login(factories.person()), f"{LIST}hosting/", 403)


def test_a_request_nobody_answered_in_time_says_so(login):
    visit = build.asked()
    build.begun(visit.slot)
    assert "接待方没有及时答复" in page(login(visit.visitor), at_visit(visit))
    assert login(visit.visitor).get(at_visit(visit, "cancel/")).status_code == 302


def test_calling_off_asks_for_a_reason(login):
    visit = build.asked()
    client = login(visit.visitor)
    assert "取消后名额立即释放" in page(client, at_visit(visit, "cancel/"))
    assert client.post(at_visit(visit, "cancel/"), {"reason": ""}).status_code == 422
    client.post(at_visit(visit, "cancel/"), {"reason": "临时开会"})
    assert "临时开会" in page(login(build.host_of(visit.slot.site)), at_visit(visit))


def test_a_site_is_registered_changed_and_given_times(login):
    host = build.neighbor()
    page_shown = case("楼长会", at=build.unit_of(host))
    client = login(host)
    assert "楼长会" in page(client, f"{LIST}new/")
    data = {
        "key": "0198c0de-0000-7000-8000-00000000000a", "unit": "liren", "title": "议事角", "description": "看一次会",
        "way": "走过来", "capacity": "8", "is_active": "on", "case": page_shown.translation_key,
    }  # fmt: skip
    assert client.post(f"{LIST}new/", data | {"way": "打13900001111"}).status_code == 422
    for _press in range(2):
        response = client.post(f"{LIST}new/", data)
    site = VisitSite.objects.get()
    assert response.headers["Location"] == at_site(site, "times/new/")
    client.post(at_site(site, "change/"), data | {"title": "议事亭"})
    assert VisitSite.objects.get().title == "议事亭"
    day = timezone.localdate() + datetime.timedelta(days=4)
    times = {"day": day.isoformat(), "begins": "09:30", "ends": "09:00", "places": "8"}
    refused = client.post(at_site(site, "times/new/"), times)
    assert (refused.status_code, 'id="id_ends_error"' in refused.content.decode()) == (422, True)
    client.post(at_site(site, "times/new/"), times | {"ends": "11:30"})
    slot = VisitSlot.objects.get()
    assert f"{timezone.localtime(slot.starts_at):%Y-%m-%d %H:%M}" == f"{day} 09:30"
    build.asked(slot)
    client = login(host)
    assert "同时取消1个预约，共2人" in page(client, at_time(slot, "cancel/"))
    client.post(at_time(slot, "cancel/"), {"reason": "台风"})
    assert [visit.state for visit in Visit.objects.all()] == ["cancelled"]


def test_a_neighbor_finds_no_door_to_a_site(login):
    at = build.slot()
    client = login(build.contributor())
    for url in (at_site(at.site, "change/"), at_site(at.site, "times/new/"), at_time(at, "cancel/")):
        assert client.get(url).status_code == 404
    assert "现场教学点由案例报送人和镇街审核人管理" in page(login(factories.person()), f"{LIST}new/", 403)


def test_the_practice_record_counts_what_was_attended_and_given(login):
    by, other = build.contributor(), build.neighbor()
    build.answer(build.call(other), by)
    build.attended(build.asked(by=by))
    build.agreed(build.asked(build.slot(days=6), by=by))
    build.attended(build.asked(build.slot(build.site(build.contributor(build.village("yong", "nancun", "涌村"))))))
    response = login(by).get("/practice/mine/")
    found = {name: response.context[name] for name in ("visits", "answers", "thanks")}
    assert found == {"visits": 1, "answers": 1, "thanks": 0}
    assert "还没有参访记录" in page(login(factories.person()), "/practice/mine/")
    assert len(login(by).get(f"{LIST}mine/").context["page"].object_list) == 2


PAGES = [(LIST, 3), (f"{LIST}hosting/?tab=past", 7), (f"{LIST}mine/", 5), ("/practice/mine/", 6)]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("url", "queries"), PAGES)
def test_lists_cost_the_same_however_long_they_are(login, django_assert_num_queries, rows, url, queries):
    host, visitor = build.neighbor(), factories.person()
    for number in range(rows):
        build.attended(build.asked(build.slot(build.site(host), days=3 + number), visitor))
    client = login(host if "hosting" in url else visitor)
    if url == LIST:
        client.logout()
    page(client, url)
    with django_assert_num_queries(queries):
        page(client, url)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_site_costs_the_same_however_many_times_it_has(client, django_assert_num_queries, rows):
    site = build.site()
    for number in range(rows):
        build.asked(build.slot(site, days=3 + number))
    page(client, at_site(site))
    with django_assert_num_queries(3):
        page(client, at_site(site))
