"""Settings of the test run: quick hashes, jobs at once, mail in memory, its own folder for what it writes."""

import tempfile
from pathlib import Path

from lms.settings.base import *  # noqa: F403  settings modules are layered by star import, as Django documents
from lms.settings.base import DATABASES

DEBUG = False
SECRET_KEY = "test-only"  # noqa: S105  nothing real is signed in tests
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_CONFIGURED = False  # whatever the environment says; tests of mail switch it on
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="gongzhi-media-"))
DATABASES["default"]["CONN_MAX_AGE"] = 0
