"""Profiles of experts and assignments: who may, once, and who is told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Membership
from cases.workflow import NotPossible
from practice.models import Assignment, ExpertProfile
from practice.services.experts import assign_expert, end_assignment, save_profile
from practice.supervision import candidates_for, team_of
from tests import factories
from tests.cases.library_builders import case
from tests.practice.builders import replication
from tests.practice.guidance_builders import (
    answered,
    asked,
    assigned,
    contributor,
    day,
    expert,
    profile_of,
    reviewer,
    sibling,
    village,
)

pytestmark = pytest.mark.django_db


def entries(action: str) -> int:
    return ModelLogEntry.objects.filter(action=f"practice.{action}").count()


def profile_values(**changes) -> dict:
    values = {"themes": ["culture"], "towns": [], "introduction": "", "capacity": 3, "is_available": True}
    return values | changes


class TestProfile:
    def test_an_expert_writes_the_own_one_and_changes_it(self):
        person = expert(themes=["deliberation", "culture"])
        save_profile(user=person, by=person, **profile_values(themes=["culture", "dispute"], is_available=False))
        row = ExpertProfile.objects.get()
        assert sorted(field.theme for field in row.fields.all()) == ["culture", "dispute"]
        assert not row.is_available
        assert entries("expert_profile") == 2

    def test_an_administrator_of_the_district_writes_it_too_and_nobody_else(self):
        person = factories.person(factories.district(), Role.EXPERT)
        for stranger in (reviewer(), factories.person(None, Role.DISTRICT_ADMIN), factories.person()):
            with pytest.raises(PermissionDenied):
                save_profile(user=person, by=stranger, **profile_values())
        admin = factories.person(factories.district(), Role.DISTRICT_ADMIN)
        assert save_profile(user=person, by=admin, **profile_values()).user == person

    def test_whoever_is_no_expert_has_none(self):
        person = factories.person()
        with pytest.raises(PermissionDenied):
            save_profile(user=person, by=person, **profile_values())

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"themes": []}, "themes"),
            ({"introduction": "电话13800138000"}, "introduction"),
            ({"introduction": "微信号panyu2026"}, "introduction"),
            ({"capacity": 0}, "capacity"),
        ],
    )
    def test_what_it_must_not_say(self, changes, field):
        person = factories.person(factories.district(), Role.EXPERT)
        with pytest.raises(ValidationError) as raised:
            save_profile(user=person, by=person, **profile_values(**changes))
        assert list(raised.value.message_dict) == [field]
        assert not ExpertProfile.objects.exists()


class TestAssigning:
    def test_expert_and_unit_are_told_and_nobody_else(self):
        neighbor, helper, guide = contributor(sibling()), contributor(), expert()
        watcher, town = reviewer(), factories.person(factories.unit("shiqi"), Role.TOWN_REVIEWER)
        row = assigned(guide)
        assert guide.notices.get().kind == "task"
        assert helper.notices.get().url == f"/practice/assignments/{row.uuid}/"
        assert not any(person.notices.exists() for person in (neighbor, watcher, town))
        assert entries("expert_assigned") == 1

    def test_twice_is_once(self):
        guide = expert()
        first = assigned(guide)
        assert assigned(guide).pk == first.pk
        assert (Assignment.objects.count(), guide.notices.count(), entries("expert_assigned")) == (1, 1, 1)

    def test_a_town_assigns_for_itself_only(self):
        guide, town = expert(), factories.person(factories.unit("shiqi", name="石碁镇"), Role.TOWN_REVIEWER)
        assert assign_expert(expert=guide, target=village(), by=town).unit == village()
        with pytest.raises(PermissionDenied):
            assign_expert(expert=guide, target=sibling(), by=town)

    @pytest.mark.parametrize("role", [Role.CASE_CONTRIBUTOR, Role.EXPERT, Role.TOWN_ADMIN, Role.AUDITOR])
    def test_others_do_not_assign(self, role):
        with pytest.raises(PermissionDenied):
            assigned(by=factories.person(factories.district(), role))

    def test_nobody_assigns_themselves(self):
        person = expert()
        person.role_grants.create(organisation=factories.district(), role=Role.DISTRICT_REVIEWER)
        with pytest.raises(PermissionDenied):
            assigned(person, by=person)

    def test_a_team_has_one_lead(self):
        first, second = expert(), expert()
        assigned(first, is_lead=True)
        assigned(second, is_lead=True)
        assert [(row.expert, row.is_lead) for row in team_of(village())] == [(second, True), (first, False)]

    def test_a_member_can_become_the_lead(self):
        guide = expert()
        assert assigned(guide, is_lead=True).pk == assigned(guide).pk
        assert assigned(guide).is_lead

    def test_experts_of_another_town_and_those_at_home_are_refused(self):
        away, at_home = expert(sibling()), expert()
        Membership.objects.create(user=at_home, organisation=village(), since=day(-9))
        for person in (away, at_home, factories.person(factories.district(), Role.EXPERT)):
            with pytest.raises(ValidationError):
                assigned(person)
        assert not Assignment.objects.exists()

    def test_a_replication_is_not_guided_by_whoever_works_where_the_practice_comes_from(self):
        source = factories.unit("shiqiao", name="市桥街")
        row = replication(case(at=source), sibling())
        partial = expert()
        Membership.objects.create(user=partial, organisation=source, since=day(-9))
        with pytest.raises(ValidationError):
            assigned(partial, row)
        made = assigned(expert(), row)
        assert (made.receiver, made.unit) == (sibling(), None)
        assert row.owner.notices.filter(url=f"/practice/assignments/{made.uuid}/").count() == 1

    def test_a_closed_replication_gets_no_expert(self):
        row = replication(case(), sibling(), state="stopped")
        with pytest.raises(NotPossible):
            assigned(expert(), row)

    def test_a_planned_end_that_has_passed_makes_room(self):
        guide = expert()
        old = assigned(guide, is_lead=True)
        Assignment.objects.update(until=day(-1))
        new = assigned(guide, since=day(0), is_lead=True)
        assert new.pk != old.pk
        assert Assignment.objects.current().get() == new

    def test_the_end_is_not_before_the_start(self):
        with pytest.raises(ValidationError) as raised:
            assigned(until=day(-31))
        assert list(raised.value.message_dict) == ["until"]

    def test_the_database_wants_exactly_one_target(self):
        made = assigned()
        other = replication(case(), sibling())
        for fields in ({"unit": None}, {"replication": other}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Assignment.objects.filter(pk=made.pk).update(**fields)


class TestEnding:
    def test_it_ends_once_and_both_sides_are_told(self):
        helper, boss = contributor(), reviewer()
        row = assigned(is_lead=True)
        for _click in range(2):
            end_assignment(assignment=row, by=boss, reason="聘期到了")
        row.refresh_from_db()
        assert (row.is_current, row.is_lead, row.end_reason) == (False, False, "聘期到了")
        assert [person.notices.filter(key__startswith="guidance-ended").count() for person in (row.expert, helper)] == [
            1,
            1,
        ]
        assert entries("expert_ended") == 1

    def test_the_expert_may_lay_it_down(self):
        row = assigned()
        assert not end_assignment(assignment=row, by=row.expert, reason="时间排不开").is_current

    def test_it_needs_a_reason_and_the_right(self):
        row = assigned()
        with pytest.raises(ValidationError):
            end_assignment(assignment=row, by=row.expert, reason=" ")
        for stranger in (contributor(), expert(), factories.person(sibling(), Role.TOWN_REVIEWER)):
            with pytest.raises(PermissionDenied):
                end_assignment(assignment=row, by=stranger, reason="我说了算")
        assert Assignment.objects.current().get() == row


def test_load_is_guidance_reviews_and_questions_together():
    busy, idle = expert(), expert()
    assigned(busy)
    asked(to=busy)
    answered(asked(to=busy))
    found = {one.profile.user: (one.profile.load, one.obstacle) for one in candidates_for(sibling())}
    assert found == {busy: (2, ""), idle: (0, "")}
    assert [one.profile.user for one in candidates_for(sibling())] == [idle, busy]
    assert candidates_for(sibling())[1].is_full
    assert profile_of(busy).capacity == 2
