"""Pages of the register: the public one without persons, the record, the form on a phone, the desk, the workbook."""

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.enums import Role
from practice.models import CommunityOrganisation, OrganisationMember
from tests import factories
from tests.cases.library_builders import case
from tests.practice import community_builders as build

pytestmark = pytest.mark.django_db
LIST = "/practice/organisations/"
SECRETS = ("参宿七", "备字7号")


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def typed(**fields) -> dict:
    forms = {"projects-TOTAL_FORMS": "2", "projects-INITIAL_FORMS": "0"}
    return build.GROUP | forms | {"projects-0-title": "巷道停车", "projects-0-year": "2026",
                                  "projects-0-source": "none"} | fields  # fmt: skip


def test_everybody_reads_confirmed_ones_without_persons(client):
    row, draft = build.confirmed(), build.group(name="还没确认的组")
    text, one = page(client, LIST), page(client, f"{LIST}{row.uuid}/")
    assert ("榕树下议事会" in text, draft.name in text) == (True, False)
    assert [word for word in SECRETS if word in text + one] == []
    assert page(client, f"{LIST}{draft.uuid}/", 404)
    assert "不能以自己的名义签合同" in one


def test_filters_cut_and_say_how_many(client):
    build.confirmed()
    build.confirmed(build.neighbor(), name="里仁醒狮队", kind="culture_recreation", legal_type="informal_group")

    def found(query: str) -> list[str]:
        return [name for name in ("榕树下议事会", "里仁醒狮队") if name in page(client, f"{LIST}?{query}")]

    assert found("") == ["榕树下议事会", "里仁醒狮队"]
    assert found("town=shilou") == ["里仁醒狮队"]
    assert found("kind=deliberative") == ["榕树下议事会"]
    assert found("legal=informal_group&q=醒狮") == ["里仁醒狮队"]
    assert found("q=没有这个") == []
    assert found("kind=nothing&town=nowhere") == ["榕树下议事会", "里仁醒狮队"]


@pytest.mark.parametrize(("url", "queries"), [(LIST, 12), (f"{LIST}mine/", 11), (f"{LIST}desk/", 8)])
def test_lists_ask_the_same_for_one_and_for_three(login, url, queries, django_assert_num_queries):
    by = build.contributor()
    user = factories.person(factories.unit("shiqi"), Role.TOWN_REVIEWER)
    client = login(user)
    make = build.confirmed if url == LIST else build.group
    make(by, name="甲组")
    client.get(url)
    with django_assert_num_queries(queries):
        assert "甲组" in page(client, url)
    make(by, name="乙组")
    make(by, name="丙组")
    with django_assert_num_queries(queries):
        assert "丙组" in page(client, url)


@pytest.mark.parametrize(("tail", "queries"), [("", 11), ("record/", 17), ("members/", 10)])
def test_a_page_asks_the_same_for_one_core_member_and_for_three(login, tail, queries, django_assert_num_queries):
    by = build.contributor()
    row, client = build.confirmed(by), login(by)
    url = f"{LIST}{row.uuid}/{tail}"

    def core(name: str) -> None:
        person = factories.person(build.village(), name=name)
        OrganisationMember.objects.create(organisation=row, person=person, function="记录")
        build.completed(person, f"{name}学的课")

    core("骨干甲")
    client.get(url)
    with django_assert_num_queries(queries):
        page(client, url)
    core("骨干乙")
    core("骨干丙")
    with django_assert_num_queries(queries):
        text = page(client, url)
    assert ("骨干丙" in text, "3 人中 3 人" in text) == (tail != "", tail == "")


def test_registering_from_the_page_and_pressing_twice(login):
    client = login(build.contributor())
    assert "本镇街" in page(client, f"{LIST}register/")
    answers = [client.post(f"{LIST}register/", typed()) for _press in range(2)]
    row = CommunityOrganisation.objects.get()
    assert [one.headers["Location"] for one in answers] == [f"{LIST}{row.uuid}/record/"] * 2
    assert row.projects.get().title == "巷道停车"
    assert [word for word in SECRETS if word in page(client, f"{LIST}{row.uuid}/record/")] == list(SECRETS)


