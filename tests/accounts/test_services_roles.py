"""Rights are given in scope, never upwards, and the three separated ones never meet in one person."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from accounts.enums import SEPARATED_ROLES, Role
from accounts.models import RoleGrant
from accounts.queries import can, people_with, units_for
from accounts.services import end_grant, grant_role
from tests import factories
from tests.accounts import builders

pytestmark = pytest.mark.django_db


def test_a_right_holds_at_its_unit_and_below_and_nowhere_else():
    shiqi, dashi, village, other = builders.towns()
    person = factories.person(dashi)
    grant_role(person=person, organisation=shiqi, role=Role.AUTHOR)
    assert [can(person, unit, Role.AUTHOR) for unit in (shiqi, village, dashi, other, factories.district())] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert not can(person, shiqi, Role.TOWN_ADMIN)
    assert list(units_for(person)) == [shiqi, village]
    assert list(people_with(village, Role.AUTHOR)) == [person]
    assert list(people_with(factories.district(), Role.AUTHOR)) == []


def test_giving_twice_is_one_right_and_taking_back_works_at_once():
    shiqi, *_rest = builders.towns()
    admin, person = factories.person(shiqi, Role.TOWN_ADMIN), factories.person(shiqi)
    grant = grant_role(person=person, organisation=shiqi, role=Role.AUTHOR, by=admin)
    assert grant_role(person=person, organisation=shiqi, role=Role.AUTHOR, by=admin) == grant
    ended = end_grant(grant=grant, by=admin)
    assert end_grant(grant=grant, by=admin).ended_at == ended.ended_at
    assert not can(person, shiqi, Role.AUTHOR)
    again = grant_role(person=person, organisation=shiqi, role=Role.AUTHOR, by=admin)
    assert (again != grant, can(person, shiqi, Role.AUTHOR)) == (True, True)
    logged = ModelLogEntry.objects.for_instance(person).order_by("pk").values_list("action", flat=True)
    assert list(logged) == ["accounts.role_granted", "accounts.role_ended", "accounts.role_granted"]


@pytest.mark.parametrize("first", SEPARATED_ROLES)
@pytest.mark.parametrize("second", SEPARATED_ROLES)
def test_no_two_separated_roles_meet_in_one_person(first, second):
    district = factories.district()
    person = factories.person(district)
    grant_role(person=person, organisation=district, role=first)
    if first == second:
        grant_role(person=person, organisation=district, role=second)
    else:
        with pytest.raises(ValidationError):
            grant_role(person=person, organisation=district, role=second)
    assert RoleGrant.objects.count() == 1


@pytest.mark.parametrize(
    ("giver", "role", "slug", "allowed"),
    [
        (Role.TOWN_ADMIN, Role.AUTHOR, "shiqi", True),
        (Role.TOWN_ADMIN, Role.AUTHOR, "yonghong", True),
        (Role.TOWN_ADMIN, Role.AUTHOR, "dashi", False),
        (Role.TOWN_ADMIN, Role.AUTHOR, "panyu", False),
        (Role.TOWN_ADMIN, Role.TOWN_ADMIN, "shiqi", False),
        (Role.TOWN_ADMIN, Role.AUDITOR, "shiqi", False),
        (Role.SEC_ADMIN, Role.AUDITOR, "shiqi", True),
        (Role.AUTHOR, Role.AUTHOR, "shiqi", False),
        (Role.AUDITOR, Role.AUTHOR, "shiqi", False),
    ],
)
def test_who_may_give_what_where(giver, role, slug, allowed):
    shiqi, *_rest = builders.towns()
    admin, person = factories.person(shiqi, giver), factories.person(shiqi)
    unit = factories.district() if slug == "panyu" else factories.unit(slug)
    if allowed:
        grant = grant_role(person=person, organisation=unit, role=role, by=admin)
        assert grant.granted_by == admin
    else:
        with pytest.raises(PermissionDenied):
            grant_role(person=person, organisation=unit, role=role, by=admin)
        assert not person.role_grants.exists()


def test_nobody_gives_themselves_a_right_or_one_to_people_out_of_sight():
    shiqi, dashi, *_rest = builders.towns()
    admin = factories.person(shiqi, Role.TOWN_ADMIN)
    for person in (admin, factories.person(dashi)):
        with pytest.raises(PermissionDenied):
            grant_role(person=person, organisation=shiqi, role=Role.AUTHOR, by=admin)


def test_a_right_is_taken_back_only_by_whoever_could_give_it():
    shiqi, *_rest = builders.towns()
    admin = factories.person(shiqi, Role.TOWN_ADMIN)
    chief = factories.person(shiqi, Role.DISTRICT_ADMIN)
    with pytest.raises(PermissionDenied):
        end_grant(grant=chief.role_grants.get(), by=admin)
    assert chief.role_grants.current().exists()
