"""The review desk on the web: what each person finds there, reads there and does there."""

import datetime
import re

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Membership
from cases.enums import State
from cases.evidence import proofs
from cases.models import CasePage, Review, Submission
from cases.services import add_comment, assign_experts, check_evidence, decide, recommend, save_review
from cases.services.pages import newest
from tests import factories
from tests.cases import review_builders as build

pytestmark = pytest.mark.django_db
DESK = reverse("cases:desk")


@pytest.fixture
def of():
    return build.town()


def case_url(submission, name: str = "desk_case", *more) -> str:
    return reverse(f"cases:{name}", args=[submission.uuid, *more])


def review_url(review, name: str = "desk_review") -> str:
    return reverse(f"cases:{name}", args=[review.uuid])


def read(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def titles(client, **query) -> list[str]:
    return [str(row) for row in client.get(DESK, query).context["page"]]


def confirm(client, submission, action: str, reason: str = "说明理由", **changes):
    row = Submission.objects.get(pk=submission.pk)
    data = {"reason": reason, "state": row.state, "round": row.round} | changes
    return client.post(case_url(submission, "desk_step", action), data)


# --- the queue


def test_each_person_finds_what_waits_for_them(of, login):
    build.handed_in(of, title="等镇里")
    build.handed_in(of, title="等区里", state=State.DISTRICT_REVIEW)
    build.with_experts(of, title="等专家")
    build.scored(of, 4, 4, title="等决定")
    build.adopted(of, title="等校对")
    build.published(of, title="已发布")
    wanted = {
        of.reviewer: ({"等镇里"}, {"等区里", "等专家", "等决定", "等校对"}, {"已发布"}),
        of.district: ({"等区里", "等决定", "等校对"}, {"等镇里", "等专家"}, {"已发布"}),
        of.experts[0]: ({"等专家"}, {"等决定", "等校对"}, {"已发布"}),
        of.experts[3]: (set(), set(), set()),
    }
    for user, tabs in wanted.items():
        client = login(user)
        assert tuple(set(titles(client, tab=tab)) for tab in ("mine", "waiting", "done")) == tabs


def test_the_overdue_list_is_read_by_administrators_of_the_scope(of, login):
    submission = build.handed_in(of, title="逾期了")
    Submission.objects.filter(pk=submission.pk).update(due_on=datetime.date(2020, 1, 1))
    build.handed_in(of, title="还早")
    town_admin = factories.person(of.town, Role.TOWN_ADMIN)
    other = factories.person(factories.unit("shilou"), Role.TOWN_ADMIN)
    district_admin = factories.person(factories.district(), Role.DISTRICT_ADMIN)
    found = [titles(login(user), tab="overdue") for user in (town_admin, district_admin, of.reviewer, other)]
    assert found == [["逾期了"]] * 3 + [[]]


def test_filters_by_state_and_town(of, login):
    shilou = build.town("shilou", "石楼镇")
    build.handed_in(of, title="石碁的", state=State.DISTRICT_REVIEW)
    build.handed_in(shilou, title="石楼的", state=State.DISTRICT_REVIEW)
    build.adopted(of, title="校对中")
    client = login(of.district)
    assert set(titles(client, town="shilou")) == {"石楼的"}
    assert set(titles(client, state="adopted")) == {"校对中"}
    # What is not understood filters nothing.
    assert len(titles(client, town="nowhere", state="?", tab="?", page="x")) == 3
    assert set(login(of.reviewer).get(DESK).context["form"].fields["town"].queryset) == {of.town}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("reviewer", 15), ("district", 15), ("expert", 15)])
def test_the_queue_costs_the_same_however_long(of, login, django_assert_num_queries, rows, who, queries):
    for n in range(rows):
        build.with_experts(of, title=f"第{n}件") if who == "expert" else build.handed_in(
            of, title=f"第{n}件", state=State.TOWN_REVIEW if who == "reviewer" else State.DISTRICT_REVIEW
        )
    client = login(of.experts[0] if who == "expert" else getattr(of, who))
    client.get(DESK)
    with django_assert_num_queries(queries):
        assert len(client.get(DESK).context["page"]) == rows


