"""After a wrong key: who is affected, and marking their papers anew."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import NoticeKind
from accounts.models import User
from accounts.services import notify
from assessments.enums import FeedbackPolicy
from assessments.models import Attempt, Question, QuizPage, Regrade, Response
from assessments.regrading import Outcome, Standing, applies, marks_differ, new_part, outcome
from assessments.services.marking import locked_attempt, points_by_hand, store_marks, tell_learning

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One affected attempt in the preview."""

    attempt: Attempt
    outcome: Outcome


@dataclass(slots=True)
class Preview:
    """Handed-in attempts that answered the question. `misfits` were asked other choices than the question has now."""

    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    misfits: int = 0
    elsewhere: int = 0

    @property
    def passing(self) -> int:
        """How many pass who had not."""
        return sum(bool(change.outcome.success) and not change.attempt.success for change in self.changes)


def preview_regrade(*, question: Question, by: User) -> Preview:
    """What marking anew with the published key of `question` would change; nothing is written."""
    found = Preview()
    today = _part_of(question)
    asked = _asked(question)
    mine = asked.filter(pk__in=Attempt.objects.remarkable_by(by).values("pk"))
    found.elsewhere = asked.count() - mine.count()
    rows = mine.defer(None).select_related("enrollment__learner", "enrollment__organisation", "quiz")
    for attempt in rows.prefetch_related("responses__task").order_by("pk").iterator(chunk_size=CHUNK):
        responses = list(attempt.responses.all())
        hand = {row.item: row.points for row in responses if hasattr(row, "task") and row.points is not None}
        old = attempt.answer_key["items"][str(question.uid)]
        part = new_part(old, today)
        if not marks_differ(old, part):
            found.unchanged += 1
        elif not applies(attempt.item(str(question.uid)) or {}, part):
            found.misfits += 1
        else:
            made = _outcome(attempt, str(question.uid), part, responses, hand)
            if made.changed:
                found.changes.append(Change(attempt, made))
            else:
                found.unchanged += 1
    return found


def regrade_question(*, question: Question, by: User, reason: str) -> int:
    """Mark anew, with the published key, every attempt in the person's scope that was asked `question`.

    Each attempt in a transaction of its own: broken off half-way, or pressed twice, it goes on where it stopped and
    marks nothing twice. Papers under way get the right key, too. What was passed stays passed; people whose result
    changed are told. Returns how many handed-in attempts were marked anew. Raises ValidationError without a reason.
    """
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why; those affected read it.")})
    scope = Attempt.objects.remarkable_by(by)
    running = Attempt.objects.open().filter(quiz__in=_quizzes(question).values("pk"))
    keys = set(_asked(question).filter(pk__in=scope.values("pk")).values_list("pk", flat=True))
    keys |= set(running.filter(pk__in=scope.values("pk")).values_list("pk", flat=True))
    done = sum(_regrade(pk, question, by, reason) for pk in sorted(keys))
    log(question, "assessments.regrade", user=by, data={"reason": reason, "attempts": done})
    return done


def _part_of(question: Question) -> dict:
    """The key of the question as published today, as a new paper would get it."""
    facts = question.facts()
    part = question.kind_now.key_part(facts.choices)
    return part | {"explanation": facts.explanation, "source": facts.source}


def _asked(question: Question) -> QuerySet[Attempt]:
    """Handed-in attempts that answered the question and were not yet marked anew with its present key."""
    uid = str(question.uid)
    answered = Response.objects.filter(attempt=OuterRef("pk"), item=uid, value__isnull=False)
    done = Regrade.objects.filter(attempt=OuterRef("pk"), item=uid, revision=question.live_revision_id or 0)
    return Attempt.objects.filter(Exists(answered), ~Exists(done), submitted_at__isnull=False).order_by()


def _quizzes(question: Question) -> QuerySet[QuizPage]:
    return QuizPage.objects.filter(Q(quiz_questions__question=question) | Q(draw_rules__bank=question.bank_id))


def _outcome(attempt: Attempt, uid: str, part: dict, responses: list[Response], hand: dict) -> Outcome:
    values = {row.item: row.value for row in responses}
    standing = Standing(attempt.points, attempt.success)
    return outcome(attempt.paper, attempt.answer_key, uid, part, values, hand, standing)


@transaction.atomic
def _regrade(pk: int, question: Question, by: User, reason: str) -> bool:
    """Mark one attempt anew; whether it was handed in and the key made a difference."""
    attempt, uid = locked_attempt(pk), str(question.uid)
    item = attempt.item(uid)
    if item is None:
        return False
    old = attempt.answer_key["items"][uid]
    part = new_part(old, _part_of(question))
    known = Regrade.objects.filter(attempt=attempt, item=uid, revision=question.live_revision_id or 0)
    if not marks_differ(old, part) or not applies(item, part) or known.exists():
        return False
    if attempt.is_open:
        _put_key(attempt, uid, part)
        attempt.save(update_fields=["answer_key"])
        return False
    responses = list(attempt.responses.all())
    made = _outcome(attempt, uid, part, responses, points_by_hand(attempt))
    before = _figures(attempt, uid, responses)
    store_marks(responses, made.result)
    _put_key(attempt, uid, part)
    if not attempt.is_waiting:
        attempt.points, attempt.score_scaled = made.result.points, made.result.scaled
        attempt.success = made.success
    attempt.save(update_fields=["answer_key", "points", "score_scaled", "success"])
    after = _figures(attempt, uid, list(attempt.responses.all()))
    row = Regrade(
        attempt=attempt, item=uid, revision=question.live_revision_id or 0, reason=reason, by=by, before=before,
        after=after,
    )  # fmt: skip
    row.full_clean(exclude=["attempt", "by"], validate_unique=False, validate_constraints=False)
    row.save(force_insert=True)
    if made.changed:
        _tell(attempt, made, row, passed_before=bool(before["success"]))
    return True


def _put_key(attempt: Attempt, uid: str, part: dict) -> None:
    attempt.answer_key = {**attempt.answer_key, "items": {**attempt.answer_key["items"], uid: part}}


def _figures(attempt: Attempt, uid: str, responses: list[Response]) -> dict:
    points = next((row.points for row in responses if row.item == uid), None)
    return {
        "version": 1, "key": attempt.answer_key["items"][uid], "success": attempt.success,
        "item_points": None if points is None else str(points),
        "points": None if attempt.points is None else str(attempt.points),
        "score": None if attempt.score_scaled is None else str(attempt.score_scaled),
    }  # fmt: skip


def _tell(attempt: Attempt, made: Outcome, row: Regrade, *, passed_before: bool) -> None:
    """Learning keeps the result that counts; the learner is told what can be seen of the change."""
    if not attempt.is_waiting:
        tell_learning(attempt, success=made.success, scaled=made.result.scaled)
    newly = bool(made.success) and not passed_before
    if not newly and attempt.paper["settings"]["feedback"] == FeedbackPolicy.NEVER:
        return
    words = (
        _("“%(quiz)s” was marked again after a correction: you passed.")
        if newly
        else _("“%(quiz)s” was marked again after a correction; your points changed.")
    )
    notify(
        users=[attempt.enrollment.learner], kind=NoticeKind.RESULT, text=words % {"quiz": attempt.quiz},
        url=reverse("assessments:result", args=[attempt.uuid]), key=f"regrade:{row.uuid}",
    )  # fmt: skip
