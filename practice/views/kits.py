"""The replication kit of a case: as a page, on paper, and as a file to write in. Public, like the case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cases.enums import ConditionKind
from cases.models import CasePage
from practice.kits import docx_of, kit_of, pdf_of
from typesetting.documents import MissingCharacters

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _case(key) -> CasePage:
    return get_object_or_404(CasePage.objects.in_library().select_related("organisation"), translation_key=key)


@require_safe
def kit(request: HttpRequest, key) -> HttpResponse:
    """The kit on the screen; it prints as it stands."""
    case = _case(key)
    context = {"case": case, "kit": kit_of(case), "kinds": dict(ConditionKind.choices), "section": "cases"}
    return render(request, "practice/kit/kit.html", context)


@require_safe
def paper(request: HttpRequest, key) -> HttpResponse:
    """The kit as PDF; where none can be made, the page says so and offers the Word file."""
    case = _case(key)
    try:
        data = pdf_of(case)
    except (MissingCharacters, OSError):
        context = {"case": case, "kit": kit_of(case), "kinds": dict(ConditionKind.choices), "failed": True}
        return render(request, "practice/kit/kit.html", context, status=503)
    return _sent(data, "application/pdf", f"复制推广工具包-{case.title}.pdf")


@require_safe
def word(request: HttpRequest, key) -> HttpResponse:
    """The kit as a Word file."""
    case = _case(key)
    return _sent(docx_of(case), WORD, f"复制推广工具包-{case.title}.docx")


def _sent(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
