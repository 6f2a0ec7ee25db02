"""Settings for `make run`: jobs run at once, mail goes to the terminal, errors are shown."""

from lms.settings.base import *  # noqa: F403  settings modules are layered by star import, as Django documents
from lms.settings.base import env

DEBUG = env.bool("DEBUG", True)
SECRET_KEY = "development-only"  # noqa: S105  production refuses to start without its own key
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
