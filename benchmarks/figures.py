"""The measurements, one function a row, each against its budget."""

import datetime
import gzip
import itertools
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode, urlsplit

from assessments.models import Attempt
from benchmarks.asking import Inside, Load, Request, Server, checked
from benchmarks.trial_site import CASES, LESSONS, TrialSite, Visitor, nearly_done, open_attempt
from certificates.facts import CertificateFacts
from certificates.rendering import render_pdf
from typesetting.engine import weasyprint_problem

SECONDS = 3.0


@dataclass(slots=True)
class Row:
    """One line of the table; None is printed as a dash."""

    what: str
    budget: str
    queries: str | None = None
    cpu: float | None = None
    alone: Load | None = None
    together: Load | None = None
    note: str = ""

    def markdown(self) -> str:
        def rate(load: Load | None) -> str:
            return f"{load.rate:,.0f} (p50 {load.median:.1f} ms, p95 {load.p95:.1f} ms)" if load else "–"

        cpu = f"{self.cpu:.2f} ms" if self.cpu is not None else "–"
        cells = [self.what, self.budget, self.queries or "–", cpu, rate(self.alone), rate(self.together), self.note]
        return "| " + " | ".join(cells) + " |"


HEAD = (
    "| what | budget | queries | CPU | per second, 1 client | per second, 8 clients | note |\n"
    "|---|---|---|---|---|---|---|"
)


def cycle(requests: list[Request]) -> Iterator[Request]:
    return itertools.cycle(requests)


def under_load(server: Server, requests: list[Request], clients: int) -> Load:
    def work(client: int, turn: int) -> None:
        request = requests[(client + turn * clients) % len(requests)]
        checked(server.ask(request), request)

    server.load(work, clients=clients, seconds=0.5)
    return server.load(work, clients=clients, seconds=SECONDS)


def plain(what: str, budget: str, requests: list[Request], inside: Inside, server: Server) -> Row:
    """Any request that may be repeated for ever."""
    inside.queries(requests[0])
    return Row(
        what,
        budget,
        queries=str(inside.queries(requests[0])),
        cpu=inside.cpu(cycle(requests)),
        alone=under_load(server, requests, 1),
        together=under_load(server, requests, 8),
    )


def lesson_page(site: TrialSite, inside: Inside, server: Server) -> Row:
    requests = [Request(site.lessons[0].url, visitor) for visitor in site.learners]
    budget = "≤ 6 queries, ≤ 2.5 ms CPU, ≥ 600/s at 8"
    return plain("lesson page, logged in", budget, requests, inside, server)


def course_page(site: TrialSite, inside: Inside, server: Server) -> Row:
    return plain("course page, anonymous", "≤ 4 queries, ≥ 1,000/s", [Request(site.course.url)], inside, server)


def catalog_page(site: TrialSite, inside: Inside, server: Server) -> Row:
    path = urlsplit(site.course.get_parent().url).path
    return plain("catalog, anonymous", "constant queries", [Request(path)], inside, server)


def case_page(site: TrialSite, inside: Inside, server: Server) -> Row:
    return plain("case page, anonymous", "≤ 4 queries, ≥ 1,000/s", [Request(site.case.url)], inside, server)


def case_list(site: TrialSite, inside: Inside, server: Server) -> Row:
    """The library with all its facets: nothing chosen, then a theme, an element and a level."""
    chosen = Request("/cases/?theme=volunteer&element=community&evidence=2")
    row = plain("case list, anonymous", "constant queries, ≤ 60 ms", [Request("/cases/"), chosen], inside, server)
    row.note = f"{CASES:,} cases"
    return row


def my_learning(site: TrialSite, inside: Inside, server: Server) -> Row:
    requests = [Request("/learn/", visitor) for visitor in site.learners]
    return plain("my learning", "constant queries", requests, inside, server)


def _beat(visitor: Visitor, lesson, position: float) -> Request:
    body = json.dumps({"position": position, "anchor": ""}).encode()
    path = f"/learn/units/{lesson.translation_key}/beat/"
    return Request(path, visitor, body, json=True, accept="application/json")


def progress_save(site: TrialSite, inside: Inside, server: Server) -> Row:
    requests = [_beat(visitor, lesson, 0.3) for lesson in site.lessons for visitor in site.learners]
    return plain("progress save", "≤ 4 queries, ≥ 700/s", requests, inside, server)


def completing_save(site: TrialSite, inside: Inside, server: Server) -> Row:
    """Each lesson can be completed once by each learner: as many turns as there are pairs."""
    requests = [_beat(visitor, lesson, 1) for lesson in site.lessons for visitor in site.learners]
    row = Row("completing save", "≥ 400/s, flat as the course grows")
    nearly_done(site)
    row.queries = str(inside.queries(requests[0]))
    nearly_done(site)
    row.cpu = inside.cpu(iter(requests))

    def each_once(clients: int) -> Load:
        nearly_done(site)
        turns = itertools.count()

        def work(client: int, turn: int) -> None:
            request = requests[next(turns) % len(requests)]
            if b'"completed": true' not in checked(server.ask(request), request).body:
                raise SystemExit("A lesson was not completed by its last beat.")

        return server.load(work, clients=clients, seconds=30, limit=len(requests))

    row.alone, row.together = each_once(1), each_once(8)
    row.note = f"{len(requests)} completions, course of {LESSONS} lessons"
    return row


