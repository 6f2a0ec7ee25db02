"""Nobody goes on before the first password is changed and the notice in force is agreed to."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Consent
from tests import factories
from tests.accounts import builders

pytestmark = pytest.mark.django_db
PROFILE, CHANGE, CONSENT = "/account/profile/", "/account/password/change/", "/account/consent/"
NEW = {"oldpassword": factories.PASSWORD, "password1": "Banyan-Shade-7", "password2": "Banyan-Shade-7"}


@pytest.fixture
def newcomer(login):
    person = factories.person(must_change_password=True)
    return person, login(person)


def test_a_temporary_password_leads_to_the_change_and_then_where_one_wanted_to_go(newcomer):
    person, client = newcomer
    assert client.get(PROFILE)["Location"] == f"{CHANGE}?next=%2Faccount%2Fprofile%2F"
    assert client.post(CHANGE, NEW | {"next": PROFILE})["Location"] == PROFILE
    person.refresh_from_db()
    assert (person.must_change_password, person.check_password("Banyan-Shade-7")) == (False, True)
    assert client.get(PROFILE).status_code == 200


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ("Ab1-", "password1"),
        ("allsmallletters", "password1"),
        ("onlytwo12345", "password1"),
        (factories.PASSWORD, "password1"),
        ("Shiqi-2026-x", "password1"),
        ("石碁镇2026abc", "password1"),
    ],
)
def test_a_weak_old_or_local_password_is_refused_at_its_field(newcomer, new, field):
    person, client = newcomer
    factories.unit("shiqi", name="石碁镇")
    response = client.post(CHANGE, NEW | {"password1": new, "password2": new})
    assert response.status_code == 200
    assert field in response.context["form"].errors
    person.refresh_from_db()
    assert person.must_change_password


def test_a_wrong_current_password_is_told_at_its_field(newcomer):
    _person, client = newcomer
    response = client.post(CHANGE, NEW | {"oldpassword": "wrong"})
    assert list(response.context["form"].errors) == ["oldpassword"]


def test_changing_the_password_ends_other_sessions_but_not_this_one(client, login):
    person = factories.person()
    other = type(client)()
    other.force_login(person, backend="accounts.backends.NameOrPhoneBackend")
    login(person).post(CHANGE, NEW)
    assert client.get(PROFILE).status_code == 200
    assert other.get(PROFILE).status_code == 302


@pytest.mark.parametrize(
    "path", ["/account/privacy/", "/account/logout/", CHANGE, "/account/password/help/", "/healthz"]
)
def test_leaving_help_and_the_privacy_text_stay_open(newcomer, path):
    _person, client = newcomer
    assert client.get(path).status_code == 200


def test_a_program_is_told_in_json_instead_of_being_sent_away(newcomer):
    _person, client = newcomer
    response = client.post("/account/inbox/read/", {}, headers={"accept": "application/json"})
    assert (response.status_code, response.json()) == (
        403,
        {"error": "password_change_required", "location": CHANGE},
    )


def test_the_notice_is_agreed_to_once(login):
    notice = builders.privacy_notice()
    person = factories.person()
    client = login(person)
    assert client.get(PROFILE)["Location"] == f"{CONSENT}?next=%2Faccount%2Fprofile%2F"
    assert client.get(CONSENT).context["notice"] == notice
    for _twice in range(2):
        assert client.post(CONSENT, {"version": "1.0", "next": PROFILE})["Location"] == PROFILE
    assert list(Consent.objects.values_list("user", "document")) == [(person.pk, notice.pk)]
    assert client.get(PROFILE).status_code == 200


def test_declining_logs_out_and_records_nothing(login):
    builders.privacy_notice()
    client = login(factories.person())
    assert client.post("/account/consent/decline/")["Location"] == "/"
    assert client.get(PROFILE)["Location"].startswith("/account/login/")
    assert not Consent.objects.exists()


def test_a_version_that_is_not_the_one_in_force_cannot_be_agreed_to(login):
    builders.privacy_notice("1.0", days_ago=30)
    current = builders.privacy_notice("2.0", days_ago=1)
    client = login(factories.person())
    assert client.post(CONSENT, {"version": "1.0"})["Location"].startswith(CONSENT)
    assert not Consent.objects.exists()
    client.post(CONSENT, {"version": "2.0"})
    assert Consent.objects.get().document == current


def test_a_version_of_tomorrow_asks_nobody_today_and_everybody_tomorrow(login):
    builders.privacy_notice("1.0")
    builders.privacy_notice("2.0", days_ago=-1)
    client = login(factories.person())
    client.post(CONSENT, {"version": "1.0"})
    assert client.get(PROFILE).status_code == 200
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1), tick=False):
        response = client.get(PROFILE)
        assert response.status_code == 302
        # Whether the session has run out meanwhile or not, the new version comes first.
        fresh = type(client)()
        fresh.force_login(factories.person(), backend="accounts.backends.NameOrPhoneBackend")
        assert fresh.get(PROFILE)["Location"].startswith(CONSENT)


def test_duties_cost_no_query_on_ordinary_requests(login, django_assert_num_queries):
    builders.privacy_notice()
    client = login(factories.person())
    client.post(CONSENT, {"version": "1.0"})
    # The session, the person, and marking the lines as read: nothing else.
    with django_assert_num_queries(2):
        client.post("/account/inbox/read/")


def test_withdrawing_ends_all_sessions_and_asks_again(login, client):
    builders.privacy_notice()
    person = factories.person()
    first, second = type(client)(), login(person)
    first.force_login(person, backend="accounts.backends.NameOrPhoneBackend")
    second.post(CONSENT, {"version": "1.0"})
    first.post(CONSENT, {"version": "1.0"})
    assert first.post("/account/privacy/withdraw/")["Location"] == "/"
    assert second.get(PROFILE)["Location"].startswith("/account/login/")
    assert [consent.withdrawn_at is None for consent in Consent.objects.all()] == [False]
    person.refresh_from_db()
    second.force_login(person, backend="accounts.backends.NameOrPhoneBackend")
    assert second.get(PROFILE)["Location"].startswith(CONSENT)
