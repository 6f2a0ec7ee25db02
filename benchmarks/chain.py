"""Measure the chain view and the index of brands at the size of a whole district; --write puts it into the docs.

    python -m benchmarks.chain                            SQLite in a temporary folder
    python .ci/postgres.py python -m benchmarks.chain     PostgreSQL, on a server that is thrown away afterwards

16 towns, 284 villages, 2,000 cases, 1,000 replications, 20,000 people. Ends by itself and leaves nothing behind.
"""

import datetime
import os
import sys
import tempfile
import time
from pathlib import Path

VILLAGES, CASES, REPLICATIONS, PEOPLE, COURSES = 284, 2_000, 1_000, 20_000, 20
TURNS = 15
BUDGET = "≤ 300 ms"
REPORT = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def prepare(folder: str) -> str:
    """Test settings on a database of our own; its vendor."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "lms.settings.test", "VAR_DIR": folder}
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("setup_site", verbosity=0)
    return connection.vendor


def fill() -> None:
    """The district as plain rows, written straight into their tables."""
    from accounts.models import Organisation
    from tests import factories

    towns = list(Organisation.objects.towns().order_by("path"))
    places = []
    for number in range(VILLAGES - Organisation.objects.filter(level="village").count()):
        places.append(factories.unit(f"v{number}", parent=towns[number % len(towns)], level="village"))
    places = list(Organisation.objects.filter(level="village").order_by("pk"))
    courses = _courses()
    cases = _cases(places)
    _lessons(courses, cases)
    _certificates(courses, places)
    _replications(cases, places)
    for number, town in enumerate(towns):
        _brand(town, cases[number * 10 : number * 10 + 10], courses[number % COURSES])


def _courses() -> list:
    from tests import factories
    from tests.assessments import builders as quizzes

    made = [factories.course(f"课程{number}") for number in range(COURSES)]
    for course in made:
        quizzes.quiz(of=factories.module(course))
    return made


def _cases(places: list) -> list:
    """Public cases with a published proceeding, which is what makes them part of the library."""
    from wagtail.models import Page

    from cases.models import CasePage
    from cases.queries import town_of
    from tests.cases import library_builders as library

    first = library.case("第一个", at=places[0])
    index = library.library()
    kind, index = first.content_type, Page.objects.get(pk=index.pk)
    towns = {place.pk: town_of(place) for place in places}
    rows = Page.objects.bulk_create(
        [
            Page(
                path=Page._get_path(index.path, index.depth + 1, number), depth=index.depth + 1, numchild=0,
                title=f"案例{number}", draft_title=f"案例{number}", slug=f"c{number}", live=True, content_type=kind,
                url_path=f"{index.url_path}c{number}/", locale=index.locale,
            )
            for number in range(2, CASES + 1)
        ],
        batch_size=500,
    )  # fmt: skip
    made = [first]
    for number, page in enumerate(rows):
        place = places[number % len(places)]
        case = CasePage(
            page_ptr_id=page.pk, summary="……", theme="deliberation", place_type="village", stage="running",
            start_date=datetime.date(2025, 1, 1), organisation=place, town=towns[place.pk], number=f"N{number}",
        )  # fmt: skip
        case.__dict__.update({name: value for name, value in page.__dict__.items() if name != "_state"})
        case.save_base(raw=True)
        made.append(case)
    index.numchild = CASES
    index.save()
    return made


def _lessons(courses: list, cases: list) -> None:
    """200 lessons that show a case each; the reference index says so."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page, ReferenceIndex

    from cases.models import CasePage
    from courses.models import LessonPage, ModulePage
    from tests import factories

    page, lesson = ContentType.objects.get_for_model(Page), ContentType.objects.get_for_model(LessonPage)
    case = ContentType.objects.get_for_model(CasePage)
    rows = []
    for number in range(200):
        heading = ModulePage.objects.descendant_of(courses[number % COURSES]).first()
        made = factories.lesson(heading, f"课时{number}")
        rows.append(
            ReferenceIndex(
                base_content_type=page, content_type=lesson, object_id=str(made.pk), to_content_type=case,
                to_object_id=str(cases[number].pk), model_path="body.item.case", content_path=f"body.{number}.case",
                content_path_hash=ReferenceIndex._get_content_path_hash(f"body.{number}.case"),
            )
        )  # fmt: skip
    ReferenceIndex.objects.bulk_create(rows)


