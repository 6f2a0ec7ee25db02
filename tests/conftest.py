"""Shared fixtures."""

import pytest
from django.core.cache import cache

from courses.shelf import clear_all
from tests import factories


@pytest.fixture(autouse=True)
def _empty_cache():
    """Outlines and bodies are cached per process; a test starts from none."""
    cache.clear()
    clear_all()


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
