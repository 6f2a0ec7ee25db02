"""The register of community organisations: written by the unit, confirmed by the town, read by everybody."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Notice
from practice.models import CommunityOrganisation
from practice.services import (
    add_member,
    close_organisation,
    confirm_organisation,
    register_organisation,
    remove_member,
    return_organisation,
    save_organisation,
)
from practice.spreading import NotPossible
from tests import factories
from tests.practice import community_builders as build

pytestmark = pytest.mark.django_db


def acts(row) -> list[str]:
    entries = ModelLogEntry.objects.for_instance(row).order_by("pk").values_list("action", flat=True)
    return [action.removeprefix("practice.") for action in entries]


def told(user) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def save(row, by, **fields):
    return save_organisation(organisation=row, by=by, values=build.GROUP | fields, projects=(), cases=())


def test_registering_twice_makes_one_record_and_asks_the_reviewer_of_the_town_only():
    by = build.contributor()
    own, other = build.reviewer("shiqi"), build.reviewer("shilou")
    first, second = build.group(by), build.group(by)
    assert (first, first.state, first.town.slug) == (second, "draft", "shiqi")
    assert acts(first) == ["org_register"]
    assert (len(told(own)), told(other)) == (1, [])


def test_who_does_not_write_for_the_unit_registers_nothing():
    for by in (factories.person(build.village()), build.neighbor(), build.reviewer()):
        with pytest.raises(PermissionDenied):
            register_organisation(unit=build.village(), by=by, values=build.GROUP)
    assert not CommunityOrganisation.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"volunteer_count": 13}, "volunteer_count"),
        ({"introduction": ""}, "introduction"),
        ({"introduction": "找梁队 13900001111"}, "introduction"),
        ({"kind": "sports"}, "kind"),
        ({"legal_type": "company"}, "legal_type"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(fields, field):
    with pytest.raises(ValidationError) as caught:
        build.group(**fields)
    assert set(caught.value.message_dict) == {field}
    assert not CommunityOrganisation.objects.exists()


def test_projects_are_written_with_the_record():
    by = build.contributor()
    row = build.group(by, projects=[{"title": "巷道停车", "year": 2026, "source": "none"}, {"title": " "}])
    assert list(row.projects.values_list("title", "year")) == [("巷道停车", 2026)]
    with pytest.raises(ValidationError):
        save_organisation(
            organisation=row, by=by, values=build.GROUP, cases=(), projects=[{"title": "甲", "year": 2026}] * 21
        )


def test_the_leader_is_somebody_of_the_town():
    by = build.contributor()
    stranger, neighbor = factories.person(factories.unit("shilou")), factories.person(build.village())
    with pytest.raises(ValidationError) as caught:
        build.group(by, leader=stranger)
    assert set(caught.value.message_dict) == {"leader"}
    assert build.group(by, leader=neighbor).leader == neighbor


def test_the_town_confirms_once_and_the_unit_is_told():
    by, town = build.contributor(), build.reviewer()
    row = build.group(by)
    for wrong in (by, build.reviewer("shilou"), factories.person(factories.unit("shiqi"), Role.TOWN_ADMIN)):
        with pytest.raises(PermissionDenied):
            confirm_organisation(organisation=row, by=wrong)
    for _press in range(2):
        row = confirm_organisation(organisation=row, by=town)
    assert (row.state, row.confirmed_by, acts(row)) == ("confirmed", town, ["org_register", "org_confirm"])
    assert len(told(by)) == 1


def test_nobody_confirms_what_they_registered_themselves():
    both = factories.person(factories.unit("shiqi"), Role.TOWN_REVIEWER, Role.CASE_CONTRIBUTOR)
    row = register_organisation(unit=factories.unit("shiqi"), by=both, values=build.GROUP)
    with pytest.raises(PermissionDenied):
        confirm_organisation(organisation=row, by=both)


def test_a_return_stands_until_the_unit_answers_it():
    by, town = build.contributor(), build.reviewer()
    row = build.group(by)
    with pytest.raises(ValidationError):
        return_organisation(organisation=row, by=town, reason=" ")
    for reason in ("简介写了姓名", "又按了一次"):
        row = return_organisation(organisation=row, by=town, reason=reason)
    assert (row.returned_reason, len(told(by)), len(told(town))) == ("简介写了姓名", 1, 1)
    row = save(row, by, introduction="改过了。")
    assert (row.returned_reason, row.state, len(told(town))) == ("", "draft", 2)


def test_only_a_change_of_what_the_town_vouched_for_is_looked_at_again():
    by = build.contributor()
    row = build.confirmed(by)
    row = save(row, by, member_count=20)
    assert (row.state, row.member_count) == ("confirmed", 20)
    row = save(row, by, legal_type="association", member_count=20)
    assert row.state == "draft"
    assert not CommunityOrganisation.objects.public().exists()


def test_core_people_are_named_once_and_can_be_taken_off():
    by = build.contributor()
    row, person = build.group(by), factories.person(build.village())
    with pytest.raises(ValidationError):
        add_member(organisation=row, person=factories.person(factories.unit("shilou")), function="记录", by=by)
    for _press in range(2):
        member = add_member(organisation=row, person=person, function="记录", by=by)
    assert row.members.count() == 1
    with pytest.raises(PermissionDenied):
        remove_member(member=member, by=build.neighbor())
    for _press in range(2):
        remove_member(member=member, by=by)
    assert acts(row) == ["org_register", "org_member", "org_member_removed"]


def test_closing_is_for_good_and_frees_the_name():
    by = build.contributor()
    row = build.confirmed(by)
    with pytest.raises(PermissionDenied):
        close_organisation(organisation=row, by=build.neighbor(), reason="散了")
    for _press in range(2):
        row = close_organisation(organisation=row, by=by, reason="散了")
    assert (row.state, acts(row).count("org_close")) == ("closed", 1)
    with pytest.raises(NotPossible):
        save(row, by)
    with pytest.raises(NotPossible):
        confirm_organisation(organisation=row, by=build.reviewer())
    assert build.group(by) != row


def test_scopes_hold_with_rows_of_other_towns():
    own, other = build.group(), build.group(build.neighbor(), name="里仁互助组")
    leader = factories.person(build.village())
    CommunityOrganisation.objects.filter(pk=own.pk).update(leader=leader)
    readers = {
        "contributor": build.contributor(), "reviewer": build.reviewer(), "leader": leader,
        "district": factories.person(factories.district(), Role.DISTRICT_ADMIN), "learner": factories.person(),
        "other": build.reviewer("shilou"), "above": build.contributor(factories.unit("shiqi")),
    }  # fmt: skip
    seen = {name: set(CommunityOrganisation.objects.visible_to(user)) for name, user in readers.items()}
    assert seen == {
        "contributor": {own}, "reviewer": {own}, "leader": {own}, "district": {own, other}, "learner": set(),
        "other": {other}, "above": {own},
    }  # fmt: skip
    assert set(CommunityOrganisation.objects.editable_by(leader)) == set()
