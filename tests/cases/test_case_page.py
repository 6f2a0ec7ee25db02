"""The page of a case: what all readers share, what only some see, and what it costs."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from cases.models import CaseEvidence, CaseFollowUp, CasePage
from cases.services.reading import keep_case
from cases.sheets import sheet_of
from content.shelf import clear_all
from tests import factories
from tests.cases.library_builders import case, proof_file

pytestmark = pytest.mark.django_db


def body(client, page: CasePage) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_case_shows_its_parts(client):
    page = case(subtitle="六步谈成", is_example=True, outcome="partly")
    html = body(client, page)
    shown = (
        "榕树下的楼长会", "六步谈成", "教学示例", "部分做成", "番禺口径，5项用到2项", "没有用到：",
        "谈成的楼栋",
        "社区台账", "提议题", "勘测费", "有楼长", "产权有诉讼", "议事记录", "尚无第三方核验", page.number,
        "换一条街，先请谁？",
        f"榕树下的楼长会（市桥街，第1版，2026年6月18日，{page.number}）",
    )  # fmt: skip
    assert [words for words in shown if words not in html] == []


def test_who_checked_is_told_by_role_and_never_by_name(client):
    checker = factories.person(factories.district(), Role.DISTRICT_REVIEWER, name="保密人")
    page = case(evidence_by=checker)
    CaseEvidence.objects.filter(case=page).update(checked_by=checker, checked_on=datetime.date(2026, 6, 1))
    html = body(client, page)
    assert html.count("番禺区区级审核人") == 2
    assert "保密人" not in html
    checker.role_grants.all().delete()
    clear_all()
    assert "案例库审核人员" in body(client, CasePage.objects.get(pk=page.pk))


def test_notes_for_teachers_are_for_teachers(client, login):
    page = case()
    assert "先让学员猜结果" not in body(client, page)
    expected = {
        None: False, Role.AUTHOR: True, Role.COHORT_MANAGER: True, Role.DISTRICT_REVIEWER: True,
        Role.DISTRICT_ADMIN: True,
        Role.TOWN_REVIEWER: False, Role.TOWN_ADMIN: False, Role.EXPERT: False, Role.CASE_CONTRIBUTOR: False,
        Role.AUDITOR: False,
    }  # fmt: skip
    seen = {}
    for role in expected:
        at = factories.district() if role and role.startswith("district") else None
        seen[role] = "先让学员猜结果" in body(login(factories.person(at, *([role] if role else []))), page)
    assert seen == expected


def test_what_is_ones_own_is_not_in_what_all_share(client, login):
    page = case()
    reader = factories.person()
    keep_case(user=reader, case=page)
    assert "已收藏" in body(login(reader), page)
    assert "已收藏" not in body(login(factories.person()), page)
    client.logout()
    assert "已收藏" not in body(client, page)
    sheet = sheet_of(CasePage.objects.get(pk=page.pk))
    assert "收藏" not in sheet.opening + sheet.story + sheet.end


def test_only_staff_who_may_correct_it_see_the_way_into_the_cms(login):
    page = case()
    assert "在后台修改" in body(login(factories.person(factories.district(), Role.DISTRICT_REVIEWER)), page)
    assert "在后台修改" not in body(login(factories.person(None, Role.AUTHOR)), page)


def test_a_case_nobody_confirmed_for_a_year_says_so(client):
    long_ago = timezone.localdate() - datetime.timedelta(days=400)
    assert "现在的情况可能已有变化" in body(client, case("旧案例", alive_on=long_ago))
    ended = body(client, case("结束的案例", alive_on=long_ago, stage="ended"))
    assert "现在的情况可能已有变化" not in ended
    assert "这项做法已经结束" in ended


def test_a_new_level_is_seen_at_once_though_no_revision_was_made(client, login):
    page = case()
    logged_in = login(factories.person())
    assert "有数据" in body(logged_in, page)
    CasePage.objects.filter(pk=page.pk).update(evidence_level=5, evidence_reason="两地验证")
    assert "两地验证" in body(logged_in, page)
    logged_in.logout()
    assert "两地验证" in body(logged_in, page)


def test_what_happened_since_is_newest_first(client):
    page = case()
    for year in (2024, 2026, 2025):
        CaseFollowUp.objects.create(case=page, on=datetime.date(year, 1, 1), text=f"第{year}回")
    html = body(client, page)
    assert html.index("第2026回") < html.index("第2025回") < html.index("第2024回")


@pytest.mark.parametrize(("is_public", "status"), [(True, 200), (False, 404)])
def test_a_file_is_for_readers_when_that_was_decided(client, is_public, status):
    page = case()
    file = proof_file(page, factories.person(), is_public=is_public)
    response = client.get(f"/case/proof/{file.uuid}/")
    assert response.status_code == status
    assert (f"/case/proof/{file.uuid}/" in body(client, page)) is is_public
    if is_public:
        assert response.headers["Content-Disposition"].startswith("attachment")
        page.unpublish()
        assert client.get(f"/case/proof/{file.uuid}/").status_code == 404


def test_strangers_cost_one_query_and_readers_a_fixed_few(client, login):
    page = case()
    body(client, page)
    with CaptureQueriesContext(connection) as sent:
        body(client, page)
    assert len(sent) == 1, [query["sql"][:80] for query in sent]
    reader = login(factories.person())
    body(reader, page)
    with CaptureQueriesContext(connection) as sent:
        body(reader, page)
    # Session with its person, roles, the page's address, the reading list, unread notices.
    assert len(sent) == 5, [query["sql"][:80] for query in sent]


def test_a_draft_is_nobodys_business(client):
    page = case("抽屉里的草稿", live=False)
    assert client.get(page.get_url() or "/cases/chou-ti-li-de-cao-gao/").status_code == 404


def test_a_case_that_was_taken_down_leads_to_the_library(client):
    page = case()
    page.unpublish()
    response = client.get("/cases/rong-shu-xia-de-lou-zhang-hui/")
    assert response.status_code == 410
    assert "/cases/" in response.content.decode()
