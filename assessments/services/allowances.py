"""Granting extra time and make-up attempts, and taking them back."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import NoticeKind
from accounts.models import User
from accounts.queries import can
from accounts.services import notify
from assessments.models import Allowance, Attempt, QuizPage
from assessments.models.allowances import GRANTING_ROLES
from learning.models import Enrollment


@transaction.atomic
def grant_allowances(
    *, quiz: QuizPage, enrollments: Iterable[Enrollment], by: User, reason: str, batch: UUID, minutes: int = 0,
    attempts: int = 0, opens_at: datetime.datetime | None = None, closes_at: datetime.datetime | None = None,
) -> list[Allowance]:  # fmt: skip
    """Give each of `enrollments` minutes and attempts at `quiz`, and tell the learners.

    `batch` names the form: sent twice it grants once. An attempt under way gets the minutes at once. Raises
    ValidationError for nothing to give, a window that ends before it begins or is over, and for oneself;
    PermissionDenied outside the person's units.
    """
    rows = list(enrollments)
    _check(rows, by, minutes, attempts, closes_at)
    made = []
    for enrollment in rows:
        # The lock also keeps an attempt from beginning between the grant and the running one's new deadline.
        Enrollment.objects.select_for_update().only("pk").get(pk=enrollment.pk)
        if Allowance.objects.filter(enrollment=enrollment, quiz=quiz, batch=batch).exists():
            continue
        row = Allowance(
            enrollment=enrollment, quiz=quiz, minutes=minutes, attempts=attempts, opens_at=opens_at,
            closes_at=closes_at, reason=reason.strip(), by=by, batch=batch,
        )  # fmt: skip
        row.full_clean(exclude=["enrollment", "quiz", "by"], validate_unique=False)
        row.save(force_insert=True)
        if minutes and row.facts().holds(timezone.now()):
            _lengthen(enrollment, quiz, minutes)
        log(
            row, "assessments.allowance", user=by, title=f"{quiz.title}: {enrollment.learner}",
            data={"minutes": minutes, "attempts": attempts, "reason": row.reason},
        )  # fmt: skip
        _tell(row)
        made.append(row)
    return made


@transaction.atomic
def end_allowance(*, allowance: Allowance, by: User) -> Allowance:
    """Take an allowance back; attempts that began with it keep their time. Twice changes nothing."""
    row = Allowance.objects.select_for_update(of=("self",)).select_related("enrollment__course").get(pk=allowance.pk)
    if not can(by, row.enrollment.course.organisation, *GRANTING_ROLES):
        raise PermissionDenied
    if row.ended_at is None:
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        log(row, "assessments.allowance_end", user=by, title=f"{row.quiz.title}: {row.enrollment.learner}")
    return row


def _check(rows: list[Enrollment], by: User, minutes: int, attempts: int, closes_at: datetime.datetime | None) -> None:
    if not rows:
        raise ValidationError(_("Nobody fits: no learner has used up the attempts without passing."))
    if not minutes and not attempts:
        raise ValidationError(_("Give extra minutes, extra attempts, or both."))
    if closes_at is not None and closes_at <= timezone.now():
        raise ValidationError({"closes_at": _("This is over already.")})
    if any(row.learner_id == by.pk for row in rows):
        raise ValidationError(_("Nobody grants this to themselves. Ask a colleague."))
    units = {row.course.organisation_id: row.course.organisation for row in rows}
    if not all(can(by, unit, *GRANTING_ROLES) for unit in units.values()):
        raise PermissionDenied


def _lengthen(enrollment: Enrollment, quiz: QuizPage, minutes: int) -> None:
    """Move the deadline of the attempt under way; one that is over already stays over."""
    locked = Attempt.objects.select_for_update().open().filter(enrollment=enrollment, quiz=quiz)
    running = locked.only("pk", "deadline", "submitted_at").first()
    if running is not None and running.deadline is not None and not running.is_overdue():
        running.deadline += datetime.timedelta(minutes=minutes)
        running.save(update_fields=["deadline"])


def _tell(row: Allowance) -> None:
    words = (
        _("You may sit “%(quiz)s” again: %(attempts)d more attempts.")
        if row.attempts
        else _("You have %(minutes)d more minutes in “%(quiz)s”.")
    )
    notify(
        users=[row.enrollment.learner], kind=NoticeKind.TASK, url=row.quiz.url or "", key=f"allowance:{row.uuid}",
        text=words % {"quiz": row.quiz, "attempts": row.attempts, "minutes": row.minutes},
    )  # fmt: skip