def test_long_queues_have_pages(of, login):
    for n in range(21):
        build.handed_in(of, title=f"第{n}件")
    client = login(of.reviewer)
    assert (len(titles(client)), len(titles(client, page=2))) == (20, 1)
    assert "第1页，共2页" in read(client.get(DESK))


@pytest.mark.parametrize("role", [Role.CASE_CONTRIBUTOR, Role.AUTHOR, Role.COHORT_MANAGER, Role.AUDITOR, None])
def test_the_desk_is_closed_to_everybody_else(of, login, client, role):
    user = factories.person(of.town, *([role] if role else []))
    assert login(user).get(DESK).status_code == 403
    client.logout()
    assert client.get(DESK).url.startswith(reverse("account_login"))


# --- reading


def test_the_frozen_version_is_read_section_by_section(of, login):
    submission = build.handed_in(of)
    submission.sections.create(key="summary", data={"summary": "交上去以后才写的"}, saved_by=of.contributor)
    page = read(login(of.reviewer).get(case_url(submission)))
    assert "村务登记簿" in page and "2025年3月1日" in page and "何阿姨 19912345678" in page
    assert "交上去以后才写的" not in page


def test_an_older_version_can_be_read_and_is_said_to_be_old(of, login):
    submission = build.handed_in(of, summary={"summary": "第一稿的摘要"})
    build.resubmitted(submission, summary={"summary": "第二稿的摘要"})
    client = login(of.district)
    assert "第二稿的摘要" in read(client.get(case_url(submission)))
    old = client.get(case_url(submission), {"version": 1})
    assert "第一稿的摘要" in read(old) and "较早的第1版" in read(old)
    assert old.context["may_remark"] is False


def test_personal_data_and_gaps_are_pointed_out(of, login):
    submission = build.handed_in(of, summary={"summary": "请找李阿姨13800001111"})
    page = read(login(of.reviewer).get(case_url(submission)))
    assert "1处疑似个人信息" in page and "疑似电话号码： 13800001111" in page
    assert "缺2项" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_costs_the_same_however_much_was_remarked(of, login, django_assert_num_queries, rows):
    submission = build.handed_in(of)
    for n in range(rows):
        add_comment(submission=submission, section="summary", text=f"第{n}条", by=of.reviewer)
    client = login(of.reviewer)
    client.get(case_url(submission))
    with django_assert_num_queries(14):
        client.get(case_url(submission))


# --- who reads what (each with something that could leak)

NAMES = ("专家甲号", "专家乙号", "专家丙号")


def seen(login, user, url: str) -> str:
    response = login(user).get(url, follow=True)
    return read(response) if response.status_code == 200 else f"{response.status_code}"


def test_another_town_and_strangers_find_nothing(of, login):
    neighbor = build.town("shilou", "石楼镇")
    admin = factories.person(neighbor.town, Role.TOWN_ADMIN)
    learner = factories.person(of.town)
    submission = build.scored(of, 4, 4)
    review = submission.reviews.first()
    urls = [
        case_url(submission), case_url(submission, "desk_step", "adopt"), case_url(submission, "desk_assign"),
        case_url(submission, "desk_proof"), case_url(submission, "outcome"), review_url(review),
        review_url(review, "desk_hand_in"), review_url(review, "desk_recuse"), review_url(review, "desk_let_off"),
    ]  # fmt: skip
    for user in (neighbor.reviewer, neighbor.contributor, admin, learner, of.experts[3]):
        client = login(user)
        assert {client.get(url).status_code for url in urls} == {404}


