"""Asking experts, and what experts do: score, hand in, recuse."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.enums import Role
from accounts.models import User
from accounts.queries import can, due_after
from cases.desk import reading
from cases.enums import EvidenceLevel, ReviewState, State
from cases.forms import RECOMMENDED, ShortReasonForm
from cases.models import Review, Submission
from cases.opinions import MOST, current_reviews, standing
from cases.queries import has_interest, rubric_in_force
from cases.scoring import HIGHEST, LOWEST
from cases.services import assign_experts, candidates, let_off, recuse, save_review, submit_review
from cases.services.experts import COUNTED, found_words
from cases.services.scores import COMMENT_LENGTH, SUMMARY_LENGTH, gaps_of
from cases.views.desk import desk_case_or_404
from cases.views.steps import moved_on
from cases.workflow import NotPossible

ASKING = (State.DISTRICT_REVIEW, State.EXPERT_REVIEW)
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@GET_OR_POST
@login_required
def assign(request: HttpRequest, uuid) -> HttpResponse:
    """Choose who judges the case: two or three, or one more while it is with experts."""
    submission = desk_case_or_404(request, uuid)
    if not standing(request.user, submission).district:
        raise PermissionDenied
    if submission.state not in ASKING:
        return moved_on(request, submission)
    errors: list[str] = []
    wanted = request.POST.getlist("expert")
    if request.method == "POST":
        try:
            assign_experts(submission=submission, experts=_people(wanted), by=request.user)
        except NotPossible:
            return moved_on(request, submission)
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, _("The experts were asked."))
            return redirect("cases:desk_case", submission.uuid)
    counted = current_reviews(submission).filter(state__in=COUNTED).count()
    context = {
        "submission": submission, "candidates": candidates(submission), "errors": errors, "wanted": wanted,
        "counted": counted, "left": MOST - counted, "section": "desk", "due": due_after(rubric_in_force().expert_days),
    }  # fmt: skip
    return render(request, "cases/desk/assign.html", context, status=422 if errors else 200)


def _people(wanted: list[str]) -> list[User]:
    try:
        return list(User.objects.filter(uuid__in=[UUID(one) for one in wanted]))
    except ValueError:
        return []


@never_cache
@GET_OR_POST
@login_required
def excuse(request: HttpRequest, uuid) -> HttpResponse:
    """No longer wait for an expert who does not answer."""
    review = get_object_or_404(Review.objects.select_related("submission__unit", "expert"), uuid=uuid)
    submission = desk_case_or_404(request, review.submission.uuid)
    if not standing(request.user, submission).district:
        raise PermissionDenied
    form = ShortReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            let_off(review=review, by=request.user, reason=form.cleaned_data["reason"])
        except NotPossible:
            return moved_on(request, submission)
        messages.success(request, _("Nobody waits for this review any more. Please ask somebody else."))
        return redirect("cases:desk_assign", submission.uuid)
    context = {"submission": submission, "review": review, "form": form, "section": "desk"}
    return render(request, "cases/desk/let_off.html", context, status=422 if form.errors else 200)


def own_review_or_404(request: HttpRequest, uuid) -> Review:
    """One's own review, as long as one is an expert for the unit."""
    rows = Review.objects.filter(expert=request.user).exclude(state=ReviewState.CANCELLED)
    review = get_object_or_404(
        rows.select_related("submission__unit", "submission__case", "rubric", "version"), uuid=uuid
    )
    if not can(request.user, review.submission.unit, Role.EXPERT):
        raise PermissionDenied
    return review


@never_cache
@GET_OR_POST
@login_required
def review(request: HttpRequest, uuid) -> HttpResponse:
    """The case beside the scoring form. Posted, it keeps what was typed and then hands in when that was pressed."""
    row = own_review_or_404(request, uuid)
    if row.state == ReviewState.RECUSED:
        return render(request, "cases/desk/recused.html", {"review": row, "section": "desk"})
    if row.state == ReviewState.ASSIGNED and has_interest(request.user, row.submission):
        return redirect("cases:desk_recuse", row.uuid)
    if request.method == "POST":
        return _keep(request, row)
    return _page(request, row)


def _keep(request: HttpRequest, row: Review) -> HttpResponse:
    as_json = "application/json" in request.headers.get("Accept", "")
    try:
        row = save_review(review=row, by=request.user, typed=_typed(request, row))
    except NotPossible:
        words = _("This review was handed in or called off; nothing was changed.")
        return JsonResponse({"error": words}, status=409) if as_json else _closed(request, row, words)
    except ValidationError as error:
        words = " ".join(error.messages)
        if as_json:
            return JsonResponse({"error": words}, status=422)
        return _page(request, row, error=words, typed=_typed(request, row), status=422)
    if as_json:
        return JsonResponse({"saved": f"{timezone.localtime(row.saved_at):%H:%M}", "total": running_total(row)})
    if request.POST.get("then") == "hand_in":
        return redirect("cases:desk_hand_in", row.uuid)
    messages.success(request, _("Saved."))
    return redirect("cases:desk_review", row.uuid)


