"""Calls for help: who may post, answer and end them, what is refused, who is told."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Notice
from practice.models import HelpAnswer, HelpPost
from practice.services.helping import Over, answer_help, ask_expert, close, mark_solved, post_help, reopen, thank
from tests import factories
from tests.cases.library_builders import case
from tests.practice import help_builders as build
from tests.practice.builders import replication

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


def told(action: str = "") -> dict[str, str]:
    """Inbox lines by the name of the reader; `action` is the beginning of their key."""
    rows = Notice.objects.filter(key__startswith=f"help-{action}").select_related("user")
    return {row.user.name: row.text for row in rows}


def test_a_form_sent_twice_is_one_post_and_the_town_of_the_day_is_kept():
    by, key = build.contributor(), uuid4()
    first = post_help(unit=build.unit_of(by), by=by, key=key, **build.CALL)
    assert post_help(unit=build.unit_of(by), by=by, key=key, **build.CALL) == first
    assert (HelpPost.objects.get().town.slug, first.state, actions()) == ("shiqi", "open", ["practice.help_posted"])
    assert first.support_words == ["实地参观", "上门辅导"]


@pytest.mark.parametrize("role", [None, Role.EXPERT, Role.TOWN_ADMIN, Role.AUTHOR])
def test_only_contributors_and_reviewers_post_for_their_unit(role):
    place = build.village()
    by = factories.person(place, *([role] if role else []))
    with pytest.raises(PermissionDenied):
        post_help(unit=place, by=by, key=uuid4(), **build.CALL)
    with pytest.raises(PermissionDenied):
        post_help(unit=place, by=build.neighbor(), key=uuid4(), **build.CALL)
    assert not HelpPost.objects.exists()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "找我13900001111"),
        ("problem", "电话 139 0000 1111 随时打"),
        ("tried", "联系人44010619800101123X"),
        ("problem", "办公室020-84661234"),
    ],
)
def test_a_number_of_a_person_is_refused_at_its_field(field, text):
    with pytest.raises(ValidationError) as refused:
        build.call(**{field: text})
    assert list(refused.value.message_dict) == [field]
    assert not HelpPost.objects.exists()


def test_an_unknown_theme_or_an_empty_text_is_refused():
    with pytest.raises(ValidationError) as refused:
        build.call(theme="weather", problem=" \r\n ")
    assert set(refused.value.message_dict) == {"theme", "problem"}


def test_owners_of_cases_that_fit_are_told_and_nobody_else():
    knows, other = (
        build.neighbor(name="知道的"),
        build.contributor(build.village("yong", "shilou", "涌村"), name="别人"),
    )
    case("会轮值的活动室", at=build.unit_of(knows), theme="elderly_child")
    case("河涌", at=build.unit_of(other), theme="environment", place_type="village")
    by = build.contributor(name="求助的")
    case("自己的", at=build.unit_of(by), theme="elderly_child")
    build.call(by)
    assert told("new") == {"知道的": "幸福村发布求助，您的案例可能用得上：老人活动室没人管"}


def test_an_expert_is_asked_once_and_only_an_expert_for_the_unit():
    expert = factories.person(factories.district(), Role.EXPERT, name="专家")
    elsewhere = factories.person(factories.unit("shilou", name="石楼镇"), Role.EXPERT)
    by = build.contributor()
    post = build.call(by)
    ask_expert(post=post, expert=expert, by=by)
    ask_expert(post=post, expert=expert, by=by)
    assert told("asked") == {"专家": "幸福村向您请教：老人活动室没人管"}
    with pytest.raises(ValidationError):
        ask_expert(post=post, expert=elsewhere, by=by)
    with pytest.raises(PermissionDenied):
        ask_expert(post=post, expert=expert, by=build.neighbor())


def test_an_answer_sent_twice_is_one_and_reaches_the_asking_unit():
    by, colleague = build.contributor(name="求助的"), build.contributor(name="同事")
    reviewer = factories.person(factories.unit("shiqi"), Role.TOWN_REVIEWER, name="镇里")
    post, other, key = build.call(by), build.neighbor(name="答的"), uuid4()
    for _press in range(2):
        given = answer_help(post=post, unit=build.unit_of(other), by=other, text="先定三个人", key=key)
    assert (HelpAnswer.objects.get(), given.role) == (given, "case_contributor")
    assert HelpPost.objects.get().state == "answered"
    # The town above is told by nobody: the village looks after it.
    assert set(told("answer")) == {by.name, colleague.name}
    assert reviewer.notices.count() == 0


def test_who_answers_for_whom():
    by = build.contributor()
    post = build.call(by)
    with pytest.raises(PermissionDenied):
        answer_help(post=post, unit=post.unit, by=by, text="自问自答", key=uuid4())
    with pytest.raises(PermissionDenied):
        answer_help(post=post, unit=build.village("liren", "shilou"), by=factories.person(), text="好", key=uuid4())
    reviewer = factories.person(post.town, Role.TOWN_REVIEWER)
    expert = factories.person(factories.district(), Role.EXPERT)
    roles = [build.answer(post, who).role for who in (reviewer, expert)]
    assert roles == ["town_reviewer", "expert"]


def test_an_answer_names_public_cases_and_own_sites_only():
    post, other = build.call(), build.neighbor()
    open_case, draft = case("公开"), case("草稿", live=False)
    place = build.site(other)
    given = build.answer(post, other, cases=[open_case, draft], invites_to=place)
    assert ([found.title for found in given.cases.all()], given.invites_visit) == (["公开"], True)
    elsewhere = build.contributor(build.village("yong", "shilou", "涌村"))
    with pytest.raises(ValidationError) as refused:
        build.answer(post, elsewhere, invites_to=place)
    assert list(refused.value.message_dict) == ["invites_to"]
    with pytest.raises(ValidationError) as refused:
        build.answer(post, elsewhere, cases=[case(f"第{n}") for n in range(5)])
    assert list(refused.value.message_dict) == ["cases"]
    with pytest.raises(ValidationError) as refused:
        build.answer(post, elsewhere, text="打13900001111")
    assert list(refused.value.message_dict) == ["text"]


def test_thanks_are_said_once_and_by_the_asking_unit():
    by, other = build.contributor(), build.neighbor(name="答的")
    given = build.answer(build.call(by), other)
    with pytest.raises(PermissionDenied):
        thank(answer=given, by=other)
    first = thank(answer=given, by=by).thanked_at
    assert thank(answer=given, by=by).thanked_at == first
    assert told("thanks") == {"答的": "幸福村感谢您对“老人活动室没人管”的回答。"}


def test_solved_says_how_and_by_what_and_is_over():
    by, other = build.contributor(), build.neighbor(name="答的")
    post, helped = build.call(by), case("会轮值的活动室")
    build.answer(post, other)
    row = replication(helped, at=post.unit, owner=by)
    with pytest.raises(ValidationError) as refused:
        mark_solved(post=post, by=by, outcome=" ")
    assert list(refused.value.message_dict) == ["outcome"]
    for _press in range(2):
        solved = mark_solved(post=post, by=by, outcome="照着做成了", case=helped, replication=row)
    assert (solved.state, solved.solved_by_case, solved.replication, solved.ended_by) == ("solved", helped, row, by)
    assert told("solved") == {"答的": "幸福村的难题已经解决：老人活动室没人管"}
    assert actions().count("practice.help_solved") == 1
    with pytest.raises(Over):
        build.answer(post, other)
    with pytest.raises(Over):
        close(post=post, by=by, outcome="不用了")


def test_what_helped_must_be_public_and_the_replication_ones_own():
    by = build.contributor()
    post = build.call(by)
    with pytest.raises(ValidationError) as refused:
        mark_solved(post=post, by=by, outcome="好了", case=case("草稿", live=False))
    assert list(refused.value.message_dict) == ["case"]
    with pytest.raises(ValidationError) as refused:
        mark_solved(post=post, by=by, outcome="好了", replication=replication(case()))
    assert list(refused.value.message_dict) == ["replication"]


def test_closed_with_a_reason_it_can_be_taken_up_again():
    by = build.contributor()
    post = build.call(by)
    with pytest.raises(PermissionDenied):
        close(post=post, by=build.neighbor(), outcome="不用了")
    for _press in range(2):
        closed = close(post=post, by=by, outcome="场地收回了")
    assert (closed.state, closed.outcome) == ("closed", "场地收回了")
    with pytest.raises(Over):
        mark_solved(post=post, by=by, outcome="好了")
    for _press in range(2):
        again = reopen(post=post, by=by)
    assert (again.state, again.ended_at, again.outcome) == ("open", None, "")
    assert actions() == ["practice.help_posted", "practice.help_closed", "practice.help_reopened"]
    build.answer(post)
    close(post=post, by=by, outcome="先放一放")
    assert reopen(post=post, by=by).state == "answered"


def test_no_line_in_any_inbox_names_a_person_or_a_number():
    by, other = build.contributor(name="求助的"), build.neighbor(name="答的")
    expert = factories.person(factories.district(), Role.EXPERT, name="专家")
    post = build.call(by)
    ask_expert(post=post, expert=expert, by=by)
    thank(answer=build.answer(post, other), by=by)
    mark_solved(post=post, by=by, outcome="好了")
    lines = "".join(Notice.objects.filter(key__startswith="help-").values_list("text", flat=True))
    assert len(lines) > 20
    assert [word for user in (by, other, expert) for word in (user.name, user.phone) if word in lines] == []