def _answer(visitor: Visitor, attempt: Attempt, item: dict, sequence: int) -> Request:
    choice = item["choices"][sequence % len(item["choices"])]
    form = urlencode({"item": item["uid"], "value": choice["uid"], "sequence": sequence})
    return Request(f"/quiz/{attempt.uuid}/answer/", visitor, form.encode(), accept="application/json")


def answer_save(site: TrialSite, inside: Inside, server: Server) -> Row:
    attempts = [(visitor, open_attempt(site, visitor)) for visitor in site.learners]
    sequence = itertools.count(1)

    def fresh() -> Iterator[Request]:
        while True:
            number = next(sequence)
            visitor, attempt = attempts[number % len(attempts)]
            items = attempt.paper["items"]
            yield _answer(visitor, attempt, items[number // len(attempts) % len(items)], number)

    endless = fresh()
    row = Row(
        "answer save", "≤ 4 queries, ≥ 500/s", queries=str(inside.queries(next(endless))), cpu=inside.cpu(endless)
    )
    row.alone = under_load(server, list(itertools.islice(fresh(), 4000)), 1)
    row.together = under_load(server, list(itertools.islice(fresh(), 8000)), 8)
    return row


def _flow(site: TrialSite, visitor: Visitor, ask) -> int:
    """Begin, open, answer ten questions, hand in; returns the number of requests."""
    begin = Request(f"/quiz/start/{site.quiz.translation_key}/", visitor, b"")
    place = checked(ask(begin), begin).headers["Location"]
    sit = Request(urlsplit(place).path, visitor)
    checked(ask(sit), sit)
    attempt = Attempt.objects.get(uuid=place.rstrip("/").rsplit("/", 1)[1])
    answers = [_answer(visitor, attempt, item, number) for number, item in enumerate(attempt.paper["items"], 1)]
    hand_in = Request(f"/quiz/{attempt.uuid}/submit/", visitor, b"")
    for request in [*answers, hand_in]:
        checked(ask(request), request)
    return len(answers) + 3


def whole_quiz(site: TrialSite, inside: Inside, server: Server) -> Row:
    row = Row("whole quiz of 10 questions", "≤ 13 requests, ≤ 50 queries, ≥ 40 flows/s at 4")
    visitor = site.learners[0]
    _flow(site, visitor, inside.ask)
    with inside.counting() as sent:
        requests = _flow(site, visitor, inside.ask)
    row.queries = f"{len(sent) - 1} in {requests} requests"  # one of them is this client's own look at the paper
    started = time.process_time()
    for _ in range(5):
        _flow(site, visitor, inside.ask)
    row.cpu = (time.process_time() - started) * 1000 / 5

    def work(client: int, turn: int) -> None:
        _flow(site, site.learners[client], server.ask)

    row.alone = server.load(work, clients=1, seconds=SECONDS)
    four = server.load(work, clients=4, seconds=SECONDS)
    row.note = f"flows; 4 clients: {four.rate:.0f}/s (p50 {four.median:.0f} ms, p95 {four.p95:.0f} ms)"
    return row


def certificate() -> Row:
    row = Row("certificate, warm", "≤ 60 ms CPU, ≤ 120 KB")
    if problem := weasyprint_problem():
        row.note = problem
        return row
    facts = CertificateFacts(
        holder_name="欧阳明轩", course_title="社区议事协商实务", started_on=datetime.date(2026, 9, 1),
        completed_on=datetime.date(2026, 11, 20), issued_on=datetime.date(2026, 11, 24),
        issuer_name="广州市番禺区社区学院", number="PY-2026-GZ01-000042-E", code="7K3M-Q9XR-2VTD",
        verify_url="https://academy.example.org/v/7K3M-Q9XR-2VTD", hours=Decimal(48), result_text="考核合格",
    )  # fmt: skip
    for _ in range(3):
        pdf = render_pdf(facts)
    times = []
    for _ in range(15):
        started = time.process_time()
        render_pdf(facts)
        times.append((time.process_time() - started) * 1000)
    row.cpu = sorted(times)[7]
    row.note = f"{len(pdf) / 1024:.0f} KB"
    return row


def first_visit(site: TrialSite, inside: Inside, browse) -> Row:
    """What a phone loads on its first lesson, pictures left out. The web server in front compresses pages."""
    row = Row("first visit to a lesson", "≤ 120 KB compressed, ≤ 10 requests")
    visitor = site.learners[0]
    loaded = browse(site.lessons[0].url, visitor)
    if loaded is None:
        row.note = "no browser here"
        return row
    page = len(gzip.compress(inside.ask(Request(site.lessons[0].url, visitor)).body))
    assets = sum(size for kind, size in loaded if kind not in ("image", "document"))
    count = sum(kind != "image" for kind, _size in loaded)
    row.note = f"{(page + assets) / 1024:.0f} KB in {count} requests (page {page / 1024:.1f} KB)"
    return row
