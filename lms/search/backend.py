"""The search backend named in the settings; it chooses by the database.

Each database has a module of its own, imported only there: the library's module for the other one cannot be imported.
"""

from importlib import import_module

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

MODULES = {"sqlite": "lms.search.sqlite", "postgresql": "lms.search.postgres"}


def SearchBackend(params: dict):
    """The backend for the vendor of the default database; Wagtail looks for this name."""
    if connection.vendor not in MODULES:
        raise ImproperlyConfigured("Search works on SQLite and PostgreSQL.")
    return import_module(MODULES[connection.vendor]).ChineseSearchBackend(params)
