"""Steps that need a name and a reason: each is asked once more before it is taken."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cases.desk import next_steps
from cases.enums import Action, State
from cases.forms import LevelForm, ReasonForm
from cases.models import Submission
from cases.opinions import Standing, standing, tally
from cases.services import (
    archive,
    check_evidence,
    decide,
    feature,
    judge_evidence_level,
    recommend,
    reject,
    return_for_revision,
    unfeature,
    unpublish,
)
from cases.views.desk import desk_case_or_404, render_case
from cases.workflow import NotPossible, step

# What follows from each step, said before it is taken.
FOLLOWS = {
    Action.RECOMMEND: gettext_lazy("The case goes to the district. You cannot change anything about it after that."),
    Action.RETURN: gettext_lazy("The unit is told and reads your reason and all remarks; it can hand in again."),
    Action.REJECT: gettext_lazy("This ends the proceeding. The unit is told and reads your reason and all remarks."),
    Action.ADOPT: gettext_lazy("The case is proof-read next and published after that. The unit is told at once."),
    Action.RESERVE: gettext_lazy("The case is kept for teaching and not shown in public. The unit is told at once."),
    Action.FEATURE: gettext_lazy("The case carries the mark of an exemplary case in public. The unit is told at once."),
    Action.UNFEATURE: gettext_lazy("The mark of an exemplary case is taken away; the case stays public."),
    Action.UNPUBLISH: gettext_lazy("The page is closed to readers at once. Its number stays its own."),
    Action.ARCHIVE: gettext_lazy("This ends the proceeding: an archived case does not come back."),
}
FINAL = (Action.REJECT, Action.ARCHIVE, Action.UNPUBLISH)


def _service(submission: Submission, action: Action) -> Callable[..., tuple]:
    if submission.state == State.TOWN_REVIEW and action in (Action.RETURN, Action.REJECT):
        return return_for_revision if action == Action.RETURN else reject
    simple: dict[Action, Callable[..., tuple]] = {
        Action.RECOMMEND: recommend, Action.FEATURE: feature, Action.UNFEATURE: unfeature,
        Action.UNPUBLISH: unpublish, Action.ARCHIVE: archive,
    }  # fmt: skip
    return simple.get(action) or (lambda **given: decide(verdict=action, **given))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take(request: HttpRequest, uuid, action: str) -> HttpResponse:
    """Ask for the reason and say what follows; then do it."""
    if action not in FOLLOWS:
        raise Http404
    verdict = Action(action)
    submission = desk_case_or_404(request, uuid)
    seat = standing(request.user, submission)
    form = _form(request, submission, verdict)
    if request.method == "POST" and _stale(request, submission):
        return moved_on(request, submission)
    possible = next((one for one in next_steps(submission, seat) if one.action == verdict), None)
    if possible is None:
        if not (seat.town or seat.district):
            raise PermissionDenied
        return moved_on(request, submission)
    if request.method == "POST" and form.is_valid():
        try:
            _service(submission, verdict)(submission=submission, by=request.user, reason=form.cleaned_data["reason"])
        except NotPossible:
            return moved_on(request, submission)
        except ValidationError as error:
            form.add_error(None if error.code == "reviews" else "reason", error.messages)
        else:
            messages.success(request, _("Done: %(action)s.") % {"action": verdict.label})
            return redirect("cases:desk_case", submission.uuid)
    return _page(request, submission, seat, form, verdict, possible.obstacle)


def _form(request: HttpRequest, submission: Submission, verdict: Action) -> ReasonForm:
    try:
        needed = step(submission.state, verdict).reason
    except NotPossible:
        needed = True
    read_by = (
        _("The district reads it.") if verdict == Action.RECOMMEND
        else _("The submitting unit reads it, with your name.")
    )  # fmt: skip
    sent = request.POST if request.method == "POST" else None
    start = {"state": submission.state, "round": submission.round}
    return ReasonForm(sent, initial=start, required=needed, read_by=read_by)


def _stale(request: HttpRequest, submission: Submission) -> bool:
    """Whether the case stands elsewhere, or is another version, than what the person had before them."""
    seen = (request.POST.get("state"), request.POST.get("round"))
    return seen != (submission.state, str(submission.round))


def moved_on(request: HttpRequest, submission: Submission) -> HttpResponse:
    messages.error(request, _("Nothing was done: somebody else was quicker, the case stands elsewhere by now."))
    return redirect("cases:desk_case", submission.uuid)


def _page(
    request: HttpRequest, submission: Submission, seat: Standing, form: ReasonForm, verdict: Action, obstacle: str
) -> HttpResponse:
    scored = seat.district and submission.state == State.EXPERT_REVIEW and not obstacle
    waiting = submission.comments.filter(released_at=None).count()
    context = {
        "submission": submission, "form": form, "action": verdict, "follows": FOLLOWS[verdict], "obstacle": obstacle,
        "final": verdict in FINAL, "section": "desk", "remarks": waiting if verdict != Action.RECOMMEND else 0,
        "tally": tally(submission) if scored else None,
    }  # fmt: skip
    return render(request, "cases/desk/step.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def evidence(request: HttpRequest, uuid) -> HttpResponse:
    """Accept one proof or ask about it."""
    submission = desk_case_or_404(request, uuid)
    accepted = request.POST.get("verdict") == "accept"
    question, fingerprint = request.POST.get("question", ""), request.POST.get("fingerprint", "")
    back = request.POST.get("from") == "review"
    try:
        check_evidence(
            submission=submission, fingerprint=fingerprint, accepted=accepted, by=request.user, question=question
        )
    except NotPossible:
        return moved_on(request, submission)
    except ValidationError as error:
        seat = standing(request.user, submission)
        if seat.district:
            failed = {"asked": fingerprint, "asked_text": question, "asked_errors": error.messages}
            return render_case(request, submission, seat, status=422, **failed)
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The proof is accepted.") if accepted else _("The question is kept."))
    own = submission.reviews.filter(expert=request.user).order_by("-pk").first() if back else None
    page = redirect("cases:desk_review", own.uuid) if own else redirect("cases:desk_case", submission.uuid)
    return redirect(f"{page.url}#evidence")


@require_POST
@login_required
def level(request: HttpRequest, uuid) -> HttpResponse:
    """Say how well the effect is proven, with a reason."""
    submission = desk_case_or_404(request, uuid)
    seat = standing(request.user, submission)
    if not seat.district:
        raise PermissionDenied
    form = LevelForm(request.POST)
    if form.is_valid():
        try:
            judge_evidence_level(
                submission=submission, level=form.cleaned_data["level"], by=request.user,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except NotPossible:
            return moved_on(request, submission)
        except ValidationError as error:
            form.add_error("reason", error.messages)
        else:
            messages.success(request, _("The evidence level is set."))
            return redirect("cases:desk_case", submission.uuid)
    return render_case(request, submission, seat, status=422, level_form=form)
