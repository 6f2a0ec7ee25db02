"""Accounts, posts, passwords: who may, what happens, and what happens the second time."""

import datetime

import pytest
from axes.models import AccessAttempt
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Membership
from accounts.queries import may_manage, people_visible_to
from accounts.services import (
    add_membership,
    create_person,
    end_membership,
    reset_password,
    update_person,
    update_profile,
)
from tests import factories
from tests.accounts import builders

pytestmark = pytest.mark.django_db


def actions(person):
    return list(ModelLogEntry.objects.for_instance(person).order_by("pk").values_list("action", flat=True))


def test_a_new_account_has_a_post_a_pinyin_name_and_a_password_for_once():
    shiqi, *_rest = builders.towns()
    admin = factories.person(shiqi, Role.TOWN_ADMIN)
    person, password = create_person(name="区㛃婷", organisation=shiqi, phone="13800002222", post="干事", by=admin)
    assert (person.username, person.name_sort, person.must_change_password) == ("oujieting", "ou jie ting", True)
    assert person.check_password(password)
    assert list(person.memberships.values_list("organisation", "post")) == [(shiqi.pk, "干事")]
    assert actions(person) == ["wagtail.create", "accounts.post_added"]
    again, _password = create_person(name="区㛃婷", organisation=shiqi)
    assert again.username == "oujieting2"


def test_the_same_number_twice_is_refused():
    shiqi, *_rest = builders.towns()
    create_person(name="甲", organisation=shiqi, phone="13800002222")
    with pytest.raises(ValidationError):
        create_person(name="乙", organisation=shiqi, phone="13800002222")


def test_an_administrator_opens_accounts_in_scope_only():
    shiqi, dashi, village, _other = builders.towns()
    admin = factories.person(shiqi, Role.TOWN_ADMIN)
    create_person(name="甲", organisation=village, by=admin)
    for unit in (dashi, shiqi.get_parent()):
        with pytest.raises(PermissionDenied):
            create_person(name="乙", organisation=unit, by=admin)


def test_posts_are_given_once_and_ended_once():
    shiqi, dashi, *_rest = builders.towns()
    person = factories.person(shiqi)
    first = add_membership(person=person, organisation=dashi, post="社工")
    assert add_membership(person=person, organisation=dashi, post=" 社工 ") == first
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Membership.objects.filter(pk=first.pk).update(since=yesterday)
    assert end_membership(membership=first, on=yesterday).until == yesterday
    assert end_membership(membership=first).until == yesterday
    with pytest.raises(ValidationError):
        end_membership(membership=person.memberships.get(organisation=shiqi), on=datetime.date(2020, 1, 1))


def test_a_transfer_changes_who_sees_the_person():
    shiqi, dashi, *_rest = builders.towns()
    old, new = factories.person(shiqi, Role.TOWN_ADMIN), factories.person(dashi, Role.TOWN_ADMIN)
    person = factories.person(shiqi)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    end_membership(membership=person.memberships.get(), on=yesterday)
    add_membership(person=person, organisation=dashi)
    assert [people_visible_to(admin).filter(pk=person.pk).exists() for admin in (old, new)] == [False, True]


def test_people_without_a_post_are_found_at_the_root_only():
    shiqi, *_rest = builders.towns()
    district = factories.district()
    stray = factories.UserFactory()
    assert people_visible_to(factories.person(district, Role.DISTRICT_ADMIN)).filter(pk=stray.pk).exists()
    assert not people_visible_to(factories.person(shiqi, Role.TOWN_ADMIN)).filter(pk=stray.pk).exists()
    assert not people_visible_to(factories.person(district, Role.AUTHOR)).exists()


def test_a_reset_gives_a_password_for_once_ends_sessions_and_lifts_the_pause():
    shiqi, *_rest = builders.towns()
    admin, person = factories.person(shiqi, Role.TOWN_ADMIN), factories.person(shiqi, username="LinMei")
    client = Client()
    client.force_login(person, backend="accounts.backends.NameOrPhoneBackend")
    for _try in range(5):
        Client().post("/account/login/", {"login": "linmei", "password": "wrong"})
    assert AccessAttempt.objects.count() == 1
    password = reset_password(person=person, by=admin)
    assert not AccessAttempt.objects.exists()
    assert client.get("/account/profile/").status_code == 302
    answer = client.post("/account/login/", {"login": "linmei", "password": password})
    assert answer["Location"] == "/learn/"
    assert client.get("/account/profile/")["Location"].startswith("/account/password/change/")
    entry = ModelLogEntry.objects.for_instance(person).get(action="accounts.password_reset")
    assert (entry.user, password in str(entry.data)) == (admin, False)


