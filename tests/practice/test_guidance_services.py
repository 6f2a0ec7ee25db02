"""The guidance log: one entry for one visit, actions that are followed up, a word from the side that was guided."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Notice
from practice.models import AgreedAction, Guidance
from practice.services.experts import end_assignment
from practice.services.guidance import Agreed, finish_action, give_feedback, log_guidance, reopen_action
from tests import factories
from tests.practice import guidance_builders as guided

pytestmark = pytest.mark.django_db


def entry(assignment, *actions: Agreed, by=None, **fields) -> Guidance:
    values = {"on": guided.day(-1), "form": "visit", "advice": "先贴出来。"} | fields
    return log_guidance(assignment=assignment, by=by or assignment.expert, actions=actions, **values)


def test_sent_twice_with_one_key_is_one_entry_and_one_notice():
    unit_side = guided.contributor()
    assignment, key = guided.assigned(), uuid.uuid4()
    agreed = Agreed("张贴议定结果", "村委", guided.day(5))
    before = Notice.objects.filter(user=unit_side).count()
    first, second = entry(assignment, agreed, key=key), entry(assignment, agreed, key=key)
    assert (first, AgreedAction.objects.count()) == (second, 1)
    assert Notice.objects.filter(user=unit_side).count() == before + 1
    assert ModelLogEntry.objects.for_instance(first).count() == 1
    with pytest.raises(PermissionDenied):
        entry(guided.assigned(guided.expert()), agreed, key=key)


def test_only_who_guides_there_today_writes():
    assignment = guided.assigned()
    for somebody in (guided.contributor(), guided.reviewer(), guided.expert()):
        with pytest.raises(PermissionDenied):
            entry(assignment, by=somebody)
    end_assignment(assignment=assignment, by=guided.reviewer(), reason="已经带上路了")
    with pytest.raises(PermissionDenied):
        entry(type(assignment).objects.get(pk=assignment.pk), by=assignment.expert)
    assert not Guidance.objects.exists()


@pytest.mark.parametrize(
    ("actions", "fields"),
    [
        ([("贴出来", -9)], {"actions"}),
        ([("贴出来", 3), ("贴出来", 4)], {"actions"}),
        ([(f"第{number}件", 3) for number in range(13)], {"actions"}),
        ([], {"advice"}),
    ],
)
def test_what_cannot_be_followed_up_is_refused_and_nothing_is_kept(actions, fields):
    assignment = guided.assigned()
    agreed = [Agreed(what, "村委", guided.day(due)) for what, due in actions]
    with pytest.raises(ValidationError) as caught:
        entry(assignment, *agreed, **({} if actions else {"advice": " "}))
    assert set(caught.value.message_dict) == fields
    assert not Guidance.objects.exists()


def test_an_action_is_done_once_by_either_side_and_opened_again_with_a_reason():
    unit_side = guided.contributor()
    action = guided.action()
    for stranger in (guided.contributor(guided.sibling()), guided.reviewer(), guided.expert()):
        with pytest.raises(PermissionDenied):
            finish_action(action=action, by=stranger, words="做完了")
    with pytest.raises(ValidationError):
        finish_action(action=action, by=unit_side, words=" ")
    first = finish_action(action=action, by=unit_side, words="贴在公示栏")
    again = finish_action(action=action, by=action.guidance.by, words="别的话")
    assert (again.done_at, again.done_by, again.done_words) == (first.done_at, unit_side, "贴在公示栏")
    with pytest.raises(ValidationError):
        reopen_action(action=action, by=action.guidance.by, reason="")
    open_again = reopen_action(action=action, by=action.guidance.by, reason="被雨淋了")
    assert (open_again.done_at, open_again.done_words) == (None, "")
    trail = ModelLogEntry.objects.for_instance(action.guidance).filter(action="practice.action_reopened").get()
    assert trail.data["was"] == "贴在公示栏"


def test_only_the_guided_side_says_how_it_helped_and_may_say_it_anew():
    unit_side = guided.contributor()
    row = guided.logged()
    for other in (row.by, guided.contributor(guided.sibling()), factories.person(guided.village())):
        with pytest.raises(PermissionDenied):
            give_feedback(guidance=row, by=other, rating=5)
    with pytest.raises(ValidationError):
        give_feedback(guidance=row, by=unit_side, rating=9)
    for _press in range(2):
        give_feedback(guidance=row, by=unit_side, rating=4, words="很具体")
    give_feedback(guidance=row, by=unit_side, rating=5, words="试过了，管用")
    row.refresh_from_db()
    assert (row.rating, row.feedback) == (5, "试过了，管用")
    assert ModelLogEntry.objects.for_instance(row).filter(action="practice.guidance_rated").count() == 2


def test_each_side_sees_its_own_and_nobody_elses():
    ours, theirs = guided.logged(), guided.logged(guided.assigned(guided.expert(), guided.sibling()))
    seen = {
        guided.contributor(): {ours.pk},
        guided.contributor(guided.sibling()): {theirs.pk},
        ours.by: {ours.pk},
        factories.person(factories.unit("shiqi"), Role.TOWN_REVIEWER): {ours.pk},
        guided.reviewer(): {ours.pk, theirs.pk},
        factories.person(guided.village()): set(),
    }
    for user, expected in seen.items():
        assert set(Guidance.objects.visible_to(user).values_list("pk", flat=True)) == expected
