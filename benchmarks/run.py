"""Measure the site against its budgets: `make bench`; with --write the figures go into docs/performance.md.

Builds a throw-away site in a temporary folder with production settings and SQLite, asks it in this process for queries
and processor time, then starts gunicorn with two workers on this machine's loopback interface and puts it under load
for a few seconds a row. It ends by itself and leaves nothing behind.
"""

import os
import platform
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures -->\n", "<!-- /figures -->"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


ELSEWHERE = ("DATABASE_URL", "REDIS_URL", "S3_BUCKET", "EMAIL_URL")


def prepare(folder: str, without: Sequence[str] = ELSEWHERE) -> None:
    """Production settings on a database of our own; what the developer's environment says does not count."""
    for name in without:
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "lms.settings.production", "VAR_DIR": folder, "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "127.0.0.1,testserver", "HTTPS": "0", "SITE_URL": "http://127.0.0.1",
    }  # fmt: skip
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def gunicorn() -> Iterator[int]:
    """Two synchronous workers on a free port of the loopback interface; yields the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "lms.wsgi", "--workers", "2", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen([*command, "--log-level", "warning"], cwd=ROOT)
    try:
        for _ in range(100):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def browser(port: int) -> Callable:
    """A function that opens a page as a phone with an empty cache and lists what it loaded: (kind, bytes)."""
    import shutil

    from playwright.sync_api import sync_playwright

    def browse(path: str, visitor) -> list[tuple[str, int]] | None:
        program = next(filter(None, map(shutil.which, BROWSERS)), None)
        if program is None:
            return None
        loaded: list[tuple[str, int]] = []
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=program, args=flags)
            context = chromium.new_context(viewport={"width": 390, "height": 844})
            address = f"http://127.0.0.1:{port}"
            context.add_cookies([{"name": "sessionid", "value": visitor.session, "url": address}])
            page = context.new_page()
            page.on("requestfinished", lambda request: loaded.append(
                (request.resource_type, request.sizes()["responseBodySize"])
            ))  # fmt: skip
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            chromium.close()
        return loaded

    return browse


def measure() -> Iterator[str]:
    from benchmarks import figures, trial_site
    from benchmarks.asking import Inside, Server

    site, inside = trial_site.build(), Inside()
    measures = (
        figures.lesson_page, figures.course_page, figures.catalog_page, figures.case_page, figures.case_list,
        figures.my_learning,
        figures.progress_save, figures.answer_save, figures.whole_quiz, figures.completing_save,
    )  # fmt: skip
    yield figures.HEAD
    with gunicorn() as port:
        server = Server(port)
        for one in measures:
            yield one(site, inside, server).markdown()
        yield figures.first_visit(site, inside, browser(port)).markdown()
    yield figures.certificate().markdown()


def machine(database: str = "SQLite") -> str:
    cores = len(os.sched_getaffinity(0))
    today = time.strftime("%Y-%m-%d")
    python, busy = platform.python_version(), os.getloadavg()[0]
    return (
        f"{today}, {cores} cores of {platform.machine()}, Python {python}, {database}; load before the run {busy:.1f}."
    )


def main(arguments: list[str]) -> int:
    lines = [machine(), ""]
    print(lines[0], end="\n\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="gongzhi-bench-") as folder:
        prepare(folder)
        for line in measure():
            print(line, flush=True)
            lines.append(line)
    if "--write" in arguments:
        text = REPORT.read_text()
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        REPORT.write_text(before + BEGIN + "\n".join(lines) + "\n" + END + after)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