def test_what_was_refused_stays_typed_and_is_told_at_its_field(login):
    client = login(build.contributor())
    response = client.post(f"{LIST}register/", typed(introduction="打13900001111", **{"projects-0-year": ""}))
    text = response.content.decode()
    assert (response.status_code, CommunityOrganisation.objects.count()) == (422, 0)
    assert ("请填写四位数年份。" in text, "打13900001111" in text) == (True, True)
    text = client.post(f"{LIST}register/", typed(introduction="打13900001111")).content.decode()
    assert ('id="id_introduction_error"' in text, "巷道停车" in text) == (True, True)


def test_culture_comes_first_in_a_village_only(login):
    def kinds(client) -> list[int]:
        text = page(client, f"{LIST}register/")
        return [text.index(f'value="{kind}"') for kind in ("culture_recreation", "charity")]

    cun = factories.unit("cun", parent=factories.unit("shilou"), level="village", unit_type="villagers_committee")
    culture, charity = kinds(login(build.contributor(cun)))
    assert culture < charity
    culture, charity = kinds(login(build.contributor()))
    assert charity < culture


def test_cases_of_the_town_can_be_named_others_cannot(login):
    by = build.contributor()
    own, foreign = (
        case("石碁的做法", at=factories.unit("shiqi")),
        case("石楼的做法", at=build.village("liren", "shilou")),
    )
    client, row = login(by), build.group(by)
    url = f"{LIST}{row.uuid}/edit/"
    text = page(client, url)
    assert ("石碁的做法" in text, "石楼的做法" in text) == (True, False)
    assert client.post(url, typed(cases=[str(foreign.translation_key)])).status_code == 422
    assert client.post(url, typed(cases=[str(own.translation_key)])).status_code == 302
    assert [one.title for one in row.cases.all()] == ["石碁的做法"]


def test_the_desk_confirms_and_returns(login):
    first, second = build.group(name="甲组"), build.group(name="乙组")
    client = login(build.reviewer())
    assert "甲组" in page(client, f"{LIST}desk/")
    assert client.post(f"{LIST}{first.uuid}/confirm/").headers["Location"] == f"{LIST}desk/"
    assert client.post(f"{LIST}{second.uuid}/return/", {"reason": ""}).status_code == 422
    assert client.post(f"{LIST}{second.uuid}/return/", {"reason": "请核对人数"}).status_code == 302
    assert "没有待您处理的事项" in page(client, f"{LIST}desk/")
    states = dict(CommunityOrganisation.objects.values_list("name", "state"))
    assert states == {"甲组": "confirmed", "乙组": "draft"}
    assert client.post(f"{LIST}{first.uuid}/confirm/").status_code == 302


def test_the_workbook_holds_ones_own_scope_and_no_formula(login):
    build.group(name="=1+1", introduction="@算一算")
    build.group(build.neighbor(), name="里仁互助组")
    response = login(build.reviewer()).get(f"{LIST}mine/?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["'=1+1"]
    # A learner who leads a group reads it; the list is for staff.
    leader = factories.person(build.village())
    CommunityOrganisation.objects.update(leader=leader)
    assert login(leader).get(f"{LIST}mine/?export=xlsx").headers["Content-Type"].startswith("text/html")


def test_records_of_other_towns_do_not_exist(login):
    row = build.confirmed()
    for user in (build.neighbor(), factories.person(), build.reviewer("shilou")):
        client = login(user)
        tails = ("record", "edit", "members", "confirm", "return", "close")
        assert {client.get(f"{LIST}{row.uuid}/{tail}/").status_code for tail in tails} == {404}
        text = page(client, f"{LIST}mine/")
        assert [word for word in (*SECRETS, row.name) if word in text] == []


def test_closing_asks_first_and_leaves_the_register(login, client):
    by = build.contributor()
    row = build.confirmed(by)
    writer = login(by)
    assert "此操作不能撤销" in page(writer, f"{LIST}{row.uuid}/close/")
    assert writer.post(f"{LIST}{row.uuid}/close/", {"reason": "散了"}).status_code == 302
    assert row.name not in page(client, LIST)
    assert "散了" in page(writer, f"{LIST}{row.uuid}/record/")
