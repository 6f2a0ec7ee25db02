"""A prepared query answers what its queryset answers, with other values each time."""

import datetime

import pytest
from django.db.models import DateTimeField, F, UUIDField

from accounts.models import User
from accounts.prepared import Given, Prepared
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return [factories.person(username=name) for name in ("amei", "bqiang", "cli")]


def test_it_is_built_once_and_gives_whole_objects(people):
    built = []

    @Prepared
    def by_name():
        """People by name."""
        built.append(1)
        return User.objects.filter(username=Given("name")).annotate(epoch=F("session_epoch"))

    found = [by_name.first(name=person.username) for person in people]
    assert found == people
    assert vars(found[1]) | {"epoch": 0} == vars(
        User.objects.annotate(epoch=F("session_epoch")).get(pk=people[1].pk)
    ) | {"_state": found[1]._state}
    assert (by_name.first(name="nobody"), len(built), by_name.__doc__) == (None, 1, "People by name.")


def test_times_and_uuids_are_stored_like_their_fields(people):
    query = Prepared(
        lambda: User.objects.filter(uuid=Given("uuid", UUIDField()), date_joined__gt=Given("since", DateTimeField()))
    )
    moment = people[0].date_joined
    before, after = moment - datetime.timedelta(seconds=1), moment + datetime.timedelta(seconds=1)
    assert list(query.records(uuid=people[0].uuid, since=before)) == [people[0]]
    assert list(query.records(uuid=people[0].uuid, since=after)) == []


def test_rows_are_plain_and_what_is_typed_is_never_sql(people):
    query = Prepared(lambda: User.objects.filter(username=Given("name")).values_list("pk", "username"))
    assert query.rows(name="amei") == [(people[0].pk, "amei")]
    assert query.rows(name="amei' OR '1'='1") == []