def _certificates(courses: list, places: list) -> None:
    from django.utils import timezone

    from accounts.models import Membership, User
    from certificates.models import Certificate
    from learning.models import Enrollment
    from tests.certificates.builders import template

    now, since = timezone.now(), datetime.date(2024, 1, 1)
    people = User.objects.bulk_create(
        [User(username=f"u{number}", name=f"学员{number}") for number in range(PEOPLE)], batch_size=1000
    )
    at = [places[number % len(places)] for number in range(PEOPLE)]
    Membership.objects.bulk_create(
        [Membership(user=one, organisation=place, since=since) for one, place in zip(people, at, strict=True)],
        batch_size=1000,
    )
    runs = Enrollment.objects.bulk_create(
        [
            Enrollment(learner=one, course=courses[number % COURSES], organisation=at[number], status="completed",
                       method="open", completed_at=now)
            for number, one in enumerate(people)
        ],
        batch_size=1000,
    )  # fmt: skip
    paper = template()
    Certificate.objects.bulk_create(
        [
            Certificate(number=f"PY-2026-{number:08}", code=f"C{number:013}", kind="completion", status="valid",
                        holder=run.learner, organisation=at[number], enrollment=run, template=paper, issued_at=now)
            for number, run in enumerate(runs)
        ],
        batch_size=1000,
    )  # fmt: skip


def _replications(cases: list, places: list) -> None:
    from django.utils import timezone

    from accounts.models import User
    from cases.queries import town_of
    from practice.models import Confirmation, Replication

    towns = {place.pk: town_of(place) for place in places}
    owners = list(User.objects.order_by("pk")[:200])
    states = ("evaluated", "running", "preparing", "stopped")
    rows = []
    for number in range(REPLICATIONS):
        place, state = places[(number * 7) % len(places)], states[number % 4]
        rows.append(
            Replication(case=cases[number], adopter=place, town=towns[place.pk], state=state, aim="……",
                        owner=owners[number % 200], created_by=owners[0], begun_on=timezone.localdate(),
                        outcome="succeeded" if state == "evaluated" else "")
        )  # fmt: skip
    made = Replication.objects.bulk_create(rows, batch_size=500)
    Confirmation.objects.bulk_create(
        Confirmation(replication=row, side=side, by=owners[1], words="看过")
        for row in made if row.state == "evaluated" for side in ("source", "expert")
    )  # fmt: skip


def _brand(town, cases: list, course) -> None:
    from tests.practice import builders

    builders.brand(town, f"品牌{town.slug}", cases=cases, courses=[course])


def measure() -> list[tuple[str, str, str]]:
    import statistics

    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.duties import notice_in_force
    from accounts.enums import Role
    from accounts.models import Organisation
    from accounts.services import record_consent
    from tests import factories

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    client = Client()
    reader = factories.person(factories.district(), Role.DISTRICT_REVIEWER)
    record_consent(person=reader, notice=notice_in_force())
    client.force_login(reader, backend="accounts.backends.NameOrPhoneBackend")
    town = Organisation.objects.towns().first()
    found = []
    for name, path in (
        ("chain of the district", "/reports/chain/"), ("chain of a town", f"/reports/chain/{town.slug}/"),
        ("one gap: cases without a lesson", "/reports/chain/panyu/untaught/"), ("index of brands", "/brands/"),
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
            asked = len(queries)
        times = []
        for _turn in range(TURNS):
            started = time.perf_counter()
            client.get(path)
            times.append((time.perf_counter() - started) * 1000)
        figures = f"{statistics.median(times):.0f} ms, at most {max(times):.0f} ms, {asked} queries"
        found.append((name, BUDGET, figures))
    return found


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="gongzhi-chain-") as folder:
        vendor = prepare(folder)
        fill()
        title = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[vendor]
        lines = [f"{title}, {time.strftime('%Y-%m-%d')}; load before the run {os.getloadavg()[0]:.1f}.", ""]
        lines += ["| page | budget | measured |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in measure())]
    print("\n".join(lines))
    if "--write" in arguments:
        begin, end = f"<!-- chain {vendor} -->\n", f"<!-- /chain {vendor} -->"
        text = REPORT.read_text()
        REPORT.write_text(text.split(begin)[0] + begin + "\n".join(lines) + "\n" + end + text.split(end)[1])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
