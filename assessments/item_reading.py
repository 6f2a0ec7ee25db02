"""What first attempts say of their questions, gathered from papers and answers. Reads, never writes; no name leaves
this module.

Everybody counts once at a quiz, with the first attempt handed in: later ones are taken by people who have seen the
answers. An attempt counts when all of it is marked. Points are those that were given, corrections of the key included.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments.item_statistics import Taken
from assessments.kinds import kind_of
from assessments.models import Attempt, Response

# Between two answers: less is a phone that was offline and sends all it kept, more is a break.
SHORTEST, LONGEST = datetime.timedelta(seconds=1), datetime.timedelta(minutes=30)


def first_attempts() -> QuerySet[Attempt]:
    """Of every learner the first attempt handed in at each quiz, in whatever enrollment."""
    before = Q(submitted_at__lt=OuterRef("submitted_at")) | Q(
        submitted_at=OuterRef("submitted_at"), pk__lt=OuterRef("pk")
    )
    earlier = Attempt.objects.filter(
        before, quiz=OuterRef("quiz"), enrollment__learner=OuterRef("enrollment__learner"), submitted_at__isnull=False
    )
    return Attempt.objects.filter(~Exists(earlier), submitted_at__isnull=False).order_by()


def counted_attempts() -> QuerySet[Attempt]:
    return first_attempts().filter(success__isnull=False)


@dataclass(slots=True)
class Gathered:
    """What the papers say of each question: rows by its uid, its last print and whose paper that was."""

    rows: dict[str, list[Taken]] = field(default_factory=lambda: defaultdict(list))
    prints: dict[str, dict] = field(default_factory=dict)
    source: dict[str, int] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    solved: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    papers: list[dict[str, float]] = field(default_factory=list)
    worth: set[float] = field(default_factory=set)

    def add(self, pk: int, item: dict, taken: Taken) -> None:
        uid, kind = item["uid"], kind_of(item["kind"])
        self.rows[uid].append(taken)
        self.prints[uid], self.source[uid] = item, pk
        self.texts[uid].update(kind.offered(item))
        if taken.share == 1:
            self.solved[uid].update(taken.chosen)


Answers = dict[str, tuple[Any, float, datetime.datetime]]


def answers_of(attempts: QuerySet[Attempt], **only: str) -> dict[int, Answers]:
    """Answers by attempt and item: value, points, when it was saved last. One query."""
    rows = Response.objects.filter(attempt__in=attempts.values("pk"), **only)
    found: dict[int, Answers] = defaultdict(dict)
    for attempt, item, value, points, saved in rows.values_list("attempt", "item", "value", "points", "saved_at"):
        found[attempt][item] = (value, float(points or 0), saved)
    return found


def seconds_of(started: datetime.datetime, answers: Answers) -> dict[str, float]:
    """How long each answer took: from the one saved before it, or from the beginning. An estimate."""
    found, before = {}, started
    given = sorted((saved, item) for item, (value, _points, saved) in answers.items() if value is not None)
    for saved, item in given:
        if SHORTEST <= saved - before <= LONGEST:
            found[item] = (saved - before).total_seconds()
        before = saved
    return found


def taking(item: dict, total: float, full: float, answers: Answers, seconds: dict[str, float]) -> Taken:
    """What one learner did with `item` on a paper that got `total` of `full` points."""
    value, got, _saved = answers.get(item["uid"], (None, 0.0, None))
    worth = float(item["points"])
    others = full - worth
    chosen = () if value is None else kind_of(item["kind"]).counted(item, value)
    rest = (total - got) / others if others > 0 else None
    return Taken(rest, got / worth if worth else 0.0, chosen, seconds.get(item["uid"]))


def gather(attempts: QuerySet[Attempt]) -> tuple[Gathered, list[float], list[bool]]:
    """All that `attempts` say, their scores, and whether they passed. Two queries."""
    found, scores, passed = Gathered(), [], []
    answers = answers_of(attempts)
    columns = ("pk", "paper", "points", "max_points", "score_scaled", "success", "started_at")
    for pk, paper, total, full, score, success, started in attempts.order_by("pk").values_list(*columns).iterator():
        scores.append(float(score or 0))
        passed.append(bool(success))
        given = answers.get(pk, {})
        seconds, points = seconds_of(started, given), {}
        for item in paper["items"]:
            taken = taking(item, float(total), float(full), given, seconds)
            found.add(pk, item, taken)
            points[item["uid"]] = taken.share * float(item["points"])
            found.worth.add(float(item["points"]))
        found.papers.append(points)
    return found, scores, passed
