"""The last acts: reading the text for publication, and publishing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cases.building import sections_of
from cases.completeness import personal_data
from cases.enums import Proof
from cases.models import CasePage, Submission
from cases.opinions import standing
from cases.sections import BY_KEY
from cases.services import publish, tick_proof
from cases.services.pages import newest
from cases.services.publishing import PROVING, renewal_under_way
from cases.views.desk import desk_case_or_404
from cases.views.steps import moved_on
from cases.workflow import NotPossible


def _case_to_prove(request: HttpRequest, uuid) -> Submission:
    submission = desk_case_or_404(request, uuid)
    if not standing(request.user, submission).district:
        raise PermissionDenied
    return submission


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def proof(request: HttpRequest, uuid) -> HttpResponse:
    """The text as it would be published, the four checks of it, and the button that publishes."""
    submission = _case_to_prove(request, uuid)
    if submission.state not in PROVING or submission.case_id is None:
        return moved_on(request, submission)
    error = ""
    if request.method == "POST":
        try:
            publish(submission=submission, by=request.user)
        except NotPossible:
            return moved_on(request, submission)
        except ValidationError as failure:
            error = " ".join(failure.messages)
        else:
            messages.success(request, _("The case is published."))
            return redirect("cases:desk_case", submission.uuid)
    return _page(request, submission, error)


def _page(request: HttpRequest, submission: Submission, error: str) -> HttpResponse:
    page = CasePage.objects.get(pk=submission.case_id)
    revision = newest(page)
    case = revision.as_object()
    ticks = {tick.proof: tick for tick in submission.proofs.filter(revision_id_read=revision.pk).select_related("by")}
    checks = [{"proof": one, "tick": ticks.get(one), "line": _LINES()[one]} for one in Proof]
    personal = [(BY_KEY[one.section].title, one.found) for one in personal_data(sections_of(case))]
    context = {
        "submission": submission, "case": case, "page": page, "revision": revision, "checks": checks, "error": error,
        "ready": all(check["tick"] for check in checks) and not renewal_under_way(submission), "section": "desk",
        "renewal": renewal_under_way(submission), "personal": personal,
        "earlier": submission.proofs.exclude(revision_id_read=revision.pk).exists(),
        "changed": page.live and page.live_revision_id != revision.pk,
        "same": page.live and page.live_revision_id == revision.pk,
        "pictures": list(case.pictures.all()), "no_consent": sum(not one.consent for one in case.pictures.all()),
    }  # fmt: skip
    return render(request, "cases/desk/proof.html", context, status=422 if error else 200)


def _LINES() -> dict[str, str]:
    return {
        Proof.FIRST: _("Wrong characters, punctuation, names, figures and dates."),
        Proof.SECOND: _("Policy wording, titles of bodies and persons, sources of the figures."),
        Proof.THIRD: _("The whole text once more, as a reader meets it."),
        Proof.SECRECY: _("No secrets, no telephone or identity numbers, no resident’s name, consent for every face."),
    }


@require_POST
@login_required
def tick(request: HttpRequest, uuid) -> HttpResponse:
    """Record one check of the text that was on the page."""
    submission = _case_to_prove(request, uuid)
    try:
        which, revision = Proof(request.POST.get("proof", "")), int(request.POST.get("revision", ""))
    except ValueError:
        messages.error(request, _("This check does not exist."))
        return redirect("cases:desk_proof", submission.uuid)
    try:
        tick_proof(submission=submission, proof=which, revision=revision, by=request.user)
    except NotPossible:
        return moved_on(request, submission)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(redirect("cases:desk_proof", submission.uuid).url + "#checks")