def test_scores_stay_blind_until_all_are_in_and_names_inside_the_district(of, login):
    submission = build.with_experts(of, 2)
    first, second = submission.reviews.order_by("pk")
    build.score(first, 2, "甲的意见")
    add_comment(submission=submission, section="summary", text="乙的批注", by=second.expert)
    save_review(review=second, by=second.expert, typed=build.filled(4, "乙写了一半"))
    url, secret = case_url(submission), ("甲的意见", "乙写了一半", "乙的批注", "40.0")
    admin = factories.person(factories.district(), Role.DISTRICT_ADMIN)
    district = seen(login, of.district, url)
    assert ([word for word in secret if word in district], NAMES[0] in district) == ([], True)
    for user in (of.reviewer, admin, of.contributor):
        page = seen(login, user, url) + seen(login, user, case_url(submission, "outcome"))
        assert [word for word in (*secret, *NAMES) if word in page] == []
    assert [word for word in (*secret[1:], *NAMES[1:]) if word in seen(login, first.expert, url)] == ["40.0"]
    page = seen(login, second.expert, url)
    assert [word for word in (secret[0], secret[3], NAMES[0]) if word in page] == []
    build.score(second, 2, "乙的意见")
    page = seen(login, of.district, url)
    assert all(word in page for word in ("甲的意见", "乙的意见", "乙的批注", *NAMES[:2]))
    # All in, not decided: the experts and the town still read nothing of each other.
    assert "乙的意见" not in seen(login, first.expert, url) and "甲的意见" not in seen(login, second.expert, url)
    assert "甲的意见" not in seen(login, of.reviewer, url)


def test_after_the_decision_unit_and_town_read_reason_remarks_mean_and_opinions_without_names(of, login):
    submission = build.with_experts(of, 2)
    for review, words in zip(submission.reviews.order_by("pk"), ("做法清楚", "数据扎实"), strict=True):
        add_comment(submission=submission, section="results", text=f"{words}的批注", by=review.expert)
        build.score(review, 4, words)
    decide(submission=submission, verdict="adopt", by=of.district, reason="同意采纳入库")
    for user, url in (
        (of.contributor, case_url(submission, "outcome")), (of.reviewer, case_url(submission, "outcome")),
        (of.reviewer, case_url(submission)),
    ):  # fmt: skip
        page = seen(login, user, url)
        wanted = ("同意采纳入库", "做法清楚，建议采纳", "数据扎实，建议采纳", "80.0", "做法清楚的批注")
        assert [word for word in wanted if word not in page] == []
        assert [name for name in NAMES if name in page] == []
    # Colleagues read each other's opinion now, and still no name.
    page = seen(login, of.experts[0], case_url(submission))
    assert "数据扎实，建议采纳" in page and NAMES[1] not in page
    assert not Review.objects.visible_to(of.contributor).exists()
    assert not Review.objects.visible_to(of.reviewer).exists()


def test_before_the_decision_an_expert_reads_no_opinion_of_town_or_district(of, login):
    submission = build.handed_in(of)
    add_comment(submission=submission, section="results", text="镇里的看法", by=of.reviewer)
    recommend(submission=submission, by=of.reviewer, reason="镇里很看好")
    add_comment(submission=submission, section="results", text="区里的看法", by=of.district)
    assign_experts(submission=submission, experts=of.experts[:2], by=of.district)
    first = proofs(submission.versions.get().sections)[0].fingerprint
    check_evidence(submission=submission, fingerprint=first, accepted=False, by=of.district, question="区里的疑问")
    page = seen(login, of.experts[0], case_url(submission))
    assert "村务登记簿" in page
    assert [w for w in ("镇里的看法", "镇里很看好", "区里的看法", "区里的疑问", "19912345678") if w in page] == []


def test_the_units_contributor_has_no_desk_and_reads_no_remark_that_was_not_sent(of, login):
    submission = build.handed_in(of)
    add_comment(submission=submission, section="results", text="还没转出的批注", by=of.reviewer)
    client = login(of.contributor)
    assert (client.get(DESK).status_code, client.get(case_url(submission)).status_code) == (403, 404)
    assert "还没转出的批注" not in read(client.get(case_url(submission, "outcome")))


def test_a_revoked_right_closes_the_desk_at_once(of, login):
    submission = build.with_experts(of)
    review = submission.reviews.get(expert=of.experts[0])
    for user, url in ((of.reviewer, case_url(submission)), (of.experts[0], review_url(review))):
        assert login(user).get(url).status_code == 200
        user.role_grants.update(until="2025-01-01")
        assert (login(user).get(url).status_code, login(user).get(DESK).status_code) in {(404, 403), (403, 403)}


