"""Databases made once for a whole test run: `python -m tests.prepared FOLDER`, then pytest with TEST_PREPARED=FOLDER.

Migrating costs fifteen seconds, the demonstration another twenty; every worker of every step would pay for both.
`.ci/test.sh` has them made while the style of the code is looked at. Without TEST_PREPARED tests make their own.
A file appears under its name when it is complete, so whoever waits for it needs no other sign.
"""

import os
import shutil
import sqlite3
import sys
import time
from pathlib import Path

FOLDER = "TEST_PREPARED"
EMPTY, DEMO, MEDIA, FAILED = "empty.sqlite3", "demo.sqlite3", "media", "failed"
PATIENCE = 240


def prepared(name: str) -> Path | None:
    """The finished file of this name, waited for; None where nothing is prepared. Raises RuntimeError when it will
    not come."""
    if FOLDER not in os.environ:
        return None
    path, end = Path(os.environ[FOLDER]) / name, time.monotonic() + PATIENCE
    while not path.exists():
        if time.monotonic() > end or path.with_name(FAILED).exists():
            log = path.with_name("log")
            raise RuntimeError(f"{name} was not prepared. {log.read_text() if log.exists() else ''}")
        time.sleep(0.2)
    return path


def fill(source: Path, target: sqlite3.Connection) -> None:
    """Copy a database file into the database that is open."""
    origin = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    try:
        origin.backup(target)
    finally:
        origin.close()


def make(folder: Path) -> None:
    """Write both databases and the demonstration's pictures and documents into `folder`."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from lms.demo.loader import load_demo

    settings.MEDIA_ROOT = folder / MEDIA
    working = folder / "working.sqlite3"
    # A look at the database before would have opened the developer's own.
    connection.close()
    connection.settings_dict["NAME"] = working
    call_command("migrate", verbosity=0)
    _publish(working, folder / EMPTY)
    load_demo()
    _publish(working, folder / DEMO)
    connection.close()


def _publish(working: Path, target: Path) -> None:
    unfinished = target.with_suffix(".unfinished")
    copy = sqlite3.connect(unfinished)
    fill(working, copy)
    # A file of its own, without a journal beside it.
    copy.execute("PRAGMA journal_mode=DELETE")
    copy.close()
    unfinished.rename(target)


def unpack_demo(target: Path, media: Path) -> bool:
    """Copy the prepared demonstration to `target` and its files to `media`; False where nothing is prepared."""
    source = prepared(DEMO)
    if source is None:
        return False
    shutil.copyfile(source, target)
    shutil.copytree(source.parent / MEDIA, media, dirs_exist_ok=True)
    return True


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
    import django

    django.setup()
    target = Path(sys.argv[1])
    try:
        make(target)
    except BaseException:
        (target / FAILED).touch()
        raise
