"""The session brings its person along; everything that ends a session still ends it."""

import datetime

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.management import call_command
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import Session, User
from accounts.sessions import SessionStore, person_of
from tests import factories

pytestmark = pytest.mark.django_db


def request_with(session_key):
    request = RequestFactory().get("/")
    request.session = SessionStore(session_key)
    return request


@pytest.fixture
def person():
    return factories.person()


@pytest.fixture
def key(login, person):
    return login(person).cookies["sessionid"].value


def test_session_and_person_take_one_query(key, person, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = person_of(request_with(key))
    assert found == person
    assert found.date_joined == person.date_joined


def test_a_strangers_session_has_no_person():
    session = SessionStore()
    session["typed"] = "社区"
    session.save()
    assert Session.objects.get().user is None
    request = request_with(session.session_key)
    assert (person_of(request), request.session["typed"]) == (None, "社区")


@pytest.mark.parametrize(
    "change", [{"session_epoch": 1}, {"is_active": False}, {"password": "!"}], ids=["epoch", "locked", "password"]
)
def test_a_session_that_was_ended_lets_nobody_in(key, person, change, client):
    User.objects.filter(pk=person.pk).update(**change)
    assert person_of(request_with(key)) is None
    assert client.get("/learn/").status_code == 302


def test_the_column_alone_makes_nobody_a_person(key):
    """Whose session it is, is read from what is signed, not from the column beside it."""
    other = factories.person()
    Session.objects.filter(pk=key).update(user=other)
    assert person_of(request_with(key)) is None


def test_an_expired_session_is_no_session_and_is_swept(key):
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(seconds=1))
    request = request_with(key)
    assert person_of(request) is None
    assert SESSION_KEY not in request.session
    call_command("clearsessions")
    assert not Session.objects.exists()


def test_logging_in_as_somebody_else_leaves_no_trace_of_the_first(client, login, person):
    login(person)
    other = factories.person()
    login(other)
    assert list(Session.objects.values_list("user", flat=True)) == [other.pk]
    assert client.get("/learn/").context["user"] == other
