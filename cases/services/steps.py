"""The one door through which a submission goes from one state to the next."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import User
from accounts.queries import due_after
from cases.enums import Action, ReviewState, State
from cases.models import Decision, Submission
from cases.queries import has_interest, may_take, rubric_in_force
from cases.services.pages import put_back
from cases.workflow import DECIDED, Step, step

LOG_ACTION = "cases.step"
# After these a new version of a case in the library is off the table, for now or for good.
_OFF = (State.RETURNED, State.WITHDRAWN, State.REJECTED, State.RESERVE)


def locked(submission: Submission) -> Submission:
    """The row as it is now, held until the end of the transaction: two reviewers at once take one step."""
    rows = Submission.objects.select_for_update(of=("self",)).select_related("unit", "contributor")
    return rows.get(pk=submission.pk)


@transaction.atomic
def take_step(
    *,
    submission: Submission,
    action: Action,
    by: User,
    reason: str = "",
    to: State | None = None,
    scores: dict[str, Any] | None = None,
) -> tuple[Submission, Decision]:
    """Lead a submission on and write down who did it and why; returns it with the decision.

    `to` replaces the table's next state where the unit decides (the first review). Raises NotPossible when the case
    stands elsewhere by now, PermissionDenied without the role or with an interest in the case, ValidationError
    (code "reason") when a reason is asked for and none was given.
    """
    row = locked(submission)
    arrow = step(row.state, action)
    _check(row, arrow, by, reason.strip())
    before = row.state
    row.state = to or arrow.to
    row.due_on = _due(row)
    if row.state in DECIDED and row.decided_at is None:
        row.decided_at = timezone.now()
    if before == State.EXPERT_REVIEW:
        _close_reviews(row)
    row.full_clean(exclude=["unit", "contributor", "case"])
    row.save(update_fields=["state", "due_on", "decided_at", "third_needed"])
    if row.renews and row.state in _OFF:
        put_back(submission=row, by=by)
    made = Decision(
        submission=row, version=row.versions.order_by("-number").first(), step=before, verdict=action,
        reason=reason.strip(), scores=scores or {}, reviewer=by,
    )  # fmt: skip
    made.full_clean()
    made.save()
    log(row, LOG_ACTION, user=by, data={"action": str(action), "from": str(before), "to": str(row.state)})
    return row, made


def _close_reviews(row: Submission) -> None:
    """Nobody goes on scoring what was decided, returned or withdrawn."""
    row.reviews.filter(state=ReviewState.ASSIGNED).update(state=ReviewState.CANCELLED)
    row.third_needed = False


def _check(row: Submission, arrow: Step, by: User, reason: str) -> None:
    if not may_take(by, row, arrow):
        raise PermissionDenied
    if Role.CASE_CONTRIBUTOR not in arrow.roles and has_interest(by, row):
        # 回避: nobody decides a case of the own unit, whatever role they hold.
        raise PermissionDenied(_("You have to do with this case, so somebody else has to decide it."))
    if arrow.reason and not reason:
        raise ValidationError(_("Please say why; the submitting unit will read it."), code="reason")


def _due(row: Submission):
    days = rubric_in_force().days_for(row.state)
    return due_after(days) if days else None
