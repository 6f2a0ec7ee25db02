"""Is it still done this way? Asked once a year, answered by the owner in a sentence, taken over by the district."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import NoticeKind, Role
from accounts.models import User
from accounts.queries import can, people_with
from accounts.services import notify
from cases.enums import AliveKind, AliveState, Stage
from cases.models import AliveAnswer, CaseFollowUp, CasePage
from cases.workflow import NotPossible

LOG_ACTION = "cases.alive"


@transaction.atomic
def ask_alive(*, day: datetime.date | None = None) -> list[AliveAnswer]:
    """Ask the owners of all cases nobody has confirmed for a year; returns the questions that are new.

    Who was asked and has not answered is not asked again.
    """
    stale = CasePage.objects.in_library().stale(day).exclude(alive_answers__in=AliveAnswer.objects.open())
    asked = [AliveAnswer.objects.create(case=case) for case in stale.select_related("organisation").order_by("pk")]
    for row in asked:
        owners = people_with(row.case.organisation, Role.CASE_CONTRIBUTOR)
        text = _("Is “%(case)s” still done this way? A sentence is enough.") % {"case": row.case.title}
        notify(users=owners, kind=NoticeKind.TASK, text=text, url=_door(row.case), key=f"case-alive:{row.uuid}")
        log(row.case, LOG_ACTION, data={"act": "asked"})
    return asked


@transaction.atomic
def answer_alive(*, case: CasePage, kind: AliveKind, text: str, by: User, figures: str = "") -> AliveAnswer:
    """Answer for a public case of one's own unit, asked or not. A second answer replaces the first until it is taken.

    Raises CasePage.DoesNotExist for what is not public, PermissionDenied for whoever does not contribute for the unit,
    NotPossible for what has ended, ValidationError without a sentence.
    """
    case = CasePage.objects.in_library().select_for_update(of=("self",)).get(pk=case.pk)
    if not can(by, case.organisation, Role.CASE_CONTRIBUTOR):
        raise PermissionDenied
    if case.stage == Stage.ENDED:
        raise NotPossible
    row = AliveAnswer.objects.open().filter(case=case).first() or AliveAnswer(case=case)
    if not text.strip():
        raise ValidationError({"text": _("Please write a sentence: what is done today, or why it ended.")})
    row.kind, row.text, row.figures = AliveKind(kind), text.strip(), figures.strip()
    row.state, row.by, row.answered_at, row.objection = AliveState.WAITING, by, timezone.now(), ""
    row.full_clean(exclude=["case"])
    row.save()
    notify(
        users=people_with(case.organisation, Role.DISTRICT_REVIEWER), kind=NoticeKind.TASK,
        text=_("%(unit)s answered for “%(case)s”; please look at it.") % _names(case),
        url=reverse("cases:still_desk"), key=f"case-alive-answer:{row.uuid}",
    )  # fmt: skip
    log(case, LOG_ACTION, user=by, data={"act": "answered", "kind": row.kind})
    return row


@transaction.atomic
def confirm_alive(*, answer: AliveAnswer, by: User) -> AliveAnswer:
    """Take an answer over: its words become a follow-up, the case is confirmed on the day of the answer, or ended.

    Taken over already is as good. Raises PermissionDenied for whoever has no say or works at the unit.
    """
    row = AliveAnswer.objects.select_for_update().get(pk=answer.pk)
    if row.state == AliveState.APPROVED:
        return row
    _check(row, by)
    row.state, row.decided_by, row.decided_at = AliveState.APPROVED, by, timezone.now()
    row.save(update_fields=["state", "decided_by", "decided_at"])
    case = row.case
    case.alive_on = timezone.localdate(row.answered_at)
    if row.kind == AliveKind.ENDED:
        case.stage = Stage.ENDED
    CasePage.objects.filter(pk=case.pk).update(alive_on=case.alive_on, stage=case.stage)
    restore_follow_ups(case=case)
    _tell(row, _("What you wrote on “%(case)s” is in the library now. Thank you.") % _names(case), case.url or "")
    log(case, LOG_ACTION, user=by, data={"act": "confirmed", "kind": row.kind})
    return row


@transaction.atomic
def object_alive(*, answer: AliveAnswer, reason: str, by: User) -> AliveAnswer:
    """Give an answer back with a question; the owner answers anew. Raises ValidationError without a reason."""
    row = AliveAnswer.objects.select_for_update().get(pk=answer.pk)
    _check(row, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Please say why; the submitting unit will read it.")})
    row.state, row.objection, row.decided_by = AliveState.ASKED, reason.strip(), by
    row.full_clean(exclude=["case"])
    row.save(update_fields=["state", "objection", "decided_by"])
    _tell(row, _("On “%(case)s” the district asks once more.") % _names(row.case), _door(row.case))
    log(row.case, LOG_ACTION, user=by, data={"act": "objected", "reason": row.objection})
    return row


@transaction.atomic
def restore_follow_ups(*, case: CasePage) -> int:
    """Let the public case hold every answer that was taken over; returns how many were added.

    A newer text knows nothing of answers that came while it was being reviewed, so this follows every publication.
    """
    taken = list(case.alive_answers.filter(state=AliveState.APPROVED).order_by("decided_at"))
    there = set(CaseFollowUp.objects.filter(case=case).values_list("on", "text"))
    rows = [CaseFollowUp(case=case, on=timezone.localdate(row.answered_at), text=row.words) for row in taken]
    missing = [row for row in rows if (row.on, row.text) not in there]
    CaseFollowUp.objects.bulk_create(missing)
    if taken and taken[-1].kind == AliveKind.ENDED and case.stage != Stage.ENDED and not _renewed(case, taken[-1]):
        CasePage.objects.filter(pk=case.pk).update(stage=Stage.ENDED)
    return len(missing)


def _renewed(case: CasePage, answer: AliveAnswer) -> bool:
    """Whether a new version came out after the answer: then its own word counts."""
    return case.version_on is not None and case.version_on > timezone.localdate(answer.decided_at)


def _check(row: AliveAnswer, by: User) -> None:
    if row.state != AliveState.WAITING:
        raise NotPossible
    if not AliveAnswer.objects.to_decide_by(by).filter(pk=row.pk).exists():
        raise PermissionDenied


def _tell(row: AliveAnswer, text: str, url: str) -> None:
    if row.by is not None:
        notify(users=[row.by], kind=NoticeKind.RESULT, text=text, url=url)


def _door(case: CasePage) -> str:
    return reverse("cases:still", args=[case.translation_key])


def _names(case: CasePage) -> dict[str, str]:
    return {"case": case.title, "unit": case.organisation.name_short}