D, S, V, X = "panyu", "shiqi", "yonghong", "dashi"


@pytest.mark.parametrize(
    ("by", "person", "allowed"),
    [
        # (role, unit) of the one who asks; roles of the other person with their units; the post comes first
        ((Role.TOWN_ADMIN, S), [(None, S)], True),
        ((Role.TOWN_ADMIN, S), [(None, V)], True),
        ((Role.TOWN_ADMIN, S), [(None, X)], False),
        ((Role.TOWN_ADMIN, S), [(None, D)], False),
        ((Role.TOWN_ADMIN, S), [(Role.AUTHOR, S)], True),
        ((Role.TOWN_ADMIN, S), [(Role.TOWN_ADMIN, S)], True),
        ((Role.TOWN_ADMIN, S), [(Role.DISTRICT_ADMIN, S)], False),
        ((Role.TOWN_ADMIN, S), [(None, S), (Role.DISTRICT_ADMIN, D)], False),
        ((Role.TOWN_ADMIN, S), [(None, S), (Role.AUTHOR, X)], False),
        ((Role.TOWN_ADMIN, S), [(None, S), (Role.AUDITOR, D)], False),
        ((Role.DISTRICT_ADMIN, D), [(Role.TOWN_ADMIN, X)], True),
        ((Role.DISTRICT_ADMIN, D), [(Role.SEC_ADMIN, D)], False),
        ((Role.DISTRICT_ADMIN, D), [(Role.SYS_ADMIN, D)], False),
        ((Role.SEC_ADMIN, D), [(Role.DISTRICT_ADMIN, D)], True),
        ((Role.SEC_ADMIN, D), [(Role.AUDITOR, D)], True),
        ((Role.AUDITOR, D), [(None, S)], False),
        ((Role.AUTHOR, S), [(None, S)], False),
    ],
)
def test_who_may_reset_whom(by, person, allowed):
    builders.towns()
    asker = factories.person(factories.unit(by[1]) if by[1] != D else factories.district(), by[0])
    target = factories.person(_unit(person[0][1]), *[role for role, _unit_slug in person[:1] if role])
    for role, slug in person[1:]:
        target.role_grants.create(organisation=_unit(slug), role=role)
    assert may_manage(asker, target) is allowed
    if not allowed:
        before = target.password
        with pytest.raises(PermissionDenied):
            reset_password(person=target, by=asker)
        with pytest.raises(PermissionDenied):
            update_person(person=target, by=asker, name="改名", phone=None, audience="")
        target.refresh_from_db()
        assert target.password == before


def _unit(slug):
    return factories.district() if slug == D else factories.unit(slug)


def test_nobody_resets_themselves_or_a_superuser():
    shiqi, *_rest = builders.towns()
    admin = factories.person(shiqi, Role.TOWN_ADMIN)
    assert not may_manage(admin, admin)
    assert not may_manage(admin, factories.person(shiqi, is_superuser=True))


def test_a_profile_change_is_logged_without_the_number():
    person = factories.person(phone="13800003333")
    update_profile(person=person, phone="13800004444", audience=person.audience)
    update_profile(person=person, phone="13800004444", audience=person.audience)
    entries = ModelLogEntry.objects.filter(Q(action="accounts.profile_changed"))
    assert [entry.data for entry in entries] == [{"fields": ["phone"]}]


def test_switching_an_account_off_ends_its_sessions(login):
    shiqi, *_rest = builders.towns()
    admin, person = factories.person(shiqi, Role.TOWN_ADMIN), factories.person(shiqi)
    client = login(person)
    update_person(
        person=person, by=admin, name=person.name, phone=person.phone, audience=person.audience, is_active=False
    )
    assert client.get("/account/profile/").status_code == 302
