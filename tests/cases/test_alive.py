"""Is it still done this way? Asked once, answered by the owner, public only after the district."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from accounts.enums import Role
from cases.models import AliveAnswer, CaseFollowUp, CasePage
from cases.services.alive import answer_alive, ask_alive, confirm_alive, object_alive
from cases.workflow import NotPossible
from tests import factories
from tests.cases.library_builders import case

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.localdate() - datetime.timedelta(days=400)


@pytest.fixture
def owner():
    return factories.person(factories.unit("shiqiao", name="市桥街"), Role.CASE_CONTRIBUTOR, name="案主")


@pytest.fixture
def district():
    return factories.person(factories.district(), Role.DISTRICT_REVIEWER)


@pytest.fixture
def stale(owner) -> CasePage:
    return case(alive_on=LONG_AGO)


def answered(page, owner, kind="still", text="每月还开一次会。", **more) -> AliveAnswer:
    return answer_alive(case=page, kind=kind, text=text, by=owner, **more)


def test_owners_of_stale_cases_are_asked_once(owner, stale):
    case("刚确认的")
    case("已结束的", alive_on=LONG_AGO, stage="ended")
    case("草稿", alive_on=LONG_AGO, live=False)
    sibling = factories.person(factories.unit("shilou", name="石楼镇"), Role.CASE_CONTRIBUTOR)
    assert [row.case.title for row in ask_alive()] == ["榕树下的楼长会"]
    assert ask_alive() == []
    notice = owner.notices.get()
    assert notice.url == f"/case/library/{stale.translation_key}/still/"
    assert "榕树下的楼长会" in notice.text
    assert not sibling.notices.exists()


def test_the_command_names_cases_nobody_answers_for(capsys):
    case(alive_on=LONG_AGO)
    call_command("ask_alive")
    assert capsys.readouterr().out.splitlines() == ["已询问1篇案例。", "《榕树下的楼长会》没有可询问的案例报送员。"]


def test_an_answer_is_public_only_after_the_district(client, owner, district, stale):
    row = answered(stale, owner, figures="2026年10月谈成11栋（社区台账）。")
    assert "谈成11栋" not in client.get(stale.url).content.decode()
    assert CasePage.objects.get(pk=stale.pk).is_stale
    assert district.notices.filter(url="/case/still/").count() == 1
    confirm_alive(answer=row, by=district)
    confirm_alive(answer=row, by=district)
    page = CasePage.objects.get(pk=stale.pk)
    assert page.alive_on == timezone.localdate()
    assert [follow.text for follow in page.follow_ups.all()] == ["每月还开一次会。2026年10月谈成11栋（社区台账）。"]
    assert "谈成11栋" in client.get(stale.url).content.decode()
    assert owner.notices.filter(kind="result").count() == 1


def test_what_has_ended_is_marked_ended_with_the_reason(owner, district, stale):
    confirm_alive(answer=answered(stale, owner, "ended", "楼长搬走了，没人接手。"), by=district)
    page = CasePage.objects.get(pk=stale.pk)
    assert (page.stage, page.is_stale) == ("ended", False)
    assert page.follow_ups.get().text == "楼长搬走了，没人接手。"
    with pytest.raises(NotPossible):
        answered(page, owner)


def test_a_second_answer_replaces_the_first(owner, stale):
    ask_alive()
    first = answered(stale, owner)
    assert answered(stale, owner, text="改口。").pk == first.pk
    assert AliveAnswer.objects.get().text == "改口。"


def test_a_question_of_the_district_goes_back_to_the_owner(login, owner, district, stale):
    row = answered(stale, owner)
    with pytest.raises(ValidationError):
        object_alive(answer=row, reason=" ", by=district)
    object_alive(answer=row, reason="数据截至哪天？", by=district)
    assert "数据截至哪天？" in login(owner).get(f"/case/library/{stale.translation_key}/still/").content.decode()
    assert answered(stale, owner, text="截至10月31日。").state == "waiting"
    assert not CaseFollowUp.objects.exists()


def test_only_the_unit_answers_and_only_the_district_takes_it_over(owner, district, stale):
    for stranger in (district, factories.person(None, Role.CASE_CONTRIBUTOR), factories.person()):
        with pytest.raises(PermissionDenied):
            answered(stale, stranger)
    row = answered(stale, owner)
    town = factories.person(stale.organisation, Role.TOWN_REVIEWER)
    # 回避: a reviewer of the district who works at the unit.
    at_home = factories.person(stale.organisation)
    at_home.role_grants.create(organisation=factories.district(), role=Role.DISTRICT_REVIEWER, since="2024-01-01")
    for nobody in (owner, town, at_home, factories.person()):
        with pytest.raises(PermissionDenied):
            confirm_alive(answer=row, by=nobody)
    assert confirm_alive(answer=row, by=district).state == "approved"


def test_what_was_taken_down_is_not_answered_for(login, owner, stale):
    CasePage.objects.filter(pk=stale.pk).update(live=False)
    with pytest.raises(CasePage.DoesNotExist):
        answered(stale, owner)
    assert login(owner).get(f"/case/library/{stale.translation_key}/still/").status_code == 404
    assert not AliveAnswer.objects.exists()


def test_answers_outlive_a_newer_text(owner, district, stale):
    older = stale.save_revision()
    confirm_alive(answer=answered(stale, owner, "ended", "楼长搬走了。"), by=district)
    older.publish()
    page = CasePage.objects.get(pk=stale.pk)
    assert [follow.text for follow in page.follow_ups.all()] == ["楼长搬走了。"]
    assert page.stage == "ended"


def test_the_owner_answers_on_one_screen(login, owner, stale):
    visitor = login(owner)
    url = f"/case/library/{stale.translation_key}/still/"
    assert "还在这样做吗" in visitor.get(stale.url).content.decode()
    empty = visitor.post(url, {"kind": "", "text": "", "figures": "11栋"})
    assert empty.status_code == 400
    assert "11栋" in empty.content.decode()
    assert visitor.post(url, {"kind": "still", "text": "还在做。", "figures": ""}).headers["Location"] == stale.url
    assert "正在等区级核对" in visitor.get(url).content.decode()


def test_the_screen_is_for_the_unit_and_the_desk_for_the_district(login, owner, district, stale):
    row = answered(stale, owner, text="只给区里看的话。")
    url = f"/case/library/{stale.translation_key}/still/"
    sibling = login(factories.person(None, Role.CASE_CONTRIBUTOR))
    assert sibling.get(url).status_code == 404
    assert sibling.get("/case/still/").status_code == 403
    assert sibling.post(f"/case/still/{row.uuid}/decide/", {"verdict": "confirm"}).status_code == 404
    assert "还在这样做吗" not in sibling.get(stale.url).content.decode()
    desk = login(district)
    assert "只给区里看的话。" in desk.get("/case/still/").content.decode()
    nothing_said = desk.post(f"/case/still/{row.uuid}/decide/", {"verdict": "ask", "reason": ""})
    assert nothing_said.status_code == 400
    assert desk.post(f"/case/still/{row.uuid}/decide/", {"verdict": "confirm"}).status_code == 302
    assert "没有待核对的回复" in desk.get("/case/still/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_for_one_answer_and_three(django_assert_num_queries, login, owner, district, rows):
    for number in range(rows):
        answered(case(f"案例{number}"), owner)
    desk = login(district)
    desk.get("/case/still/")
    with django_assert_num_queries(7):
        desk.get("/case/still/")