def test_whoever_has_an_interest_reads_the_case_and_nothing_about_it(of, login):
    submission = build.scored(of, 4, 4)
    add_comment(submission=submission, section="results", text="区里的批注", by=of.district)
    insider = factories.person(factories.district(), Role.DISTRICT_REVIEWER)
    url = case_url(submission)
    assert NAMES[0] in seen(login, insider, url)
    Membership.objects.create(user=insider, organisation=of.village, since="2024-01-01")
    page = seen(login, insider, url)
    assert "您须回避" in page and "村务登记簿" in page
    assert [word for word in ("区里的批注", "80.0", *NAMES) if word in page] == []
    assert titles(login(insider)) == []
    assert {confirm(login(insider), submission, action).status_code for action in ("adopt", "return", "reject")} == {
        403
    }
    assert not Review.objects.visible_to(insider).exists()


# --- doing


def test_a_step_says_what_follows_and_is_taken_after_confirmation(of, login):
    submission = build.handed_in(of)
    client = login(of.reviewer)
    page = client.get(case_url(submission, "desk_step", "return"))
    assert "报送单位会立即收到通知" in read(page)
    assert Submission.objects.get(pk=submission.pk).state == "town_review"
    empty = confirm(client, submission, "return", reason="  ")
    assert (empty.status_code, "请写明" in read(empty) or "请说明" in read(empty)) == (422, True)
    done = confirm(client, submission, "return", reason="补照片")
    assert (done.url, Submission.objects.get(pk=submission.pk).state) == (case_url(submission), "returned")


def test_what_was_read_must_be_what_is_decided(of, login):
    submission = build.handed_in(of, state=State.DISTRICT_REVIEW)
    client = login(of.district)
    build.resubmitted(submission)
    late = confirm(client, submission, "return", round=1)
    assert (late.status_code, Submission.objects.get(pk=submission.pk).state) == (302, "district_review")
    assert "没有办理" in read(client.get(case_url(submission)))
    confirm(client, submission, "return")
    again = confirm(client, submission, "reject")
    assert (again.url, Submission.objects.get(pk=submission.pk).state) == (case_url(submission), "returned")


@pytest.mark.parametrize("action", ["assign", "publish", "submit", "withdraw", "nonsense"])
def test_steps_with_a_page_of_their_own_have_no_other_door(of, login, action):
    submission = build.handed_in(of, state=State.DISTRICT_REVIEW)
    assert confirm(login(of.district), submission, action).status_code == 404


def test_a_remark_that_is_too_long_comes_back_with_its_words(of, login):
    submission = build.handed_in(of)
    client = login(of.reviewer)
    long = client.post(case_url(submission, "desk_remark"), {"section": "results", "text": "长" * 501})
    assert (long.status_code, "长" * 501 in read(long), "不超过500字" in read(long)) == (422, True, True)
    kept = client.post(case_url(submission, "desk_remark"), {"section": "results", "text": "请写口径"})
    assert kept.url == f"{case_url(submission)}#results"
    comment = submission.comments.get()
    client.post(reverse("cases:desk_unremark", args=[comment.uuid]))
    assert submission.comments.count() == 0


def test_experts_are_chosen_from_the_list(of, login):
    submission = build.handed_in(of, state=State.DISTRICT_REVIEW)
    client = login(of.district)
    url = case_url(submission, "desk_assign")
    one = client.post(url, {"expert": [of.experts[0].uuid]})
    assert (one.status_code, "两位或三位" in read(one)) == (422, True)
    assert client.post(url, {"expert": ["nobody"]}).status_code == 422
    client.post(url, {"expert": [user.uuid for user in of.experts[:2]]})
    assert set(submission.reviews.values_list("expert", flat=True)) == {user.pk for user in of.experts[:2]}
    assert login(of.reviewer).get(url).status_code == 403


