"""Self-checks: sheets as versions, saved at will, finished once, answered by the town."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Notice
from practice.checking import open_lines, result_of
from practice.models import CheckSheet, SelfCheck
from practice.services import close_organisation, review_check, save_check, start_check
from practice.spreading import NotPossible
from tests import factories
from tests.practice import community_builders as build

LIST = "/practice/checks/"
ITEMS = [
    {"key": "a", "kind": "must", "text": "开放", "help": "贴时间"},
    {"key": "b", "kind": "no", "text": "不收费"},
    {"key": "c", "kind": "settle", "text": "定规"},
]
db = pytest.mark.django_db


@pytest.mark.parametrize(
    ("answers", "met", "todo", "still_open"),
    [
        ({}, 0, [], ["a", "b", "c"]),
        ({"a": {"fit": "yes"}, "b": {"fit": "yes"}, "c": {"fit": "yes"}}, 3, [], []),
        ({"a": {"fit": "no", "words": "缺"}, "b": {"fit": "partly", "words": "缺"}, "c": {"fit": "yes"}}, 1,
         ["b", "a"], []),
        ({"a": {"fit": "no"}, "b": {"fit": "yes"}, "c": {"fit": "often"}, "z": {"fit": "yes"}}, 1, ["a"], ["a", "c"]),
    ],
)  # fmt: skip
def test_a_sheet_says_what_is_met_and_what_comes_first(answers, met, todo, still_open):
    result = result_of(ITEMS, answers)
    assert (result.met, [line.key for line in result.todo], open_lines(result)) == (met, todo, still_open)


@db
def test_beginning_twice_fills_in_one_sheet():
    by = build.contributor()
    first, second = build.check(by), build.check(by)
    assert first == second
    assert list(ModelLogEntry.objects.for_instance(first).values_list("action", flat=True)) == ["practice.check_start"]
    # Another space, an organisation: other checks.
    others = {build.check(by, space_name="二楼"), build.check(by, organisation=build.group(by))}
    assert len(others | {first}) == 3


@db
def test_a_check_is_of_one_thing_of_the_unit():
    by, sheet = build.contributor(), build.sheet()
    foreign = build.group(build.neighbor(), name="里仁互助组")
    closed = close_organisation(organisation=build.group(by), by=by, reason="散了")
    wrong = ({}, {"organisation": build.group(by), "space_name": "一楼"}, {"organisation": foreign},
             {"organisation": closed})  # fmt: skip
    for fields in wrong:
        with pytest.raises(ValidationError):
            start_check(sheet=sheet, unit=build.unit_of(by), by=by, **fields)
    with pytest.raises(PermissionDenied):
        start_check(sheet=sheet, unit=build.village(), by=build.neighbor(), space_name="一楼")
    assert not SelfCheck.objects.exists()


@db
def test_half_a_sheet_is_kept_and_finishing_says_what_is_missing():
    by = build.contributor()
    row = build.check(by)
    save_check(check=row, by=by, answers={"no_shop": {"fit": "yes", "words": " 无 "}}, plan="")
    row.refresh_from_db()
    assert row.answers == {"no_shop": {"fit": "yes", "words": "无"}}
    answers = build.answers(row.sheet) | {"no_fee": {"fit": "no", "words": ""}}
    with pytest.raises(ValidationError) as caught:
        save_check(check=row, by=by, answers=answers, plan="", finish=True)
    assert set(caught.value.message_dict) == {"no_fee", "plan"}
    row.refresh_from_db()
    assert (row.finished_at, row.answers) == (None, {"no_shop": {"fit": "yes", "words": "无"}})


@db
def test_finished_stays_as_it_is():
    by = build.contributor()
    row = build.check(by, finish=True)
    again = save_check(check=row, by=by, answers=row.answers, plan=row.plan, finish=True)
    assert again.finished_at == row.finished_at
    with pytest.raises(NotPossible):
        save_check(check=row, by=by, answers={}, plan="")
    with pytest.raises(PermissionDenied):
        save_check(check=row, by=build.neighbor(), answers={}, plan="")
    assert build.check(by) != row


@db
def test_the_town_answers_once_and_the_unit_is_told():
    by, town = build.contributor(), build.reviewer()
    row = build.check(by)
    with pytest.raises(NotPossible):
        review_check(check=row, by=town, words="好")
    row = build.check(by, finish=True)
    for wrong in (by, build.reviewer("shilou")):
        with pytest.raises(PermissionDenied):
            review_check(check=row, by=wrong, words="好")
    with pytest.raises(ValidationError):
        review_check(check=row, by=town, words=" ")
    for words in ("同意", "再按一次"):
        row = review_check(check=row, by=town, words=words)
    assert (row.review, Notice.objects.filter(user=by, text__contains="自查").count()) == ("同意", 1)


@db
def test_scopes_hold_with_checks_of_other_towns():
    own, other = build.check(finish=True), build.check(build.neighbor(), finish=True)
    readers = {
        "contributor": build.contributor(), "reviewer": build.reviewer(), "other": build.reviewer("shilou"),
        "district": factories.person(factories.district(), Role.DISTRICT_REVIEWER), "learner": factories.person(),
    }  # fmt: skip
    seen = {name: set(SelfCheck.objects.visible_to(user)) for name, user in readers.items()}
    assert seen == {
        "contributor": {own}, "reviewer": {own}, "other": {other}, "district": {own, other}, "learner": set()
    }  # fmt: skip
    assert set(SelfCheck.objects.reviewable_by(readers["reviewer"])) == {own}


def page(client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


@db
def test_the_list_asks_the_same_for_one_and_for_three(login, django_assert_num_queries):
    by = build.contributor()
    client = login(by)
    build.check(by, space_name="一楼")
    client.get(LIST)
    with django_assert_num_queries(9):
        page(client, LIST)
    for name in ("二楼", "三楼"):
        build.check(by, space_name=name, finish=True)
    build.check(build.neighbor(), space_name="别镇的屋")
    with django_assert_num_queries(9):
        text = page(client, LIST)
    assert ("三楼" in text, "6 条做到 5 条" in text, "别镇的屋" in text) == (True, True, False)


@db
def test_the_page_of_a_check_asks_the_same_for_one_earlier_and_for_three(login, django_assert_num_queries):
    by = build.contributor()
    build.check(by, finish=True)
    row, client = build.check(by, finish=True), login(by)
    url = f"{LIST}{row.uuid}/"
    client.get(url)
    with django_assert_num_queries(12):
        page(client, url)
    for _one in range(2):
        build.check(by, finish=True)
    with django_assert_num_queries(12):
        page(client, url)


@db
def test_a_sheet_is_filled_in_from_the_page(login):
    by = build.contributor()
    build.sheet("three_no_three_must")
    client = login(by)
    wrong = client.post(f"{LIST}start/three_no_three_must/", {"space_name": ""})
    assert wrong.status_code == 422
    response = client.post(f"{LIST}start/three_no_three_must/", {"space_name": "一楼活动室"})
    row = SelfCheck.objects.get()
    assert response.headers["Location"] == f"{LIST}{row.uuid}/fill/"
    typed = {f"{key}-fit": answer["fit"] for key, answer in build.answers(row.sheet).items()}
    typed |= {"no_fee-fit": "no", "plan": ""}
    saved = client.post(f"{LIST}{row.uuid}/fill/", typed | {"act": "save"})
    assert saved.headers["Location"] == f"{LIST}{row.uuid}/fill/"
    text = client.post(f"{LIST}{row.uuid}/fill/", typed | {"act": "finish", "plan": ""}).content.decode()
    assert ("请简单写一写还缺什么。" in text, "请写明下一步做什么" in text) == (True, True)
    typed |= {"no_fee-words": "收过电费", "plan": "退回，贴告示", "act": "finish"}
    assert client.post(f"{LIST}{row.uuid}/fill/", typed).headers["Location"] == f"{LIST}{row.uuid}/"
    text = page(client, f"{LIST}{row.uuid}/")
    assert ("6 条做到 5 条" in text, "收过电费" in text, "接下来要做" in text) == (True, True, True)
    assert client.get(f"{LIST}{row.uuid}/fill/").status_code == 302


@db
def test_checks_of_other_towns_do_not_exist(login):
    row = build.check(finish=True)
    for user in (build.neighbor(), factories.person(), build.reviewer("shilou")):
        client = login(user)
        assert {client.get(f"{LIST}{row.uuid}/{tail}").status_code for tail in ("", "fill/", "review/")} == {404}
        assert "首层活动室" not in page(client, LIST)


@db
def test_the_town_answers_from_the_page(login):
    row = build.check(finish=True)
    client = login(build.reviewer())
    assert "首层活动室" in page(client, f"{LIST}?show=waiting")
    assert client.post(f"{LIST}{row.uuid}/review/", {"words": ""}).status_code == 422
    assert client.post(f"{LIST}{row.uuid}/review/", {"words": "镇里派人来看"}).status_code == 302
    assert "镇里派人来看" in page(login(row.by), f"{LIST}{row.uuid}/")


@db
def test_a_sheet_that_was_filled_in_is_followed_by_a_new_version(login):
    row = build.check(build.contributor(), sheet=build.sheet("five_fix"))
    client = login(factories.person(factories.district(), Role.DISTRICT_ADMIN))
    edit = reverse("check_sheets:edit", args=[row.sheet.pk])
    assert client.get(edit).headers["Location"] == f"{reverse('check_sheets:add')}?from={row.sheet.pk}"
    lines = [f"{one['kind']}｜{one['text']}｜{one.get('help', '')}" for one in row.sheet.items]
    typed = {"key": "five_fix", "title": "五定自查表", "note": ""}
    wrong = client.post(reverse("check_sheets:add"), typed | {"lines": "随便｜写写"})
    assert "第 1 行要以类别和内容开头。" in wrong.content.decode()
    client.post(reverse("check_sheets:add"), typed | {"lines": "\n".join([*lines[1:], "must｜新的一条"])})
    newest = CheckSheet.objects.latest().get(key="five_fix")
    assert (newest.version, CheckSheet.objects.filter(key="five_fix").count()) == (2, 2)
    kept = [one["key"] for one in newest.items]
    assert kept[:-1] == [one["key"] for one in row.sheet.items][1:]
    assert kept[-1] not in {one["key"] for one in row.sheet.items}


@db
def test_the_sheets_are_closed_to_everybody_but_the_district(login):
    for user in (build.reviewer(), build.contributor(), factories.person(factories.unit("shiqi"), Role.TOWN_ADMIN)):
        response = login(user).get(reverse("check_sheets:index"))
        assert response.status_code in (302, 403)
