"""Asking an expert: the question, who has it, the answer in time, and what happens when there is none."""

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import Organisation, User
from accounts.queries import due_after
from cases.workflow import NotPossible
from content.themes import Theme
from practice.enums import QuestionState
from practice.models import Answer, AnswerRules, ExpertProfile, Question
from practice.services.guidance_telling import tell_answered, tell_asked, tell_closed
from practice.supervision import decides, expert_for, units_to_ask_for

REASON_LENGTH = 200
WITH = ("asker", "unit", "expert")


def _held(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related(*WITH)
    return rows.get(pk=question.pk)


def _due():
    return due_after(AnswerRules.load().answer_days)


def _available(unit: Organisation, expert: User, asker: User) -> bool:
    """Whether the expert is one for the unit, takes on new matters and does not ask themselves."""
    offered = ExpertProfile.objects.for_unit(unit).filter(is_available=True, user=expert)
    return expert.pk != asker.pk and offered.exists()


@transaction.atomic
def ask_expert(
    *, asker: User, unit: Organisation, theme: str, title: str, text: str, expert: User | None = None,
    key: UUID | None = None,
) -> Question:  # fmt: skip
    """Ask, for a unit where the person has a post or contributes. The same `key` sent again is the same question.

    Without `expert` the lead of the nearest team gets it, or else the district, which hands it on. Raises
    PermissionDenied for somebody else's unit, ValidationError by field.
    """
    User.objects.select_for_update().get(pk=asker.pk)
    if key is not None and (known := Question.objects.filter(uuid=key).first()):
        if known.asker_id != asker.pk:
            raise PermissionDenied
        return known
    if unit.pk not in {one.pk for one in units_to_ask_for(asker)}:
        raise PermissionDenied
    if expert is not None and not _available(unit, expert, asker):
        raise ValidationError({"expert": _("This expert takes on no new questions at the moment.")})
    chosen = expert or expert_for(unit)
    row = Question(
        asker=asker, unit=unit, theme=Theme(theme), title=title.strip(), text=text.strip(), due_on=_due(),
        expert=chosen if chosen is None or chosen.pk != asker.pk else None,
    )  # fmt: skip
    if key is not None:
        row.uuid = key
    row.full_clean(exclude=["asker", "unit", "expert"])
    row.save()
    log(row, "practice.question_asked", user=asker, data={"expert": row.expert_id})
    tell_asked(row)
    return row


@transaction.atomic
def answer_question(*, question: Question, by: User, text: str) -> Answer:
    """Answer, as the expert who has the question. Answered already is as good.

    Raises PermissionDenied for anybody else, NotPossible when it was closed, ValidationError without words.
    """
    row = _held(question)
    if row.expert_id != by.pk:
        raise PermissionDenied
    if row.state == QuestionState.ANSWERED:
        return row.answer
    if not row.is_open:
        raise NotPossible
    answer = Answer(question=row, by=by, text=text.strip())
    answer.full_clean(exclude=["question", "by"])
    answer.save()
    row.state, row.closed_at = QuestionState.ANSWERED, timezone.now()
    row.save(update_fields=["state", "closed_at"])
    log(row, "practice.question_answered", user=by)
    tell_answered(answer)
    return answer


def may_pass_on(user: User, question: Question) -> bool:
    return question.is_open and (question.expert_id == user.pk or decides(user, question))


@transaction.atomic
def pass_on(*, question: Question, by: User, expert: User | None, reason: str = "") -> Question:
    """Hand a question to another expert; an expert may also give it back to the district (`expert` None).

    The day of the answer was promised to the asker and stays, unless it has passed. Raises PermissionDenied,
    NotPossible when nobody waits any more, ValidationError by field.
    """
    row = _held(question)
    if row.expert_id != by.pk and not decides(by, row):
        raise PermissionDenied
    if not row.is_open:
        raise NotPossible
    if row.expert_id == (expert.pk if expert else None):
        return row
    if expert is None and row.expert_id != by.pk:
        raise ValidationError({"expert": _("Please choose who answers.")})
    if expert is not None and not _available(row.unit, expert, row.asker):
        raise ValidationError({"expert": _("This expert takes on no new questions at the moment.")})
    before, row.expert, row.state = row.expert_id, expert, QuestionState.PASSED_ON
    if row.is_late:
        row.due_on, row.escalated_at = _due(), None
    row.save(update_fields=["expert", "state", "due_on", "escalated_at"])
    data = {"from": before, "to": row.expert_id, "reason": reason.strip()[:REASON_LENGTH]}
    made = log(row, "practice.question_passed_on", user=by, data=data)
    tell_asked(row, turn=f"passed-{made.pk if made else timezone.now().timestamp()}")
    return row


@transaction.atomic
def close_question(*, question: Question, by: User, reason: str) -> Question:
    """Nobody needs to answer any more: the asker found it, or the district says why. Closed already is as good."""
    row = _held(question)
    if row.asker_id != by.pk and not decides(by, row):
        raise PermissionDenied
    if row.state == QuestionState.CLOSED:
        return row
    if not row.is_open:
        raise NotPossible
    words = reason.strip()
    if not words or len(words) > REASON_LENGTH:
        raise ValidationError({"reason": _("Please give the reason in at most 200 characters.")})
    row.state, row.closed_at, row.closed_reason = QuestionState.CLOSED, timezone.now(), words
    row.save(update_fields=["state", "closed_at", "closed_reason"])
    log(row, "practice.question_closed", user=by, data={"reason": words})
    tell_closed(row, by)
    return row
