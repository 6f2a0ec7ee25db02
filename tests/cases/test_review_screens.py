"""What the CMS holds of the review: rubrics, the way to the desk, pages of cases."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.enums import Role
from cases.models import CasePage, Rubric
from cases.viewsets import WaitingCasesPanel
from tests import factories
from tests.cases import review_builders as build

pytestmark = pytest.mark.django_db
LINES = "创新性｜60｜新机制｜有改进｜老一套\n传播力 | 40 | 广 | 中 | 窄"


@pytest.fixture
def of():
    return build.town()


@pytest.fixture
def admin():
    return factories.person(factories.district(), Role.DISTRICT_ADMIN)


def form(**changes) -> dict:
    day = timezone.localdate() + datetime.timedelta(days=30)
    return {
        "name": "第2版", "valid_from": day.isoformat(), "lines": LINES, "feature_from": 90, "adopt_from": 75,
        "reserve_from": 60, "spread_limit": 15, "town_days": 5, "district_days": 10, "expert_days": 15,
    } | changes  # fmt: skip


def test_a_new_version_is_a_new_row_and_criteria_keep_their_keys(of, login, admin):
    client = login(admin)
    client.post(reverse("rubrics:add"), form())
    first, second = Rubric.objects.order_by("pk")
    assert (first.criteria, Rubric.objects.in_force().first()) == (build.FIRST_RUBRIC, first)
    assert second.criteria == [
        {"key": "innovation", "label": "创新性", "weight": 60, "best": "新机制", "middle": "有改进", "worst": "老一套"},
        {"key": "c2", "label": "传播力", "weight": 40, "best": "广", "middle": "中", "worst": "窄"},
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lines": "创新性｜60｜好｜中｜差"}, "权重合计须为100"),
        ({"lines": "创新性｜50｜好｜中｜差\n创新性｜50｜好｜中｜差"}, "名称不能重复"),
        ({"lines": "创新性｜一半｜好｜中｜差"}, "第1行须有五部分"),
        ({"lines": "创新性｜100"}, "第1行须有五部分"),
        ({"adopt_from": 95}, "分数线须依次不低于"),
    ],
)
def test_a_rubric_that_cannot_be_used_comes_back_with_its_words(of, login, admin, changes, said):
    response = login(admin).post(reverse("rubrics:add"), form(**changes))
    page = response.content.decode()
    assert (said in page, form(**changes)["lines"].splitlines()[0] in page) == (True, True)
    assert Rubric.objects.count() == 1


def test_a_rubric_that_was_used_is_only_read(of, login, admin):
    rubric = build.rubric()
    client = login(admin)
    assert client.get(reverse("rubrics:edit", args=[rubric.pk])).status_code == 200
    build.with_experts(of)
    response = client.post(reverse("rubrics:edit", args=[rubric.pk]), form(name="偷偷改"))
    assert response.url == reverse("rubrics:inspect", args=[rubric.pk])
    assert Rubric.objects.get().name == "第1版"


@pytest.mark.parametrize(
    ("who", "index", "add"), [("admin", 200, 200), ("district", 200, 302), ("reviewer", 302, 302), ("author", 302, 302)]
)
def test_who_reads_and_writes_rubrics(of, login, admin, who, index, add):
    user = {"admin": admin, "author": factories.person(of.town, Role.AUTHOR)}.get(who) or getattr(of, who)
    client = login(user)
    assert (client.get(reverse("rubrics:index")).status_code, client.get(reverse("rubrics:add")).status_code) == (
        index,
        add,
    )


def test_the_menu_leads_reviewers_to_the_desk_and_nobody_else(of, login, admin):
    author = factories.person(of.town, Role.AUTHOR)
    found = {
        user: reverse("cases:desk") in login(user).get(reverse("wagtailadmin_home")).content.decode()
        for user in (of.reviewer, of.district, admin, author)
    }
    assert list(found.values()) == [True, True, True, False]
    # Experts and contributors never enter the CMS.
    assert {login(user).get(reverse("wagtailadmin_home")).status_code for user in (of.experts[0], of.contributor)} == {
        403
    }


def test_the_start_page_shows_what_waits(of, login):
    neighbor = build.town("shilou", "石楼镇")
    build.handed_in(of, title="等镇里看的")
    build.handed_in(neighbor, title="邻镇的案例")
    page = login(of.reviewer).get(reverse("wagtailadmin_home")).content.decode()
    assert ("等我处理的案例" in page, "等镇里看的" in page, "邻镇的案例" in page) == (True, True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_panel_costs_the_same_however_much_waits(of, rf, django_assert_num_queries, rows):
    for n in range(rows):
        build.handed_in(of, title=f"第{n}件")
    request = rf.get("/")
    request.user = of.reviewer
    with django_assert_num_queries(8):
        assert len(WaitingCasesPanel().get_context_data({"request": request})["cases"]) == rows


def test_district_staff_correct_cases_in_the_cms_and_nobody_publishes_there(of, login, admin):
    live = CasePage.objects.get(pk=build.published(of).case_id)
    draft = CasePage.objects.get(pk=build.handed_in(of, title="草稿").case_id)
    for user in (of.district, admin):
        client = login(user)
        assert client.get(reverse("wagtailadmin_explore", args=[build.library().pk])).status_code == 200
        assert client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).status_code == 200
        rights = Page.objects.get(pk=draft.pk).permissions_for_user(user)
        assert (rights.can_edit(), rights.can_publish()) == (True, False)
        assert not Page.objects.get(pk=live.pk).permissions_for_user(user).can_unpublish()
        # Hand-made posts.
        client.post(reverse("wagtailadmin_pages:unpublish", args=[live.pk]))
        client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        client.post(f"{bulk}?id={draft.pk}")
    for user in (of.reviewer, factories.person(of.town, Role.AUTHOR), factories.person(of.town, Role.TOWN_ADMIN)):
        assert not Page.objects.get(pk=draft.pk).permissions_for_user(user).can_edit()
    assert (CasePage.objects.get(pk=live.pk).live, CasePage.objects.get(pk=draft.pk).live) == (True, False)


def test_even_a_superuser_keeps_a_page_that_went_through_a_review(of, client):
    case = CasePage.objects.get(pk=build.published(of).case_id)
    client.force_login(factories.person(of.town, is_superuser=True), backend="accounts.backends.NameOrPhoneBackend")
    response = client.post(reverse("wagtailadmin_pages:delete", args=[case.pk]), follow=True)
    assert "没有删除" in response.content.decode()
    library = build.library()
    client.post(reverse("wagtailadmin_pages:delete", args=[library.pk]))
    assert CasePage.objects.filter(pk=case.pk).exists()
