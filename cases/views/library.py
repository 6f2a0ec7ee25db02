"""Doors beside the pages of the library: a glance, the comparison, special topics, files and papers."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.library import topic_items, topics
from cases.models import CaseCollection, CaseEvidence, CasePage
from cases.printing import pdf_of
from cases.showing import case_view
from cases.side_by_side import columns, lines
from cases.wish import COMPARED_AT_MOST, compared_in
from typesetting.documents import MissingCharacters

SECTION = "cases"


def public_case(key) -> CasePage:
    """The public case of this key; anything else does not exist."""
    found = CasePage.objects.in_library().filter(translation_key=key).order_by("pk").first()
    if found is None:
        raise Http404
    return found


@require_safe
def glance(request: HttpRequest, key) -> HttpResponse:
    """What a case comes down to, as a piece of page that the list shows in a dialog."""
    return render(request, "cases/glance.html", {"view": case_view(public_case(key), proven=False)})


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four cases side by side, as the address names them."""
    shown = columns(compared_in(request.GET))
    context = {"columns": shown, "lines": lines(shown), "most": COMPARED_AT_MOST, "section": SECTION}
    return render(request, "cases/compare.html", context)


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    return render(request, "cases/topics.html", {"topics": list(topics()), "section": SECTION})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(CaseCollection.objects.public(), slug=slug)
    return render(request, "cases/topic.html", {"topic": found, "items": topic_items(found), "section": SECTION})


@require_safe
def proof(request: HttpRequest, uuid) -> HttpResponse:
    """A file behind a claim of a public case, when it was decided that readers may open it. Never shown inline."""
    open_to_all = CaseEvidence.objects.filter(
        file__uuid=uuid, file__removed_at=None, is_public=True, case__in=CasePage.objects.in_library()
    )
    row = open_to_all.select_related("file").first()
    if row is None or not default_storage.exists(row.file.file.name):
        raise Http404
    response = FileResponse(row.file.file.open("rb"), as_attachment=True, filename=row.file.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def pdf(request: HttpRequest, key) -> HttpResponse:
    """The case as a paper of the library."""
    page = public_case(key)
    try:
        file = pdf_of(page)
    except MissingCharacters as missing:
        return _no_paper(
            request, page, _("Our fonts lack: %(characters)s") % {"characters": "".join(missing.characters)}
        )
    except OSError:
        return _no_paper(request, page, _("This server cannot make PDF files at the moment."))
    name = f"{page.title}（{page.number}）.pdf" if page.number else f"{page.title}.pdf"
    response = FileResponse(
        file, content_type="application/pdf", as_attachment="download" in request.GET, filename=name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, max_age=60)
    return response


def _no_paper(request: HttpRequest, page: CasePage, reason: str) -> HttpResponse:
    return render(request, "cases/no_paper.html", {"page": page, "reason": reason, "section": SECTION}, status=503)
