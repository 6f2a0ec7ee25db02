"""Shared fixtures."""

import gc
import json
from contextlib import suppress

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.db.backends.signals import connection_created
from pytest_django.plugin import blocking_manager_key
from wagtail.signal_handlers import reference_index_auto_update_disabled

from content.shelf import clear_all
from tests import factories
from tests.cases.library_builders import library
from tests.prepared import EMPTY, fill, prepared

# Tests make much and keep little: looking for circles of garbage less often saves a tenth of the time.
gc.set_threshold(50_000, 20, 20)
ASKS_THE_DATABASE = {"db", "transactional_db", "django_db_setup", "django_db_blocker"}


def pytest_collection_modifyitems(config, items) -> None:
    """Try on PostgreSQL what asks the database; the rest cannot come out differently a second time."""
    if connection.vendor != "postgresql":
        return
    pure = [
        item
        for item in items
        if item.get_closest_marker("django_db") is None and not ASKS_THE_DATABASE & set(item.fixturenames)
    ]
    config.hook.pytest_deselected(items=pure)
    left_out = set(pure)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """Start from the migrated database of the test run, where there is one: then `migrate` finds nothing to do."""
    template = prepared(EMPTY) if connection.vendor == "sqlite" else None
    if template is None:
        return

    def start_from_template(connection, **_kwargs) -> None:
        if "memory" in str(connection.settings_dict["NAME"]):
            connection_created.disconnect(start_from_template)
            fill(template, connection.connection)

    connection_created.connect(start_from_template, weak=False)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """What nearly every test begins with is made once: the district, two towns, home, catalog and library."""
    with django_db_blocker.unblock():
        factories.ground()
        library()


@pytest.fixture(autouse=True)
def _empty_cache():
    """Outlines and bodies are cached per process; a test starts from none."""
    cache.clear()
    clear_all()


def own_transactions(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """A test with transactions of its own empties the database, the rows of migrations too: put them back.

    Such tests are sorted last, but with several workers one may run them and then take over other tests.
    """
    yield
    if not own_transactions(item):
        return
    with item.config.stash[blocking_manager_key].unblock():
        ContentType.objects.clear_cache()
        rows = json.loads(connection._test_serialized_contents)
        # Kinds of content first: whatever listens to the saving of the others would otherwise make its own.
        rows.sort(key=lambda row: row["model"] != "contenttypes.contenttype")
        connection.creation.deserialize_db_from_string(json.dumps(rows))


@pytest.fixture(autouse=True)
def _not_looked_up(request):
    """What refers to what is not looked up on every save, which costs a tenth of the time; see `looked_up`."""
    if "looked_up" in request.fixturenames:
        yield
        return
    # As `disable_reference_index_auto_update` does, but code that uses it may be tried inside.
    reference_index_auto_update_disabled.value = True
    yield
    with suppress(AttributeError):
        del reference_index_auto_update_disabled.value


@pytest.fixture
def looked_up() -> None:
    """What a page or a record refers to enters the reference index, as on the site: for tests of what uses what."""


@pytest.fixture
def login(client):
    """Log a person in and return the client."""

    def _login(user):
        client.force_login(user, backend="accounts.backends.NameOrPhoneBackend")
        return client

    return _login


@pytest.fixture
def learner(db):
    return factories.person()
