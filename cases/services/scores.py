"""An expert's judgement: kept as typed until it is handed in, frozen from then on."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import User
from accounts.queries import can, due_after
from cases.enums import EvidenceLevel, ReviewState, State
from cases.models import Review, Submission
from cases.models.reviews import RECOMMENDATIONS
from cases.opinions import FEWEST, current_reviews, tally
from cases.queries import has_interest
from cases.scoring import HIGHEST, LOWEST, needs_third, total, weights_of
from cases.services.experts import COUNTED, found_words, locked_review, step_out
from cases.services.telling import tell_district
from cases.workflow import NotPossible

COMMENT_LENGTH = 300
SUMMARY_LENGTH = 1000


@transaction.atomic
def save_review(*, review: Review, by: User, typed: Mapping[str, Any]) -> Review:
    """Keep what an expert has typed so far; what is not in `typed` stays.

    `typed` may hold `scores` ({criterion: {"score", "comment"}}, half-filled as it is), `summary`, `recommendation`
    and `evidence_level`. An expert who has an interest by now is recused instead. Raises ValidationError for values
    that cannot be meant, NotPossible once it was handed in or called off.
    """
    row, case = locked_review(review)
    _check(row, case, by)
    if has_interest(by, case):
        return step_out(row, case, found_words(), None)
    if "scores" in typed:
        row.scores = {**row.scores, **_scores(row, typed["scores"])}
    if "summary" in typed:
        row.summary = str(typed["summary"])
        if len(row.summary) > SUMMARY_LENGTH:
            raise ValidationError(_("The opinion has at most 1000 characters."), code="summary")
    if "recommendation" in typed:
        row.recommendation = str(typed["recommendation"] or "")
    if "evidence_level" in typed:
        row.evidence_level = _number(typed["evidence_level"], EvidenceLevel.values)
    row.saved_at = timezone.now()
    row.full_clean(exclude=["submission", "version", "expert", "rubric", "assigned_by"])
    row.save(update_fields=["scores", "summary", "recommendation", "evidence_level", "saved_at"])
    return row


def _check(row: Review, case: Submission, by: User) -> None:
    if row.expert_id != by.pk or not can(by, case.unit, Role.EXPERT):
        raise PermissionDenied
    if row.state != ReviewState.ASSIGNED or case.state != State.EXPERT_REVIEW:
        raise NotPossible


def _scores(row: Review, typed: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    known = weights_of(row.rubric.criteria)
    found = {}
    for key, given in typed.items():
        if key not in known:
            raise ValidationError(_("This criterion is not part of the rubric."), code="scores")
        comment = str(given.get("comment") or "")
        if len(comment) > COMMENT_LENGTH:
            raise ValidationError(_("A sentence has at most 300 characters."), code="scores")
        score = _number(given.get("score"), range(LOWEST, HIGHEST + 1))
        found[key] = {"score": score, "comment": comment}
    return found


def _number(value: Any, allowed) -> int | None:
    if value in (None, ""):
        return None
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = 0
    if number not in allowed:
        raise ValidationError(_("Please choose one of the numbers offered."), code="scores")
    return number


def gaps_of(review: Review) -> dict[str, str]:
    """What still keeps a review from being handed in, by criterion or field."""
    found = {}
    for criterion in review.rubric.criteria:
        given = review.scores.get(criterion["key"], {})
        if not given.get("score"):
            found[criterion["key"]] = _("Please give a score.")
        elif not str(given.get("comment", "")).strip():
            found[criterion["key"]] = _("Please say in one sentence why.")
    if not review.summary.strip():
        found["summary"] = _("Please sum up your opinion.")
    if review.recommendation not in RECOMMENDATIONS:
        found["recommendation"] = _("Please say what you recommend.")
    if review.evidence_level is None:
        found["evidence_level"] = _("Please say how well the effect is proven.")
    return found


@transaction.atomic
def submit_review(*, review: Review, by: User) -> Review:
    """Hand in a judgement. From now on it is frozen; handed in twice it is handed in once.

    The last one in brings the case back to the district; two that are far apart call for a third.
    """
    row, case = locked_review(review)
    if row.state == ReviewState.SUBMITTED and row.expert_id == by.pk:
        return row
    _check(row, case, by)
    if has_interest(by, case):
        return step_out(row, case, found_words(), None)
    gaps = gaps_of(row)
    if gaps:
        raise ValidationError(list(gaps.values()), code="incomplete")
    scores = {key: int(given["score"]) for key, given in row.scores.items()}
    row.total = total(weights_of(row.rubric.criteria), scores)
    row.state, row.submitted_at = ReviewState.SUBMITTED, timezone.now()
    row.save(update_fields=["total", "state", "submitted_at"])
    log(case, "cases.reviewed", user=by, data={"review": str(row.uuid)})
    _settle(case, row)
    return row


def _settle(case: Submission, row: Review) -> None:
    """Once nobody is waited for: ask for a third, or let the district decide."""
    states = list(current_reviews(case).filter(state__in=COUNTED).values_list("state", flat=True))
    if ReviewState.ASSIGNED in states or len(states) < FEWEST:
        return
    case.third_needed = needs_third(tally(case).totals, row.rubric.thresholds)
    case.due_on = due_after(row.rubric.district_days)
    case.save(update_fields=["third_needed", "due_on"])
    if case.third_needed:
        words = _("The experts’ scores for “%(title)s” are far apart. Please ask a third expert.")
    else:
        words = _("All experts have handed in. “%(title)s” waits for a decision.")
    tell_district(case, words, f"scored:{row.pk}")
