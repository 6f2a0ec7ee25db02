"""What `benchmarks.kill` tries, and how it looks for damage afterwards."""

import threading
import time
from collections.abc import Callable
from decimal import Decimal
from random import Random
from urllib.parse import urlencode, urlsplit

from django.db import connection
from wagtail.models import ModelLogEntry

from assessments.models import Attempt, Response
from assessments.services import start_attempt
from benchmarks import trial_site
from benchmarks.asking import Request
from benchmarks.asking import Server as Asked
from benchmarks.trial_site import Visitor

SUBMITTED = "assessments.attempt.submit"


class Sitting:
    """One learner who answers question after question and remembers what the server acknowledged."""

    def __init__(self, visitor: Visitor, attempt: Attempt, asked: Asked, random: Random) -> None:
        self.visitor, self.attempt, self.asked, self.random = visitor, attempt, asked, random
        self.kept: dict[str, tuple[int, str]] = {}
        self.handed_in = False

    def run(self, until: threading.Event) -> None:
        """Answer until the server is gone; now and then hand in."""
        sequence = 0
        while not until.is_set() and not self.handed_in:
            sequence += 1
            item = self.random.choice(self.attempt.paper["items"])
            choice = self.random.choice(item["choices"])["uid"]
            try:
                if sequence > 8 and self.random.random() < 0.04:
                    self.handed_in = self.hand_in()
                elif self._save(item["uid"], choice, sequence):
                    self.kept[item["uid"]] = (sequence, choice)
            except (OSError, IndexError, ValueError):
                return

    def _save(self, item: str, choice: str, sequence: int) -> bool:
        body = urlencode({"item": item, "value": choice, "sequence": sequence}).encode()
        path = f"/quiz/{self.attempt.uuid}/answer/"
        answer = self.asked.ask(Request(path, self.visitor, body, accept="application/json"))
        # A torn answer is none: the page says "saved" only when it has read all of it.
        return answer.status == 200 and answer.body.endswith(b"}")

    def hand_in(self) -> bool:
        path = f"/quiz/{self.attempt.uuid}/submit/"
        return self.asked.ask(Request(path, self.visitor, b"")).status == 302


class Proofs:
    def __init__(self, server, random: Random) -> None:
        self.server, self.random = server, random
        self.site = trial_site.build(cases=1)
        self.asked = Asked(server.port)
        self.vendor = connection.vendor
        self.database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[self.vendor]
        self.counts = {"acknowledged": 0, "lost": 0, "half": 0, "doubled": 0, "closed": 0, "killed": 0}
        self.results = self.open_twice = 0
        self.faults = 0

    def said(self) -> str:
        return ", ".join(f"{name} {count}" for name, count in self.counts.items())

    def kill_round(self, learners: int) -> None:
        self.learners = learners
        visitors = self.random.sample(self.site.learners, learners)
        sittings = [Sitting(v, self._begin(v), self.asked, Random(self.random.random())) for v in visitors]
        over = threading.Event()
        threads = [threading.Thread(target=sitting.run, args=(over,)) for sitting in sittings]
        for thread in threads:
            thread.start()
        time.sleep(self.random.uniform(0.3, 2.0))
        self.server.kill()
        self.counts["killed"] += 1
        over.set()
        for thread in threads:
            thread.join()
        connection.close()
        self.server.start()
        for sitting in sittings:
            self._check(sitting)
            sitting.hand_in()
            self._check(sitting)
            self.counts["closed"] += not self._now(sitting).is_open

    def _begin(self, visitor: Visitor) -> Attempt:
        return start_attempt(learner=visitor.user, quiz=self.site.quiz)

    def _now(self, sitting: Sitting) -> Attempt:
        return Attempt.objects.get(pk=sitting.attempt.pk)

    def _check(self, sitting: Sitting) -> None:
        attempt = self._now(sitting)
        rows = {row.item: row for row in Response.objects.filter(attempt=attempt)}
        lost = sum(not _kept(rows.get(item), *said) for item, said in sitting.kept.items())
        lost += sitting.handed_in and attempt.is_open
        entries = ModelLogEntry.objects.filter(action=SUBMITTED, object_id=str(attempt.pk)).count()
        half, doubled = not _whole(attempt, list(rows.values())), entries > 1 or (entries == 0) != attempt.is_open
        self.counts["acknowledged"] += len(sitting.kept)
        for name, found in (("lost", lost), ("half", half), ("doubled", doubled)):
            self.counts[name] += found
            self.faults += found

    def hand_in_together(self, attempts: int, times: int) -> None:
        """Every one of `attempts` handed in `times` at the same moment: one result each."""
        for number in range(attempts):
            visitor = self.site.learners[number % len(self.site.learners)]
            sitting = Sitting(visitor, self._begin(visitor), self.asked, self.random)
            for item in sitting.attempt.paper["items"]:
                sitting._save(item["uid"], item["choices"][0]["uid"], 1)
            _together(sitting.hand_in, times)
            entries = ModelLogEntry.objects.filter(action=SUBMITTED, object_id=str(sitting.attempt.pk))
            self.results += entries.count()
            self.faults += not _whole(self._now(sitting), list(sitting.attempt.responses.all()))
        self.attempts, self.times = attempts, times
        self.faults += self.results != attempts

    def begin_together(self, times: int) -> None:
        """Two tabs begin the quiz at the same moment, `times` over: one open attempt."""
        for number in range(times):
            visitor = self.site.learners[number % len(self.site.learners)]
            begin = Request(f"/quiz/start/{self.site.quiz.translation_key}/", visitor, b"")
            places = _together(lambda begin=begin: urlsplit(self.asked.ask(begin).headers["Location"]).path, 2)
            found = Attempt.objects.of_learner(visitor.user).open()
            self.open_twice += found.count() != 1 or len(set(places)) != 1
            Sitting(visitor, found.get(), self.asked, self.random).hand_in()
        self.tabs = times
        self.faults += self.open_twice

    def table(self, rounds: int) -> list[str]:
        counts = self.counts
        return [
            f"| {self.database} | wanted | found |",
            "|---|---|---|",
            f"| rounds with SIGKILL | – | {rounds} |",
            f"| answers checked that the server had acknowledged | – | {counts['acknowledged']:,} |",
            f"| acknowledged answers or hand-ins lost | 0 | {counts['lost']} |",
            f"| attempts marked in part | 0 | {counts['half']} |",
            f"| results missing or doubled | 0 | {counts['doubled']} |",
            f"| attempts that could be handed in afterwards | {rounds * self.learners} | {counts['closed']} |",
            f"| results of {self.attempts} attempts, each handed in {self.times} times at once | {self.attempts} "
            f"| {self.results} |",
            f"| two tabs beginning at once, {self.tabs} times: not exactly one attempt | 0 | {self.open_twice} |",
        ]


def _kept(row: Response | None, sequence: int, choice: str) -> bool:
    """Whether the answer that was acknowledged, or a newer one, is in the database."""
    if row is None or row.sequence < sequence:
        return False
    return row.sequence > sequence or row.value == [choice]


def _whole(attempt: Attempt, rows: list[Response]) -> bool:
    """Open and without any mark, or closed with every answer marked and the marks adding up."""
    marks = [row.points for row in rows]
    if attempt.is_open:
        return attempt.points is None and attempt.success is None and not any(mark is not None for mark in marks)
    return None not in marks and sum(marks, Decimal(0)) == attempt.points and attempt.success is not None


def _together(action: Callable, times: int) -> list:
    """What each of `times` threads got that act at the same moment."""
    gate, found = threading.Barrier(times), []

    def run() -> None:
        gate.wait()
        found.append(action())

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
