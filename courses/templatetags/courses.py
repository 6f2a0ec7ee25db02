"""What the templates of lessons and blocks ask for."""

import uuid
from pathlib import PurePosixPath

from django import template
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext

from courses.models import LessonPage
from courses.rendering import UnreadableDocument, pages_of, preview_pages_of

register = template.Library()


@register.filter
def file_facts(document) -> str:
    """What kind of file and how big: Word 文档，32 KB."""
    kinds = {
        "pdf": gettext("PDF"), "docx": gettext("Word document"), "xlsx": gettext("Excel workbook"),
        "pptx": gettext("PowerPoint slides"), "vtt": gettext("captions"),
    }  # fmt: skip
    suffix = PurePosixPath(document.filename).suffix[1:].lower()
    kind = kinds.get(suffix, suffix.upper())
    size = document.get_file_size()
    return gettext("%(kind)s, %(size)s") % {"kind": kind, "size": filesizeformat(size)} if size else kind


@register.simple_tag(takes_context=True)
def way_back(context: template.Context) -> dict | None:
    """The lesson a reader came from, as the link of its live case block says: {title, url}; None without one.

    Titles of published lessons are public; the place in the lesson is the block they left.
    """
    request = context.get("request")
    try:
        key = uuid.UUID(request.GET["lesson"]) if request else None
    except (KeyError, ValueError):
        return None
    lesson = LessonPage.objects.live().filter(translation_key=key).first()
    if lesson is None:
        return None
    place = slugify(request.GET.get("at", ""))
    return {"title": lesson.title, "url": f"{lesson.url}#{place}" if place else lesson.url}


@register.simple_tag(takes_context=True)
def document_pages(context: template.Context, document) -> list[dict]:
    """[{url, width, height, text}] of a PDF inside a lesson; empty when it cannot be read.

    A published lesson gates its pictures by an address of its own. A preview has none yet and carries the first
    pages inside.
    """
    page, block = context.get("page"), context.get("id")
    try:
        if document is None:
            return []
        if page is None or not page.live or context.get("preview") or block is None:
            return preview_pages_of(document)
        return [
            {
                "url": reverse("learning:file", args=[page.translation_key, block, sheet.number]),
                "width": sheet.width, "height": sheet.height, "text": sheet.text,
            }
            for sheet in pages_of(document)
        ]  # fmt: skip
    except UnreadableDocument:
        return []