def test_an_expert_saves_checks_and_hands_in(of, login):
    submission = build.with_experts(of)
    review = submission.reviews.get(expert=of.experts[0])
    client = login(of.experts[0])
    assert client.get(case_url(submission)).url == review_url(review)
    typed = {"score-innovation": "5", "comment-innovation": "新办法"}
    saved = client.post(review_url(review, "desk_save"), typed, headers={"accept": "application/json"})
    assert (saved.json()["total"], sorted(saved.json())) == ("20.0", ["saved", "total"])
    bad = client.post(
        review_url(review, "desk_save"), {"score-innovation": "9", "comment-innovation": "x"},
        headers={"accept": "application/json"},
    )  # fmt: skip
    assert (bad.status_code, bad.json()["error"]) == (422, "请在给出的数字中选择。")
    assert "新办法" in client.get(review_url(review)).content.decode()
    gaps = client.post(review_url(review, "desk_hand_in"))
    assert (gaps.status_code, "请打分" in read(gaps)) == (422, True)
    whole = {f"score-{key}": "4" for key in build.CRITERIA} | {f"comment-{key}": "有据" for key in build.CRITERIA}
    whole |= {"summary": "扎实", "recommendation": "adopt", "evidence_level": "3", "then": "hand_in"}
    assert client.post(review_url(review), whole).url == review_url(review, "desk_hand_in")
    client.post(review_url(review, "desk_hand_in"))
    row = Review.objects.get(pk=review.pk)
    assert (str(row.total), row.state, row.summary) == ("80.0", "submitted", "扎实")
    late = client.post(review_url(review, "desk_save"), typed, headers={"accept": "application/json"})
    assert late.status_code == 409


def test_an_expert_with_a_new_post_in_the_unit_is_led_to_recuse(of, login):
    submission = build.with_experts(of)
    review = submission.reviews.get(expert=of.experts[0])
    Membership.objects.create(user=of.experts[0], organisation=of.village, since="2024-01-01")
    client = login(of.experts[0])
    assert client.get(review_url(review)).url == review_url(review, "desk_recuse")
    client.post(review_url(review, "desk_recuse"), {"reason": "到村里任职"})
    assert Review.objects.get(pk=review.pk).state == "recused"
    assert "您已回避" in read(client.get(review_url(review)))


def test_reading_ticking_and_publishing(of, login):
    submission = build.adopted(of)
    client = login(of.district)
    url, tick = case_url(submission, "desk_proof"), case_url(submission, "desk_tick")
    assert (client.get(url).status_code, client.post(url).status_code) == (200, 422)
    revision = newest(CasePage.objects.get(pk=submission.case_id)).pk
    assert client.post(tick, {"proof": "fifth", "revision": revision}).status_code == 302
    assert client.post(tick, {"proof": "first", "revision": "x"}).status_code == 302
    assert submission.proofs.count() == 0
    for proof in ("first", "second", "third", "secrecy"):
        client.post(tick, {"proof": proof, "revision": revision})
    assert client.get(url).context["ready"]
    assert client.post(url).url == case_url(submission)
    assert Submission.objects.get(pk=submission.pk).state == "published"
    assert {login(user).get(url).status_code for user in (of.reviewer, of.contributor, of.experts[0])} == {403, 404}


def test_the_level_is_set_on_the_page_of_the_case(of, login):
    submission = build.handed_in(of, state=State.DISTRICT_REVIEW)
    client = login(of.district)
    assert client.post(case_url(submission, "desk_level"), {"level": "4"}).status_code == 422
    client.post(case_url(submission, "desk_level"), {"level": "4", "reason": "第三方核验"})
    assert CasePage.objects.get(pk=submission.case_id).evidence_level == 4
    assert login(of.reviewer).post(case_url(submission, "desk_level"), {"level": "5", "reason": "x"}).status_code == 403


def test_a_question_about_a_proof_comes_back_when_it_is_empty(of, login):
    submission = build.handed_in(of, state=State.DISTRICT_REVIEW)
    client = login(of.district)
    first = proofs(submission.versions.get().sections)[0].fingerprint
    url = case_url(submission, "desk_evidence")
    empty = client.post(url, {"fingerprint": first, "verdict": "ask", "question": " "})
    assert (empty.status_code, "请写明缺什么" in read(empty)) == (422, True)
    client.post(url, {"fingerprint": first, "verdict": "accept"})
    assert submission.evidence_checks.get().accepted


def test_a_link_that_is_no_web_address_is_not_followed(of, login):
    rows = [
        {"claim": "有人支持", "kind": "press", "title": "报道", "note": "", "link": "javascript:alert(1)", "file": []}
    ]
    submission = build.handed_in(of, evidence={"evidence": rows})
    assert 'href="javascript' not in login(of.reviewer).get(case_url(submission)).content.decode()
