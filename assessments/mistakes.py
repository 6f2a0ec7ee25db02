"""The wrong-question notebook (错题本) of a learner: what went wrong, as it was asked, for practicing it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from assessments.enums import FeedbackPolicy
from assessments.kinds import Kind, kind_of
from assessments.models import Attempt, Practice, Response
from assessments.streaks import ENOUGH, Answer, Streak, since, still_wrong


@dataclass(frozen=True, slots=True)
class Mistake:
    """One question of the notebook. `key` stays on the server until it was answered."""

    item: dict
    key: dict
    kind: Kind
    quiz: str
    at: datetime.datetime
    right_in_row: int
    answers: int

    @property
    def uid(self) -> str:
        return self.item["uid"]

    @property
    def source(self) -> dict | None:
        """The lesson it comes from."""
        return self.key["source"]

    @property
    def left(self) -> int:
        """How many more right answers in a row it takes."""
        return ENOUGH - self.right_in_row


def _answers_shown() -> Q:
    """Papers whose right answers their learners see by now; the same rule as `quiz_rules.shows_answers`."""
    policy = "attempt__paper__settings__feedback"
    at_hand = Q(**{policy: FeedbackPolicy.AFTER.value}) | Q(**{policy: FeedbackPolicy.AT_ONCE.value})
    return at_hand | Q(**{policy: FeedbackPolicy.CLOSED.value}, attempt__quiz__closes_at__lte=timezone.now())


def open_mistakes(user: User, *, settled: bool = False) -> list[Answer]:
    """What went wrong on the person's own papers, as far as their quizzes show right answers. Two queries.

    With `settled`, what practice has dealt with as well. What people marked is left out: nobody could say at once
    whether it is right.
    """
    rows = Response.objects.filter(
        attempt__enrollment__learner=user, attempt__submitted_at__isnull=False, correct__isnull=False,
        value__isnull=False, feedback__isnull=True,
    ).filter(_answers_shown())  # fmt: skip
    found = rows.values_list("pk", "attempt_id", "item", "correct", "attempt__submitted_at")
    kept = Practice.objects.filter(learner=user).values_list("item", "right_in_row", "answered_at")
    streaks = {} if settled else {item: Streak(row, at) for item, row, at in kept}
    return still_wrong([Answer(*row) for row in found], streaks)


def laid_out(user: User, answers: Sequence[Answer]) -> list[Mistake]:
    """`answers` with their questions, as the papers asked them. Two queries."""
    attempts = Attempt.objects.of_learner(user).defer(None).in_bulk({answer.attempt for answer in answers})
    practice = {row.item: row for row in Practice.objects.filter(learner=user, item__in=[a.item for a in answers])}
    return [_mistake(attempts[answer.attempt], answer, practice.get(answer.item)) for answer in answers]


def _mistake(attempt: Attempt, answer: Answer, practice: Practice | None) -> Mistake:
    item = attempt.item(answer.item) or {}
    streak = Streak(practice.right_in_row, practice.answered_at) if practice else None
    return Mistake(
        item=item, key=attempt.answer_key["items"][answer.item], kind=kind_of(item["kind"]),
        quiz=attempt.paper["settings"]["title"], at=answer.at, right_in_row=since(streak, answer.at),
        answers=practice.answers if practice else 0,
    )  # fmt: skip
