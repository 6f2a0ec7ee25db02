"""Writing a case on a phone: the list, the first screen, one section a screen, what is missing."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.enums import Role
from accounts.queries import units_for
from cases.comparing import readable, section_changes
from cases.completeness import personal_data
from cases.draft_forms import ACT, Showing, field_views, notes_of, read_section, warnings_of
from cases.drafts import draft_of, gap_lines, my_submissions, screen
from cases.models import CasePage, DraftSection, Submission
from cases.sections import BY_KEY, Section
from cases.services.drafting import Closed, Conflict, add_file, save_section, start_renewal, start_submission
from cases.views.doors import contributors_only, own_submission, wants_json
from content.uploads import Refused

NOT_TYPED = ("csrfmiddlewaretoken", "version", "act", "go", "entry", "settle")


@require_GET
@contributors_only
def mine(request: HttpRequest) -> HttpResponse:
    """What the person's units have submitted, and what comes next for each."""
    page, lines = my_submissions(request.user, request.GET.get("page"))
    return render(request, "cases/draft/mine.html", {"page": page, "lines": lines, "section": "learning"})


@require_http_methods(["GET", "HEAD", "POST"])
@contributors_only
def start(request: HttpRequest) -> HttpResponse:
    """Title, problem, one picture: enough to begin."""
    units = units_for(request.user, Role.CASE_CONTRIBUTOR).order_by("path")
    chosen = request.POST.get("unit", "")
    context: dict[str, Any] = {
        "units": units, "key": _uuid(request.POST.get("key", "")) or uuid4(), "title": request.POST.get("title", ""),
        "problem": request.POST.get("problem", ""), "unit": chosen, "refused": "",
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "cases/draft/start.html", context)
    unit = units.filter(slug=chosen).first() if chosen else units.first()
    if unit is None:
        raise Http404
    try:
        made = start_submission(
            unit=unit, by=request.user, title=context["title"][:200], problem=context["problem"],
            picture=request.FILES.get("picture"), key=context["key"],
        )  # fmt: skip
    except Refused as refused:
        return render(request, "cases/draft/start.html", context | {"refused": str(refused)}, status=422)
    return redirect("cases:section", made.uuid, "basics")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_GET
@own_submission
def gaps(request: HttpRequest, submission: Submission) -> HttpResponse:
    """What is still missing, each with the way to its field."""
    draft = draft_of(submission)
    lines = [(state, gap_lines(state)) for state in draft.state.open_sections]
    return render(request, "cases/draft/gaps.html", {"draft": draft, "lines": lines})


