"""From draft to review: look it over, hand it in, take it back, answer remarks, compare versions."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import Role
from accounts.queries import can
from cases.building import fill
from cases.comparing import compare
from cases.drafts import comments_at, draft_of, line_of
from cases.enums import State
from cases.models import CasePage, Comment, Submission
from cases.queries import town_of
from cases.sections import BY_KEY
from cases.services.drafting import Closed
from cases.services.handing_in import Incomplete, Unconfirmed, answer_comment, hand_in, withdraw
from cases.services.storing import files_by_uuid
from cases.views.doors import own_submission, to_login
from cases.workflow import OPEN, PUBLIC, NotPossible


@require_GET
@own_submission
def submission(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Where it stands: what comes next, what was decided and why, the versions handed in."""
    draft = draft_of(submission)
    remarks = [(BY_KEY[one.section].title if one.section in BY_KEY else "", one) for one in comments_at(submission)]
    context = {
        "submission": submission, "draft": draft, "line": line_of(submission), "remarks": remarks,
        "decisions": submission.decisions.select_related("reviewer").order_by("-at", "-pk"),
        "versions": list(submission.versions.select_related("handed_in_by").order_by("-number")),
        "may_withdraw": submission.state in OPEN,
        "may_renew": submission.state in PUBLIC and submission.case is not None and submission.case.live,
    }  # fmt: skip
    return render(request, "cases/draft/submission.html", context)


@require_GET
@own_submission
def preview(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The page as readers will see it, made from the text as it stands; nothing is saved."""
    draft = draft_of(submission)
    files = files_by_uuid(submission)
    page = CasePage(organisation=submission.unit, town=town_of(submission.unit), live=False)
    page = fill(page, draft.drafted, files)
    rows = draft.drafted.get("pictures", {}).get("pictures") or []
    pictures = [(files[uuid], row) for row in rows for uuid in row.get("file") or [] if uuid in files]
    return render(request, "cases/draft/preview.html", {"page": page, "draft": draft, "pictures": pictures})


@require_http_methods(["GET", "HEAD", "POST"])
@own_submission
def hand_in_view(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Check once more, then hand in."""
    if request.method != "POST":
        if not submission.is_editable:
            return redirect("cases:submission", submission.uuid)
        return _check(request, submission)
    try:
        row = hand_in(submission=submission, by=request.user, personal_confirmed="personal" in request.POST)
    except Incomplete:
        return redirect("cases:gaps", submission.uuid)
    except Unconfirmed:
        return _check(request, submission, unconfirmed=True)
    except Closed:
        return redirect("cases:submission", submission.uuid)
    to = {State.TOWN_REVIEW: _("the town"), State.DISTRICT_REVIEW: _("the district")}.get(State(row.state), "")
    messages.success(request, _("Handed in to %(to)s. You will be told as soon as there is an answer.") % {"to": to})
    return redirect("cases:submission", submission.uuid)


def _check(request: HttpRequest, submission: Submission, *, unconfirmed: bool = False) -> HttpResponse:
    draft = draft_of(submission)
    open_remarks = [one for one in comments_at(submission) if not one.answer]
    personal = [(BY_KEY[one.section], one) for one in draft.personal]
    context = {"draft": draft, "personal": personal, "unconfirmed": unconfirmed, "open_remarks": open_remarks}
    return render(request, "cases/draft/hand_in.html", context, status=422 if unconfirmed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@own_submission
def withdraw_view(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Ask, then take it back."""
    if request.method != "POST":
        if submission.state not in OPEN:
            return redirect("cases:submission", submission.uuid)
        return render(request, "cases/draft/withdraw.html", {"submission": submission})
    try:
        withdraw(submission=submission, by=request.user, reason=request.POST.get("reason", "")[:500])
    except NotPossible:
        messages.warning(request, _("It was decided meanwhile and can no longer be taken back."))
        return redirect("cases:submission", submission.uuid)
    messages.success(request, _("Taken back. You can change it and hand it in again."))
    return redirect("cases:submission", submission.uuid)


@require_POST
@never_cache
def answer(request: HttpRequest, uuid) -> HttpResponse:
    """Answer one remark, at its section."""
    if not request.user.is_authenticated:
        return to_login(request)
    own = Submission.objects.written_by(request.user)
    comment = Comment.objects.filter(uuid=uuid, submission__in=own, released_at__isnull=False).first()
    if comment is None:
        raise Http404
    try:
        answer_comment(comment=comment, text=request.POST.get("answer", ""), by=request.user)
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
    except Closed:
        messages.warning(request, _("This case is with the reviewers and cannot be changed now."))
        return redirect("cases:submission", comment.submission.uuid)
    target = redirect("cases:section", comment.submission.uuid, comment.section)
    target["Location"] += f"#remark-{comment.uuid}"
    return target


@require_GET
@never_cache
def changes(request: HttpRequest, uuid, older: int, newer: int) -> HttpResponse:
    """Two versions side by side, for its unit and for whoever reviews it."""
    if not request.user.is_authenticated:
        return to_login(request)
    row = Submission.objects.visible_to(request.user).select_related("unit").filter(uuid=uuid).first()
    versions = {one.number: one for one in row.versions.filter(Q(number=older) | Q(number=newer))} if row else {}
    if row is None or older not in versions or newer not in versions or older >= newer:
        raise Http404
    found = compare(versions[older].sections, versions[newer].sections)
    context = {
        "submission": row, "older": versions[older], "newer": versions[newer], "changes": found,
        "writes": can(request.user, row.unit, Role.CASE_CONTRIBUTOR),
    }  # fmt: skip
    return render(request, "cases/draft/changes.html", context)
