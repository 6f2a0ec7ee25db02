"""The roof of the house: everything below is assembled here."""

from django.apps import AppConfig


class LmsConfig(AppConfig):
    name = "lms"
    verbose_name = "共治学堂"
