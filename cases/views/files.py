"""Files of a draft: taken in for the script, brought back, and handed out to whoever may see the submission."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from cases.draft_forms import Showing, field_views
from cases.enums import FileKind
from cases.models import CaseFile, Submission
from cases.sections import BY_KEY
from cases.services.drafting import Closed, add_file, restore_file
from cases.services.storing import WITH_FILES
from cases.views.doors import own_submission, to_login
from content.uploads import Refused

ROW_TEMPLATES = {"pictures": "cases/fields/picture_row.html", "evidence": "cases/fields/file.html"}
TYPES = {
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_POST
@own_submission
def upload(request: HttpRequest, submission: Submission, key: str) -> HttpResponse:
    """One file sent by the script; answers with the row to put on the page and the section's new version."""
    if key not in WITH_FILES or not (sent := request.FILES.get("file")):
        raise Http404
    before = submission.sections.filter(key=key).values_list("version", flat=True).first() or 0
    row = request.POST.get("row", "")[:40]
    try:
        file, section = add_file(submission=submission, key=key, upload=sent, by=request.user, row=row)
    except Refused as refused:
        return JsonResponse({"error": "refused", "message": str(refused)}, status=422)
    except Closed:
        return JsonResponse({"error": "closed"}, status=410)
    views = field_views(BY_KEY[key], section.data, Showing(files={str(file.uuid): file}))
    view = next(one for one in views if one.name == WITH_FILES[key])
    target = next(one for one in view.rows if one.file is not None)
    if key == "evidence":
        view = next(part for part in target.parts if part.field.key == "file")
    html = render_to_string(ROW_TEMPLATES[key], {"row": target, "view": view}, request)
    return JsonResponse({"before": before, "version": section.version, "html": html})


@require_POST
@own_submission
def restore(request: HttpRequest, submission: Submission, file: UUID) -> HttpResponse:
    """Bring a removed file back."""
    try:
        section = restore_file(submission=submission, uuid=file, by=request.user)
    except Closed:
        return redirect("cases:submission", submission.uuid)
    return redirect("cases:section", submission.uuid, section.key if section else "pictures")


@require_safe
def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The file itself: a picture to be looked at, anything else to be saved."""
    file = _visible(request, uuid)
    if isinstance(file, HttpResponse):
        return file
    return _sent(file, file.file.name, inline=file.kind == FileKind.PICTURE)


@require_safe
def thumb(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The small twin of a picture."""
    file = _visible(request, uuid)
    if isinstance(file, HttpResponse):
        return file
    if file.kind != FileKind.PICTURE:
        raise Http404
    return _sent(file, file.thumb, inline=True)


def _visible(request: HttpRequest, uuid: UUID) -> CaseFile | HttpResponse:
    if not request.user.is_authenticated:
        return to_login(request)
    found = CaseFile.objects.visible_to(request.user).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _sent(file: CaseFile, name: str, *, inline: bool) -> HttpResponse:
    kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    try:
        opened = file.file.storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=not inline, filename=file.name, content_type=kind)
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
