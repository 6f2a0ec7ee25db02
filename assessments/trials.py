"""A test sitting: an author takes the quiz as a learner would, and nothing is recorded.

It lives in the person's session, one at a time, and ends with it. Attempt and answers are made for the pages only and
are never saved.
"""

import datetime
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounts.queries import due_after
from assessments.enums import ClosedBy
from assessments.extras import Extra
from assessments.grading import grade_paper
from assessments.kinds import Value, kind_of
from assessments.models import Attempt, QuizPage, Response
from assessments.quiz_rules import deadline

KEY = "assessments.trial"


@dataclass(slots=True)
class Trial:
    """The state of a test sitting as the session keeps it; times are texts in ISO form."""

    uuid: str
    quiz: int
    back: str
    paper: dict
    answer_key: dict
    started_at: str
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    submitted_at: str = ""

    def item(self, uid: str) -> dict | None:
        return next((item for item in self.paper["items"] if item["uid"] == uid), None)

    def answer(self, uid: str) -> dict[str, Any]:
        empty = {"value": None, "sequence": 0, "flagged": False, "checked_at": "", "saved_at": ""}
        return self.answers.setdefault(uid, empty)

    def save(self, uid: str, value: Value, sequence: int | None) -> bool:
        """Keep an answer by the rules of real ones; whether it is what is kept now."""
        kept = self.answer(uid)
        newest = sequence is None or sequence > kept["sequence"]
        if newest and not kept["checked_at"]:
            number = kept["sequence"] + 1 if sequence is None else sequence
            kept |= {"value": value, "sequence": number, "saved_at": timezone.now().isoformat()}
        return kept["value"] == value

    def check(self, uid: str) -> bool:
        """Fix an answer of practice, so that its marks are shown."""
        kept, item = self.answer(uid), self.item(uid)
        if item is None or kept["value"] is None or kind_of(item["kind"]).marked_by_person:
            return False
        kept["checked_at"] = kept["checked_at"] or timezone.now().isoformat()
        return True


def begin(request: HttpRequest, quiz: QuizPage, paper: dict, key: dict, *, back: str) -> Trial:
    """Begin anew with this paper; a trial that is under way is forgotten. `back` leads to the proof."""
    trial = Trial(
        uuid=str(uuid7()), quiz=quiz.pk, back=back, paper=paper, answer_key=key, started_at=timezone.now().isoformat()
    )
    keep(request, trial)
    return trial


def keep(request: HttpRequest, trial: Trial) -> None:
    request.session[KEY] = asdict(trial)


def trial_of(request: HttpRequest, uuid: UUID) -> Trial | None:
    """The person's own trial with this name."""
    kept = request.session.get(KEY)
    return Trial(**kept) if kept and kept["uuid"] == str(uuid) else None


def attempt_of(trial: Trial) -> tuple[Attempt, dict[str, Response]]:
    """The trial as the pages of a sitting want it. One query, for the quiz."""
    quiz = QuizPage.objects.get(pk=trial.quiz)
    started = _time(trial.started_at) or timezone.now()
    attempt = Attempt(
        uuid=UUID(trial.uuid), quiz=quiz, number=1, paper=trial.paper, answer_key=trial.answer_key, started_at=started,
        deadline=deadline(started, limit=trial.paper["settings"]["minutes"], closes_at=None, extra=Extra()),
        submitted_at=_time(trial.submitted_at), closed_by=ClosedBy.LEARNER if trial.submitted_at else "",
    )  # fmt: skip
    attempt.was_regraded = False
    responses = {
        uid: Response(
            item=uid, value=kept["value"], sequence=kept["sequence"], flagged=kept["flagged"],
            saved_at=_time(kept["saved_at"]) or started, checked_at=_time(kept["checked_at"]),
        )
        for uid, kept in trial.answers.items()
    }  # fmt: skip
    return attempt, responses


def marked(trial: Trial) -> tuple[Attempt, dict[str, Response]]:
    """The handed-in trial with its marks, worked out anew each time."""
    attempt, responses = attempt_of(trial)
    result = grade_paper(trial.paper, trial.answer_key, {uid: row.value for uid, row in responses.items()})
    for uid, mark in result.marks.items():
        if uid in responses:
            responses[uid].points, responses[uid].correct = mark.points, mark.correct
    attempt.max_points = result.max_points
    if result.waiting:
        attempt.marking_due = due_after(attempt.quiz.marking_days)
    else:
        attempt.points, attempt.success = result.points, result.passed
        attempt.score_scaled = result.scaled or Decimal(0)
    return attempt, responses


def _time(text: str) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None
