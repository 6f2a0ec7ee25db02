"""A browser and a served copy of the demonstration, made once for all browser tests."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from courses.models import LessonPage
from lms.demo.loader import load_demo
from tests.browser.eyes import Visitor
from tests.prepared import unpack_demo

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip


def chromium() -> str | None:
    found = os.environ.get("CHROMIUM")
    return found or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        reason = "Chromium was not found (set CHROMIUM or install it)"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(reason)
        pytest.skip(reason)
    # Playwright's loop runs in this thread; the ORM is used between its calls, never inside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield found
        found.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def site(browser, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The address of the running demo, on a database file of its own, as several threads write at once."""
    if connection.vendor != "sqlite":
        pytest.skip("The browser tests bring their own SQLite file.")
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        connection.close()
        database = tmp_path_factory.mktemp("site") / "site.sqlite3"
        connection.settings_dict["NAME"] = database
        if not unpack_demo(database, Path(settings.MEDIA_ROOT)):
            call_command("migrate", verbosity=0)
            load_demo()
        # Nobody waits four minutes in a test; that the floor holds is tested elsewhere.
        LessonPage.objects.update(reading_floor=1)
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        connection.close()
        connection.settings_dict["NAME"] = before


@pytest.fixture
def visitor(browser, site) -> Iterator:
    """Make visitors: visitor(phone=True, script=True). What they saw is judged when the test ends."""
    made: list[Visitor] = []

    def make(*, phone: bool = True, script: bool = True) -> Visitor:
        made.append(Visitor(browser, site, phone=phone, script=script))
        return made[-1]

    yield make
    for one in made:
        one.close()
    assert [fault for one in made for fault in one.faults] == []


@pytest.fixture(scope="session")
def axe() -> str:
    return (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _looked_at(axe):
    Visitor.axe = axe
