"""Decisions by named persons. Scores are shown to them and never decide alone."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import Action, State
from cases.models import Decision, Submission
from cases.models.reviews import RECOMMENDATIONS
from cases.opinions import judged_by, open_questions, tally
from cases.services.pages import take_over
from cases.services.steps import locked, take_step
from cases.services.telling import tell_result
from cases.workflow import NotPossible


@transaction.atomic
def decide(*, submission: Submission, verdict: Action, by: User, reason: str) -> tuple[Submission, Decision]:
    """Adopt, keep in reserve, return or reject a case, as a person of the district with a reason.

    Raises ValidationError (code "reviews") while an opinion is missing, one more is needed because two are far apart,
    or no expert has seen a new case; PermissionDenied for whoever scored it; and what `take_step` raises.
    """
    if verdict not in RECOMMENDATIONS:
        raise NotPossible
    row = locked(submission)
    if judged_by(row, by):
        raise PermissionDenied(_("You scored this case, so somebody else has to decide it."))
    if verdict != Action.RETURN:
        _check_opinions(row, verdict)
    return conclude(submission=row, verdict=verdict, by=by, reason=reason)


def _check_opinions(row: Submission, verdict: Action) -> None:
    if row.state == State.DISTRICT_REVIEW and verdict == Action.ADOPT and not row.renews:
        raise ValidationError(_("A new case is adopted after experts have reviewed it."), code="reviews")
    if row.state == State.EXPERT_REVIEW:
        missing = open_questions(row)
        if missing:
            raise ValidationError(missing, code="reviews")


def conclude(*, submission: Submission, verdict: Action, by: User, reason: str) -> tuple[Submission, Decision]:
    """The decision with all that follows: scores written down, remarks released, the unit told."""
    scores: dict[str, Any] = {}
    if submission.state == State.EXPERT_REVIEW:
        scores = tally(submission).as_json()
    row, made = take_step(submission=submission, action=verdict, by=by, reason=reason, scores=scores)
    row.comments.filter(released_at=None).update(released_at=timezone.now())
    if verdict == Action.ADOPT:
        take_over(submission=row, by=by)
    tell_result(row, made)
    return row, made