@require_GET
@own_submission
def go_on(request: HttpRequest, submission: Submission) -> HttpResponse:
    """To the first section that lacks something; to handing in when none does."""
    waiting = draft_of(submission).state.open_sections if submission.is_editable else []
    if waiting:
        return redirect("cases:section", submission.uuid, waiting[0].section.key)
    return redirect("cases:hand_in" if submission.is_editable else "cases:submission", submission.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@own_submission
def section(request: HttpRequest, submission: Submission, key: str) -> HttpResponse:
    """One section: read, write, save. `?check=1` shows everything that is missing, `?add=steps` one row more."""
    asked = BY_KEY.get(key)
    if asked is None:
        raise Http404
    if request.method == "POST":
        return _save(request, submission, asked)
    if not submission.is_editable:
        messages.info(request, _("This case is with the reviewers and cannot be changed now."))
        return redirect("cases:submission", submission.uuid)
    checked = "check" in request.GET
    shown = screen(draft_of(submission), asked, checked=checked, extra=request.GET.get("add", ""))
    return render(request, "cases/draft/section.html", {"screen": shown, "draft": shown.draft, "checked": checked})


def _save(request: HttpRequest, submission: Submission, asked: Section) -> HttpResponse:
    act = request.POST.get("act", "")
    data, version = read_section(asked, request.POST, act), _version(request)
    if "settle" in request.POST:
        data = _settled(request, submission, asked, data)
    try:
        saved = save_section(submission=submission, key=asked.key, data=data, version=version, by=request.user)
    except Closed:
        return _closed(request, submission)
    except Conflict as conflict:
        return _conflict(request, submission, asked, data, conflict.standing)
    if wants_json(request):
        return JsonResponse(_told(submission, asked, saved))
    refused = _uploads(request, submission, asked)
    if refused:
        shown = screen(draft_of(submission), asked, refused=refused)
        context = {"screen": shown, "draft": shown.draft, "refused": True}
        return render(request, "cases/draft/section.html", context, status=422)
    return redirect(_where(request, submission, asked, act))


def _version(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 9 else 0


def _told(submission: Submission, asked: Section, saved: DraftSection) -> dict[str, Any]:
    """What the script writes on the page after a save."""
    draft = draft_of(submission)
    views = field_views(asked, saved.data, Showing(personal=personal_data({asked.key: saved.data})))
    return {
        "version": saved.version,
        "at": time_format(timezone.localtime(saved.saved_at), "H:i"),
        "percent": draft.state.percent,
        "open": draft.open_count,
        "marks": {state.section.key: state.mark for state in draft.state.states},
        "errors": notes_of(views),
        "warnings": warnings_of(views),
    }


def _closed(request: HttpRequest, submission: Submission) -> HttpResponse:
    url = reverse("cases:submission", args=[submission.uuid])
    message = _("It was handed in meanwhile, so this change was not saved.")
    if wants_json(request):
        return JsonResponse({"error": "closed", "url": url, "message": message}, status=410)
    messages.warning(request, message)
    return redirect(url)


def _conflict(
    request: HttpRequest, submission: Submission, asked: Section, data: dict[str, Any], standing: DraftSection
) -> HttpResponse:
    """Both texts side by side, to be chosen field by field; a script is told to lead here."""
    own = standing.saved_by_id == request.user.pk
    name = _("You, elsewhere") if own else standing.saved_by.name if standing.saved_by else _("Somebody")
    at = date_format(timezone.localtime(standing.saved_at), "DATETIME_FORMAT")
    if wants_json(request):
        message = _("%(name)s saved this section too (%(at)s). Nothing was overwritten.") % {"name": name, "at": at}
        return JsonResponse({"error": "conflict", "message": message}, status=409)
    changes = section_changes(asked, {asked.key: standing.data}, {asked.key: data})
    both = [
        (change.field, *(readable(change.field, text.get(change.field.key)) for text in (standing.data, data)), change)
        for change in changes
    ]
    context = {
        "submission": submission, "section": asked, "standing": standing, "name": name, "both": both,
        "typed": [(key, value) for key, values in request.POST.lists() for value in values if _typed(key)],
        "entry": request.POST.get("entry", ""),
    }  # fmt: skip
    return render(request, "cases/draft/conflict.html", context, status=409)


def _typed(name: str) -> bool:
    return name not in ("csrfmiddlewaretoken", "version", "act", "go", "entry", "settle") and not name.startswith(
        "keep:"
    )


def _settled(request: HttpRequest, submission: Submission, asked: Section, data: dict[str, Any]) -> dict[str, Any]:
    """What was chosen between two texts; fields nobody was asked about are as they stand."""
    standing = submission.sections.filter(key=asked.key).first()
    chosen = dict(standing.data) if standing else {}
    mine = [key for key in data if request.POST.get(f"keep:{key}") == "mine"]
    return chosen | {key: data[key] for key in mine}


def _uploads(request: HttpRequest, submission: Submission, asked: Section) -> dict[str, str]:
    """Files that came with the form, for browsers without a script; why those that were refused were."""
    refused = {}
    for name in request.FILES:
        for upload in request.FILES.getlist(name):
            row = request.POST.get(f"{name.removesuffix('-upload')}-id", "")
            try:
                add_file(submission=submission, key=asked.key, upload=upload, by=request.user, row=row)
            except Refused as reason:
                refused[name] = f"{upload.name}：{reason}"
    return refused


def _where(request: HttpRequest, submission: Submission, asked: Section, act: str) -> str:
    """Where the pressed button leads."""
    go = request.POST.get("go", "")
    known = {"gaps": "cases:gaps", "preview": "cases:preview", "hand_in": "cases:hand_in", "mine": "cases:mine"}
    if go in known:
        return reverse(known[go], args=[] if go == "mine" else [submission.uuid])
    here = reverse("cases:section", args=[submission.uuid, go if go in BY_KEY else asked.key])
    found = ACT.fullmatch(act)
    if found and found[1] == "add":
        return f"{here}?add={found[2]}#{found[2]}-last"
    if found:
        return f"{here}#id_{found[2]}"
    entry = request.POST.get("entry", "")
    # The script forgets what it kept of this on the device.
    return f"{here}?settled={entry}" if "settle" in request.POST and entry.isalnum() else here


@require_http_methods(["POST"])
@contributors_only
def renew(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begin a new version of a published case of one's own unit."""
    units = units_for(request.user, Role.CASE_CONTRIBUTOR)
    case = CasePage.objects.live().filter(translation_key=key, organisation__in=units).first()
    if case is None:
        raise Http404
    made = start_renewal(case=case, by=request.user)
    messages.info(request, _("It begins with what is in the library; readers see the new version after its review."))
    return redirect("cases:section", made.uuid, "basics")
