"""One way in, and what stops somebody who guesses."""

import datetime

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from accounts.models import Session
from tests import factories

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture
def person():
    return factories.person(username="LinMei", phone="13800001111")


def attempt(name, password="wrong", *, address="10.0.0.1", client=None, **extra):
    return (client or Client()).post(LOGIN, {"login": name, "password": password} | extra, REMOTE_ADDR=address)


@pytest.mark.parametrize("name", ["LinMei", "linmei", " linmei ", "13800001111"])
def test_user_name_in_any_case_and_mobile_number_lead_in(person, name):
    response = attempt(name, factories.PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/learn/")


def test_login_goes_on_where_it_was_asked_for(person):
    assert attempt("linmei", factories.PASSWORD, next="/account/profile/")["Location"] == "/account/profile/"
    assert attempt("linmei", factories.PASSWORD, next="https://evil.example/")["Location"] == "/learn/"


def test_wrong_name_and_wrong_password_get_the_same_answer_and_the_name_stays(person):
    answers = [attempt(name) for name in ("linmei", "nobody")]
    assert [answer.status_code for answer in answers] == [200, 200]
    errors = [answer.context["form"].errors.as_json() for answer in answers]
    assert errors[0] == errors[1]
    assert list(answers[0].context["form"].errors) == ["__all__"]
    assert 'value="linmei"' in answers[0].content.decode()


def test_the_session_changes_its_key_at_login(person):
    client = Client()
    client.get("/account/login/")
    session = client.session
    session["seen"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    attempt("linmei", factories.PASSWORD, client=client)
    assert client.cookies["sessionid"].value != session.session_key
    assert not Session.objects.filter(pk=session.session_key).exists()


def test_a_deactivated_person_is_out_at_the_next_request(person, login):
    client = login(person)
    assert client.get("/account/profile/").status_code == 200
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/account/profile/")["Location"].startswith(LOGIN)
    assert attempt("linmei", factories.PASSWORD).status_code == 200


def test_five_failures_pause_the_account_for_every_worker_alias_and_address(person):
    names = ["linmei", "13800001111", "LINMEI", "linmei"]
    assert [attempt(name, address=f"10.0.0.{n}").status_code for n, name in enumerate(names)] == [200] * 4
    assert attempt("13800001111", address="10.0.0.9").status_code == 429
    refused = attempt("linmei", factories.PASSWORD, address="10.9.9.9", client=Client())
    assert (refused.status_code, refused["Retry-After"], refused.context["minutes"]) == (429, "900", 15)


def test_the_page_says_how_many_minutes_and_waiting_is_not_prolonged_by_trying(person):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        for _try in range(5):
            attempt("linmei")
    with time_machine.travel(start + datetime.timedelta(minutes=9, seconds=30), tick=False):
        refused = attempt("linmei", factories.PASSWORD)
        assert (refused.status_code, refused.context["minutes"]) == (429, 6)
        assert "6分钟" in refused.content.decode()
    with time_machine.travel(start + datetime.timedelta(minutes=15, seconds=1), tick=False):
        assert attempt("linmei", factories.PASSWORD).status_code == 302


def test_names_that_do_not_exist_are_counted_alike_and_never_stored(person):
    statuses = [attempt("no-such-person").status_code for _try in range(5)]
    assert statuses == [200] * 4 + [429]
    stored = AccessAttempt.objects.get()
    assert "no-such-person" not in f"{stored.username} {stored.post_data} {stored.get_data}"


def test_a_colleague_behind_the_same_address_still_gets_in(person):
    colleague = factories.person()
    for _try in range(5):
        attempt("linmei")
    assert attempt(colleague.username, factories.PASSWORD).status_code == 302


def test_one_address_that_tries_many_names_is_stopped(person, settings):
    settings.LOGIN_FAILURES_PER_ADDRESS = 6
    statuses = [attempt(f"name-{n}", address="10.5.5.5").status_code for n in range(6)]
    assert statuses == [200] * 5 + [429]
    assert attempt("linmei", factories.PASSWORD, address="10.5.5.5").status_code == 429
    assert attempt("linmei", factories.PASSWORD, address="10.5.5.6").status_code == 302


def test_success_clears_the_count_of_this_account_only(person):
    for _try in range(4):
        attempt("linmei")
        attempt("other")
    attempt("linmei", factories.PASSWORD)
    assert attempt("linmei").status_code == 200
    assert attempt("other").status_code == 429


def test_the_cms_has_no_login_of_its_own(client):
    assert client.get("/cms/login/?next=/cms/")["Location"] == "/account/login/?next=/cms/"
    assert client.post("/cms/login/", {"username": "x", "password": "y"}).status_code == 302
    assert client.get("/cms/")["Location"] == "/account/login/?next=/cms/"
    assert client.get("/cms/password_reset/").status_code == 404


@pytest.mark.parametrize("path", ["/account/signup/", "/account/password/help/"])
def test_whoever_has_no_password_reads_whom_to_ask(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "管理员" in response.content.decode()


@pytest.mark.parametrize("path", ["/account/email/", "/account/password/reset/", "/account/password/set/"])
def test_unused_doors_of_the_login_library_are_closed(login, person, path):
    assert login(person).get(path).status_code == 404


def test_logging_out_is_posted(login, person):
    client = login(person)
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/account/profile/").status_code == 200
    assert client.post("/account/logout/")["Location"] == "/"
    assert client.get("/account/profile/").status_code == 302


def test_the_cms_has_no_profile_of_its_own(client, login):
    boss = factories.person(is_superuser=True, name="何静仪")
    assert login(boss).get("/cms/account/")["Location"] == "/account/profile/"
    assert "何静仪" in login(boss).get("/cms/").content.decode()