def _closed(request: HttpRequest, row: Review, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("cases:desk_review", row.uuid)


def _typed(request: HttpRequest, row: Review) -> dict[str, Any]:
    """Only what was sent: a form without a field leaves it as it is."""
    sent = request.POST
    scores = {
        criterion["key"]: {
            "score": sent.get(f"score-{criterion['key']}"), "comment": sent.get(f"comment-{criterion['key']}", "")
        }
        for criterion in row.rubric.criteria
        if f"comment-{criterion['key']}" in sent
    }  # fmt: skip
    typed: dict[str, Any] = {"scores": scores}
    return typed | {name: sent[name] for name in ("summary", "recommendation", "evidence_level") if name in sent}


def running_total(row: Review) -> str:
    """The total so far, out of what the scored criteria can give."""
    given = [
        (criterion["weight"], row.scores.get(criterion["key"], {}).get("score")) for criterion in row.rubric.criteria
    ]
    got = sum(weight * score / HIGHEST for weight, score in given if score)
    return f"{got:.1f}"


def _page(
    request: HttpRequest, row: Review, *, error: str = "", typed: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    typed = typed or {}
    submission: Submission = row.submission
    seat = standing(request.user, submission)
    scores = row.scores | typed.get("scores", {})
    context = {
        "review": row, "submission": submission, "seat": seat, "frozen": row.state != ReviewState.ASSIGNED,
        "reading": reading(request.user, submission, row.version, seat), "version": row.version,
        "lines": [
            criterion | {"given": scores.get(criterion["key"], {}), "points": _points(criterion)}
            for criterion in row.rubric.criteria
        ],
        "summary": typed.get("summary", row.summary), "recommendation": typed.get("recommendation", row.recommendation),
        "level": str(typed.get("evidence_level", row.evidence_level) or ""), "recommendations": RECOMMENDED,
        "levels": [(str(value), label) for value, label in EvidenceLevel.choices], "error": error,
        "total": row.total if row.total is not None else running_total(row), "today": timezone.localdate(),
        "may_remark": row.state == ReviewState.ASSIGNED, "may_check": row.state == ReviewState.ASSIGNED,
        "comment_length": COMMENT_LENGTH, "summary_length": SUMMARY_LENGTH, "section": "desk", "newest": True,
        "colleagues": _colleagues(request, row),
    }  # fmt: skip
    return render(request, "cases/desk/review.html", context, status=status)


def _points(criterion: dict) -> list[tuple[str, str]]:
    words = {5: criterion["best"], 3: criterion["middle"], 1: criterion["worst"]}
    return [(str(point), words.get(point, "")) for point in range(HIGHEST, LOWEST - 1, -1)]


def _colleagues(request: HttpRequest, row: Review) -> list[Review]:
    """After the decision: what the others gave, without their names."""
    if not row.submission.is_decided:
        return []
    seen = row.submission.reviews.visible_to(request.user).handed_in().filter(version=row.version)
    return list(seen.exclude(pk=row.pk).order_by("total", "uuid"))


@never_cache
@GET_OR_POST
@login_required
def hand_in(request: HttpRequest, uuid) -> HttpResponse:
    """Show all of it once more; handed in it cannot be changed."""
    row = own_review_or_404(request, uuid)
    gaps = gaps_of(row) if row.state == ReviewState.ASSIGNED else {}
    if request.method == "POST" and not gaps:
        try:
            row = submit_review(review=row, by=request.user)
        except NotPossible:
            return _closed(request, row, _("This review was called off; nothing was handed in."))
        if row.state == ReviewState.RECUSED:
            return redirect("cases:desk_review", row.uuid)
        messages.success(request, _("Handed in. Thank you: you will see the outcome once the case is decided."))
        return redirect("cases:desk")
    if row.state != ReviewState.ASSIGNED:
        return redirect("cases:desk_review", row.uuid)
    lines = [
        criterion | {"given": row.scores.get(criterion["key"], {}), "gap": gaps.get(criterion["key"])}
        for criterion in row.rubric.criteria
    ]
    rest = {name: gaps.get(name) for name in ("summary", "recommendation", "evidence_level")}
    context = {
        "review": row, "submission": row.submission, "lines": lines, "gaps": gaps, "rest": rest,
        "total": running_total(row), "section": "desk",
    }  # fmt: skip
    return render(request, "cases/desk/hand_in.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@GET_OR_POST
@login_required
def recuse_from(request: HttpRequest, uuid) -> HttpResponse:
    """Say that somebody else has to judge this case."""
    row = own_review_or_404(request, uuid)
    if row.state != ReviewState.ASSIGNED:
        return redirect("cases:desk_review", row.uuid)
    found = has_interest(request.user, row.submission)
    form = ShortReasonForm(
        request.POST if request.method == "POST" else None, initial={"reason": found_words() if found else ""}
    )
    if request.method == "POST" and form.is_valid():
        try:
            recuse(review=row, by=request.user, reason=form.cleaned_data["reason"])
        except NotPossible:
            return _closed(request, row, _("This review was handed in or called off; nothing was changed."))
        messages.success(request, _("You are out of this case. The district asks somebody else."))
        return redirect("cases:desk")
    context = {"review": row, "submission": row.submission, "form": form, "found": found, "section": "desk"}
    return render(request, "cases/desk/recuse.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def save(request: HttpRequest, uuid) -> HttpResponse:
    """The script's door: keep what was typed, answer in JSON."""
    row = own_review_or_404(request, uuid)
    return _keep(request, row)
