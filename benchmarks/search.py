"""Measure search over 10,000 pages; with --write the figures go into docs/performance.md.

    python -m benchmarks.search                            SQLite in a temporary folder
    python .ci/postgres.py python -m benchmarks.search     PostgreSQL, on a server that is thrown away afterwards

Ends by itself and leaves nothing behind.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PAGES = int(os.environ.get("SEARCH_PAGES", "10_000"))
TURNS = 3
BEGINNINGS = ("画匠", "huajiang", "zssj", "粥", "頭一個月")
REPORT = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def prepare(folder: str) -> str:
    """Test settings (jobs at once, so a save includes its indexing) on a database of our own; its vendor."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "lms.settings.test", "VAR_DIR": folder}
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    return connection.vendor


def fill() -> int:
    """Lessons of some 850 characters, written straight into their tables; returns characters in all."""
    from django.utils import timezone
    from wagtail.models import Page

    from courses.models import LessonPage
    from lms.models import SynonymGroup
    from tests import factories
    from tests.lms.search import corpus

    heading = factories.module(factories.course("治理课程"))
    kind = factories.lesson(heading).content_type
    SynonymGroup.objects.bulk_create(SynonymGroup(words=words) for words in corpus.SYNONYMS)
    rows, bodies = [], []
    for number, written in enumerate(corpus.pages(PAGES, filling=39), start=2):
        rows.append(
            Page(
                path=Page._get_path(heading.path, heading.depth + 1, number), depth=heading.depth + 1, numchild=0,
                title=written.title, draft_title=written.title, slug=f"p{number}", live=True, content_type=kind,
                url_path=f"{heading.url_path}p{number}/", locale=heading.locale, last_published_at=timezone.now(),
            )
        )  # fmt: skip
        bodies.append(written.body)
    made = Page.objects.bulk_create(rows, batch_size=500)
    for page, body in zip(made, bodies, strict=True):
        lesson = LessonPage(page_ptr_id=page.pk, minutes=45, summary="")
        lesson.__dict__.update({name: value for name, value in page.__dict__.items() if name != "_state"})
        block = LessonPage._meta.get_field("body").stream_block
        lesson.body = block.to_python([{"type": "rich_text", "value": f"<p>{body}</p>", "id": f"t{page.pk}"}])
        lesson.save_base(raw=True)
    return sum(map(len, bodies))


def timed(work: Callable) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.0f} / {ordered[int(len(ordered) * 0.95)]:.0f} / {ordered[-1]:.0f} ms"


def measure() -> list[tuple[str, str, str]]:
    from django.core.management import call_command
    from django.db import connection
    from wagtail.models import Page

    from courses.models import LessonPage
    from tests.lms.search.corpus import QUESTIONS

    found = []
    seconds = timed(lambda: call_command("update_index", verbosity=0)) / 1000
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    found.append(("whole index", "≤ 60 s SQLite, ≤ 150 s PostgreSQL", f"{seconds:.0f} s"))
    pages = Page.objects.live()
    hits = [pages.search(question).count() for question in QUESTIONS]
    found.append(("hits of a question", "–", f"{min(hits)} to {max(hits)}, median {statistics.median(hits):.0f}"))
    first = [timed(lambda q=q: list(pages.search(q)[:20])) for _ in range(TURNS) for q in QUESTIONS]
    found.append(("first 20 results, p50 / p95 / max", "p50 ≤ 30 ms", spread(first)))
    counts = [timed(pages.search(q).count) for _ in range(TURNS) for q in QUESTIONS]
    found.append(("count, p50 / p95 / max", "–", spread(counts)))
    begun = [timed(lambda q=q: list(pages.autocomplete(q)[:8])) for _ in range(TURNS) for q in BEGINNINGS]
    found.append(("suggestions, p50 / p95 / max", "–", spread(begun)))
    lessons = list(LessonPage.objects.order_by("-pk")[:40])
    saves = [timed(lesson.save) for lesson in lessons]
    found.append(("one save, with its indexing, p50 / p95 / max", "≤ 50 ms", spread(saves)))
    return found


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="gongzhi-search-") as folder:
        vendor = prepare(folder)
        characters = fill()
        title = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[vendor]
        load = f"load before the run {os.getloadavg()[0]:.1f}"
        what = f"{PAGES:,} lessons of {characters // PAGES} characters"
        lines = [f"{title}, {time.strftime('%Y-%m-%d')}: {what}; {load}.", ""]
        lines += ["| what | budget | measured |", "|---|---|---|"]
        lines += [f"| {' | '.join(row)} |" for row in measure()]
    print("\n".join(lines))
    if "--write" in arguments:
        begin, end = f"<!-- search {vendor} -->\n", f"<!-- /search {vendor} -->"
        text = REPORT.read_text()
        REPORT.write_text(text.split(begin)[0] + begin + "\n".join(lines) + "\n" + end + text.split(end)[1])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
