"""PDF pages as pictures, so that slides can be read on a phone without another program.

Page sizes and texts are read once per file; a page is drawn the first time somebody asks for it. Both are kept in the
default storage under `document_pages/<document id>-<file hash>/`, so a replaced file never shows its old pages.
"""

import base64
import io
import json
from dataclasses import dataclass

import pypdfium2 as pdfium
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from courses.attachments import PDFIUM

WIDTH = 1200  # pixels: sharp on a phone held close, small enough for a village line
MAX_PAGES = 200
MAX_TEXT = 6_000  # characters a page; more is not a slide but a scan gone wrong
MAX_RATIO = 6  # height : width; a longer page would be a picture of 7,200 pixels and more
PREVIEW_PAGES = 3


class UnreadableDocument(Exception):
    """A PDF that cannot be shown; the message says why, in words for the person who uploaded it."""


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One page: `number` from 1, size in pixels as it will be drawn, and the words on it."""

    number: int
    width: int
    height: int
    text: str


def read_pages(data: bytes) -> list[DocumentPage]:
    """Sizes and texts of all pages. Raises UnreadableDocument for broken, locked, empty or too long files."""
    with PDFIUM:
        document = _open(data)
        try:
            count = len(document)
            if not count:
                raise UnreadableDocument(_("This PDF has no pages."))
            if count > MAX_PAGES:
                raise UnreadableDocument(
                    _("This PDF has %(count)d pages; %(limit)d are the limit. Split it into parts.")
                    % {"count": count, "limit": MAX_PAGES}
                )
            return [_facts(document, index) for index in range(count)]
        except pdfium.PdfiumError as error:
            raise UnreadableDocument(_("This PDF is damaged and cannot be read. Save it anew as PDF.")) from error
        finally:
            document.close()


def draw_page(data: bytes, number: int) -> bytes:
    """Page `number` as WebP, 1200 pixels wide. Raises UnreadableDocument."""
    with PDFIUM:
        document = _open(data)
        try:
            page = document[number - 1]
            picture = page.render(scale=WIDTH / page.get_width(), may_draw_forms=False).to_pil()
            out = io.BytesIO()
            picture.save(out, "WEBP", quality=80, method=3)
            return out.getvalue()
        except (pdfium.PdfiumError, IndexError, ValueError, OSError) as error:
            raise UnreadableDocument(_("This page cannot be drawn.")) from error
        finally:
            document.close()


def pages_of(document) -> list[DocumentPage]:
    """The pages of a stored PDF (a Wagtail document). Raises UnreadableDocument."""
    name = f"{_folder(document)}pages.json"
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            return [DocumentPage(**row) for row in json.load(kept)["pages"]]
    pages = read_pages(_bytes(document))
    rows = [{"number": p.number, "width": p.width, "height": p.height, "text": p.text} for p in pages]
    _keep(name, json.dumps({"version": 1, "pages": rows}, ensure_ascii=False).encode())
    return pages


def page_picture(document, number: int):
    """The stored picture of one page, drawn now if nobody asked before: an open file. Raises UnreadableDocument."""
    name = f"{_folder(document)}{int(number)}.webp"
    if not default_storage.exists(name):
        if not 1 <= number <= len(pages_of(document)):
            raise UnreadableDocument(_("This file has no such page."))
        _keep(name, draw_page(_bytes(document), number))
    return default_storage.open(name)


def document_page(document, number: int) -> bytes | None:
    """The picture of one page (WebP); None when there is no such page or the file cannot be read."""
    try:
        with page_picture(document, number) as picture:
            return picture.read()
    except UnreadableDocument:
        return None


def preview_pages_of(document) -> list[dict]:
    """The first pages with their pictures inside the address, for the CMS preview. Raises UnreadableDocument."""
    found = []
    for page in pages_of(document)[:PREVIEW_PAGES]:
        with page_picture(document, page.number) as picture:
            data = base64.b64encode(picture.read()).decode()
        found.append(
            {"url": f"data:image/webp;base64,{data}", "width": page.width, "height": page.height, "text": page.text}
        )
    return found


def forget_pages(document) -> None:
    """Drop everything kept for a document that is gone."""
    folders, _files = (
        default_storage.listdir("document_pages") if default_storage.exists("document_pages") else ([], [])
    )
    for folder in folders:
        if folder.startswith(f"{document.pk}-"):
            path = f"document_pages/{folder}"
            for name in default_storage.listdir(path)[1]:
                default_storage.delete(f"{path}/{name}")
            default_storage.delete(path)


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocument(_("This PDF is locked with a password. Remove it and upload again.")) from error
        raise UnreadableDocument(_("This PDF is damaged and cannot be read. Save it anew as PDF.")) from error


def _facts(document: pdfium.PdfDocument, index: int) -> DocumentPage:
    page = document[index]
    width, height = page.get_size()
    if width <= 0 or height <= 0 or height / width > MAX_RATIO:
        raise UnreadableDocument(_("Page %(number)d is too long to be shown.") % {"number": index + 1})
    textpage = page.get_textpage()
    text = textpage.get_text_bounded().replace("\r\n", "\n").replace("\x00", "").strip()[:MAX_TEXT]
    textpage.close()
    page.close()
    return DocumentPage(index + 1, WIDTH, round(height * WIDTH / width), text)


def _folder(document) -> str:
    return f"document_pages/{document.pk}-{document.get_file_hash()}/"


def _bytes(document) -> bytes:
    try:
        with document.open_file() as file:
            return file.read()
    except OSError as error:
        raise UnreadableDocument(_("The file is missing.")) from error


def _keep(name: str, data: bytes) -> None:
    # Two readers may draw one page at once; the second finds the first's and drops its own.
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(data))
