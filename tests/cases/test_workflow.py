"""Every step from every state: who may take it, where it leads, what it asks for."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.enums import Role
from cases.enums import Action, State
from cases.models import Submission
from cases.services.steps import take_step
from cases.workflow import STEPS, NotPossible, first_review, step
from tests import factories
from tests.cases import review_builders as build

T, D, C = Role.TOWN_REVIEWER, Role.DISTRICT_REVIEWER, Role.CASE_CONTRIBUTOR
# state: {action: (leads to, whose step, reason needed)}. What is not listed is not possible.
ALLOWED = {
    "draft": {"submit": ("town_review", C, False)},
    "returned": {"submit": ("town_review", C, False)},
    "withdrawn": {"submit": ("town_review", C, False)},
    "town_review": {
        "withdraw": ("withdrawn", C, False), "recommend": ("district_review", T, False),
        "return": ("returned", T, True), "reject": ("rejected", T, True),
    },
    "district_review": {
        "withdraw": ("withdrawn", C, False), "assign": ("expert_review", D, False), "adopt": ("adopted", D, True),
        "return": ("returned", D, True), "reject": ("rejected", D, True),
    },
    "expert_review": {
        "withdraw": ("withdrawn", C, False), "adopt": ("adopted", D, True), "reserve": ("reserve", D, True),
        "return": ("returned", D, True), "reject": ("rejected", D, True),
    },
    "adopted": {"publish": ("published", D, False)},
    "reserve": {"adopt": ("adopted", D, True), "archive": ("archived", D, True)},
    "rejected": {},
    "published": {
        "publish": ("published", D, False), "feature": ("featured", D, True), "unpublish": ("unpublished", D, True),
    },
    "featured": {
        "publish": ("featured", D, False), "unfeature": ("published", D, True), "unpublish": ("unpublished", D, True),
    },
    "unpublished": {"publish": ("published", D, False), "archive": ("archived", D, True)},
    "archived": {},
    "replaced": {},
}  # fmt: skip


def test_the_table_names_every_state():
    assert set(ALLOWED) == set(State.values)


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("action", Action.values)
def test_each_action_in_each_state(state, action):
    wanted = ALLOWED[state].get(action)
    if wanted is None:
        with pytest.raises(NotPossible):
            step(state, action)
        return
    arrow = step(state, action)
    assert (arrow.to, arrow.roles, arrow.reason) == (wanted[0], (wanted[1],), wanted[2])


@pytest.mark.parametrize(
    ("level", "first"),
    [
        ("village", "town_review"),
        ("other", "town_review"),
        ("town", "district_review"),
        ("district", "district_review"),
    ],
)
def test_a_town_does_not_judge_its_own_case(level, first):
    assert first_review(level) == first


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "action"), [(str(state), str(action)) for state, action in STEPS])
def test_each_step_is_closed_to_everybody_else_and_asks_for_its_reason(state, action):
    """One case in `state`, everybody tries: the holder of the role at or above the unit succeeds, with a reason."""
    of = build.town()
    neighbor = build.town("shilou", "石楼镇")
    submission = build.handed_in(of, state=state)
    holders = {
        Role.CASE_CONTRIBUTOR: of.contributor,
        Role.TOWN_REVIEWER: of.reviewer,
        Role.DISTRICT_REVIEWER: of.district,
    }
    arrow = STEPS[State(state), Action(action)]
    admin = factories.person(factories.district(), Role.DISTRICT_ADMIN, Role.AUDITOR)
    barred = [user for role, user in holders.items() if role not in arrow.roles]
    for user in [*barred, neighbor.contributor, neighbor.reviewer, of.experts[0], admin]:
        with pytest.raises(PermissionDenied):
            take_step(submission=submission, action=Action(action), by=user, reason="试试")
    allowed = holders[arrow.roles[0]]
    if arrow.reason:
        with pytest.raises(ValidationError) as refused:
            take_step(submission=submission, action=Action(action), by=allowed, reason="  ")
        assert refused.value.code == "reason"
    assert (Submission.objects.get(pk=submission.pk).state, submission.decisions.count()) == (state, 0)
    row, made = take_step(submission=submission, action=Action(action), by=allowed, reason="说明理由")
    assert (row.state, made.step, made.verdict, made.reviewer) == (arrow.to, state, action, allowed)


@pytest.mark.django_db
def test_nobody_leads_a_case_of_the_own_unit_whatever_the_role():
    of = build.town()
    submission = build.handed_in(of)
    insider = factories.person(of.village, name="村里人")
    for role in (Role.TOWN_REVIEWER, Role.DISTRICT_REVIEWER):
        insider.role_grants.create(organisation=of.town, role=role, since="2024-01-01")
    for action in (Action.RECOMMEND, Action.RETURN, Action.REJECT):
        with pytest.raises(PermissionDenied):
            take_step(submission=submission, action=action, by=insider, reason="自己的案例")
    assert submission.decisions.count() == 0
