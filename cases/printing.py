"""A case on paper: an official-looking PDF, made once for every version and kept.

The file says nothing that the page does not say. It is made outside any transaction and lies in the storage under a
name that changes with the version, so that nobody gets an old one; what a version replaced is thrown away.
"""

import base64
import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.images.models import SourceImageIOError

from cases.models import CasePage
from cases.sheets import LOOSE_FIELDS
from cases.showing import Change, case_view, citation
from typesetting.documents import render_document
from typesetting.marks import change_track

FOLDER = "case_pdfs"
TEMPLATE = "cases/pdf/case.html"
LAYOUT = 1  # raised when the template changes, so that kept files are made anew
SIZE = "max-1100x1100"
MEDIA = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure of the document: the picture itself, and what stands under it."""

    data: str
    caption: str
    alt: str


def pdf_of(page: CasePage) -> File:
    """The PDF of the live version of `page`, made now when it is not kept.

    Raises MissingCharacters where the text has characters no font holds, OSError where no PDF can be made.
    """
    folder = f"{FOLDER}/{page.translation_key}"
    name = f"{folder}/{_stamp(page)}.pdf"
    if not default_storage.exists(name):
        kept = _listed(folder)
        default_storage.save(name, ContentFile(make_pdf(page)))
        for old in kept:
            default_storage.delete(f"{folder}/{old}")
    return default_storage.open(name)


def make_pdf(page: CasePage) -> bytes:
    """The document itself, always in Chinese: it is a paper of the library, whoever looks."""
    with translation.override("zh-hans"):
        view = case_view(page)
        context = {
            "view": view, "page": page, "citation": citation(page), "tracks": [_track(c) for c in view.changes],
            "figures": _figures(page),
        }  # fmt: skip
        html = render_to_string(TEMPLATE, context)
    return render_document(
        title=page.title,
        html=html,
        author=page.printed_unit,
        identifier=f"{page.translation_key}-{_stamp(page)}",
        dated=page.version_on,
        running_title=page.title,
        site_name="共治学堂案例库",
        footer="，".join(part for part in (page.number, f"第{page.version}版" if page.version else "") if part),
    )


def _stamp(page: CasePage) -> str:
    loose = [str(getattr(page, name)) for name in LOOSE_FIELDS]
    words = "|".join([str(LAYOUT), str(page.live_revision_id), str(page.is_stale), *loose])
    return hashlib.sha256(words.encode()).hexdigest()[:24]


def _listed(folder: str) -> list[str]:
    try:
        return default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return []


def _track(change: Change) -> tuple[Change, str]:
    if change.from_x is None or change.to_x is None:
        return change, ""
    return change, change_track(change.from_x / 100, change.to_x / 100)


def _figures(page: CasePage) -> list[Printed]:
    """The pictures, inside the document; one whose file is gone is left out."""
    found = []
    for picture in page.pictures.all():
        try:
            rendition = picture.image.get_rendition(SIZE)
            with rendition.file.open("rb") as file:
                data = base64.b64encode(file.read()).decode()
        except (SourceImageIOError, OSError):
            continue
        suffix = f".{rendition.file.name.rpartition('.')[2].lower()}"
        found.append(Printed(f"data:{MEDIA.get(suffix, 'image/png')};base64,{data}", picture.caption, picture.alt))
    return found
