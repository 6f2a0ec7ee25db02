"""Every address of this app against everybody: strangers, learners, administrators of own, sibling and parent unit."""

import pytest
from django.urls import reverse

from accounts import urls, wagtail_hooks
from accounts.enums import Role
from tests import factories
from tests.accounts import builders

pytestmark = pytest.mark.django_db
LOGIN = "login"  # sent to the login
UNKNOWN = "0198f0c2-0000-7000-8000-000000000000"
# name: (method, arguments, strangers, learners)
OWN_PAGES = {
    "profile": ("get", [], LOGIN, 200),
    "end_sessions": ("post", [], LOGIN, 302),
    "inbox": ("get", [], LOGIN, 200),
    "read_all": ("post", [], LOGIN, 302),
    "open_notice": ("get", [UNKNOWN], LOGIN, 404),
    "read_notice": ("post", [UNKNOWN], LOGIN, 404),
    "notice_choices": ("post", [], LOGIN, 302),
    "ask_for_mail": ("post", [], LOGIN, 302),
    "confirm_mail": ("get", ["x"], LOGIN, 302),
    "consent": ("get", [], LOGIN, 302),
    "decline": ("post", [], LOGIN, 302),
    "privacy": ("get", [], 200, 200),
    "withdraw": ("post", [], LOGIN, 302),
    "privacy_version": ("get", ["9.9"], 404, 404),
}
DOORS = {
    "audit_trail": (LOGIN, 403),
    "audit_trail_results": (LOGIN, 403),
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_inactive": (200, 200),
    "account_change_password": (LOGIN, 200),
    "account_reset_password": (200, 200),
    "account_signup": (200, 200),
}
# name: (arguments?, learner, own unit, sibling unit, parent unit); the row is a person of the own unit
SCREENS = {
    "people:index": (False, 403, 200, 200, 200),
    "people:index_results": (False, 403, 200, 200, 200),
    "people:add": (False, 403, 200, 200, 200),
    "people:inspect": (True, 403, 200, 404, 200),
    "people:edit": (True, 403, 200, 404, 200),
    "people:history": (True, 403, 200, 404, 200),
    "people:history_results": (True, 403, 200, 404, 200),
    "people:reset_password": (True, 403, 200, 404, 200),
}
UNIT_SCREENS = {
    "units:index": (False, 403, 200, 200, 200),
    "units:index_results": (False, 403, 200, 200, 200),
    "units:inspect": (True, 403, 200, 404, 200),
    "units:edit": (True, 403, 302, 404, 200),
    "units:history": (True, 403, 302, 404, 200),
    "units:history_results": (True, 403, 302, 404, 200),
}


def answer(response):
    if response.status_code == 302 and response["Location"].startswith("/account/login/"):
        return LOGIN
    return response.status_code


@pytest.mark.parametrize("name", OWN_PAGES)
def test_pages_about_oneself(client, login, name):
    method, args, stranger, learner = OWN_PAGES[name]
    path = reverse(f"accounts:{name}", args=args)
    assert answer(getattr(client, method)(path)) == stranger
    assert answer(getattr(login(factories.person()), method)(path)) == learner
    if method == "post":
        assert login(factories.person()).get(path).status_code == 405


@pytest.mark.parametrize("name", DOORS)
def test_doors(client, login, name):
    stranger, learner = DOORS[name]
    assert answer(client.get(reverse(name))) == stranger
    assert answer(login(factories.person()).get(reverse(name))) == learner


@pytest.mark.parametrize("name", [*SCREENS, *UNIT_SCREENS])
def test_screens(client, login, name):
    takes_row, *expected = (SCREENS | UNIT_SCREENS)[name]
    shiqi, dashi, village, _other = builders.towns()
    row = factories.person(village) if name in SCREENS else village
    path = reverse(name, args=[row.pk] if takes_row else [])
    assert answer(client.get(path)) == LOGIN
    people = (
        factories.person(village),
        factories.person(shiqi, Role.TOWN_ADMIN),
        factories.person(dashi, Role.TOWN_ADMIN),
        factories.person(factories.district(), Role.DISTRICT_ADMIN),
    )
    assert [answer(login(person).get(path)) for person in people] == expected


def test_every_address_is_in_a_table():
    named = {pattern.name for pattern in urls.urlpatterns if getattr(pattern, "name", None)}
    assert named == set(DOORS)
    assert {pattern.name for pattern in urls.own} == set(OWN_PAGES)
    people, units, *_unscoped = wagtail_hooks.register_people().registerables
    listed = {f"{viewset.name}:{pattern.name}" for viewset in (people, units) for pattern in viewset.get_urlpatterns()}
    assert listed == set(SCREENS | UNIT_SCREENS)
