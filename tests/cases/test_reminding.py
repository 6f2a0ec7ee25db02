"""Reminders: to whoever can act, once, and to administrators when it is late."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Notice
from cases.enums import State
from cases.models import Review, Submission
from cases.services import remind_reviewers
from tests import factories
from tests.cases import review_builders as build

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def of():
    return build.town()


def due(submission, days: int) -> Submission:
    Submission.objects.filter(pk=submission.pk).update(due_on=TODAY + datetime.timedelta(days=days))
    return submission


def told() -> dict[str, int]:
    lines = Notice.objects.filter(key__regex="^case-(step|review)-(soon|late)")
    names = list(lines.values_list("user__name", flat=True))
    return {name: names.count(name) for name in names}


@pytest.mark.parametrize(("days", "wanted"), [(7, {}), (3, {}), (2, {"黄镇审": 1}), (0, {"黄镇审": 1})])
def test_the_town_is_reminded_two_days_ahead(of, days, wanted):
    neighbor = build.town("shilou", "石楼镇")
    due(build.handed_in(of), days)
    assert (remind_reviewers(), told(), neighbor.reviewer.notices.count()) == (sum(wanted.values()), wanted, 0)


def test_late_the_administrators_of_the_scope_are_told_and_nobody_twice(of):
    build.town("shilou", "石楼镇")
    factories.person(of.town, Role.TOWN_ADMIN, name="镇管理员")
    factories.person(factories.unit("shilou"), Role.TOWN_ADMIN, name="邻镇管理员")
    factories.person(factories.district(), Role.DISTRICT_ADMIN, name="区管理员")
    factories.person(of.village, Role.TOWN_ADMIN, name="本村管理员")
    due(build.handed_in(of), -1)
    wanted = {"黄镇审": 1, "镇管理员": 1, "区管理员": 1}
    assert (remind_reviewers(), told()) == (3, wanted)
    assert (remind_reviewers(), told()) == (0, wanted)


def test_experts_are_reminded_of_theirs_and_the_district_only_when_it_can_act(of):
    submission = build.with_experts(of)
    soon = TODAY + datetime.timedelta(days=1)
    Review.objects.update(due_on=soon)
    due(submission, 1)
    build.score(submission.reviews.get(expert=of.experts[0]), 4)
    Submission.objects.filter(pk=submission.pk).update(due_on=soon)
    remind_reviewers()
    assert told() == {"专家乙号": 1}


def test_a_decided_case_reminds_nobody(of):
    due(build.handed_in(of, state=State.RETURNED), -5)
    due(build.adopted(of, title="乙"), -5)
    assert remind_reviewers() == 0


def test_the_command_says_how_many_lines_were_new(of, capsys):
    due(build.handed_in(of), -1)
    call_command("remind_reviewers")
    call_command("remind_reviewers")
    assert capsys.readouterr().out.split() == ["1", "0"]
