"""Visits of people and strangers, as Django keeps them, with the person beside."""

from importlib import import_module

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """One visit with one browser; made at login. `user` repeats what is signed inside `session_data`, so that the
    person can be read in the same query; whether the session still counts is decided by the signature alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")

    wagtail_reference_index_ignore = True

    @classmethod
    def get_session_store_class(cls):
        return import_module(settings.SESSION_ENGINE).SessionStore
