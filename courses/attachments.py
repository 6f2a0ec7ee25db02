"""The words of files that stand in a lesson, so that they can be searched: PDF and DOCX.

Read once per file and kept in the default storage beside the pictures of its pages, under the hash of the file, so a
replaced file never answers with its old words. A file that cannot be read has no words; it never stops a save.
"""

import io
import logging
import threading
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

import pypdfium2 as pdfium
from defusedxml import ElementTree
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

# PDFium is not safe to use from two threads at once; whoever uses it takes this lock.
PDFIUM = threading.Lock()
CHARACTERS = 50_000  # kept of one file
MAX_XML = 30 * 1024 * 1024
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
READABLE = ("pdf", "docx")

# What the readers raise for a file that is broken, locked, too large or not what its name says.
BROKEN = (pdfium.PdfiumError, zipfile.BadZipFile, KeyError, ValueError, RuntimeError, ElementTree.ParseError)

logger = logging.getLogger(__name__)


def words_in(document) -> str:
    """The words of a stored document (Wagtail's), at most 50,000 characters; empty when there are none to read."""
    suffix = document.file.name.rpartition(".")[2].lower() if document and document.file else ""
    if suffix not in READABLE:
        return ""
    try:
        name = f"document_pages/{document.pk}-{document.get_file_hash()}/words.txt"
        if default_storage.exists(name):
            with default_storage.open(name) as kept:
                return kept.read().decode()
        with document.open_file() as file:
            words = read_words(file, suffix)
        # Two processes may read one file at once; the second keeps a copy that nobody asks for.
        default_storage.save(name, ContentFile(words.encode()))
    except Exception:
        # Whatever is wrong with a file, the page that names it must be saved.
        logger.warning("The words of document %s cannot be read", document.pk, exc_info=True)
        return ""
    return words


def read_words(file: BinaryIO, suffix: str) -> str:
    """The words of an open file; empty for one that is broken, locked or no such file."""
    data = file.read()
    try:
        parts = _pdf_pages(data) if suffix == "pdf" else _docx_paragraphs(data)
        return _up_to_limit(parts)
    except BROKEN as error:
        logger.info("No words in a %s: %s", suffix, error)
        return ""


def _up_to_limit(parts: Iterator[str]) -> str:
    found, length = [], 0
    for part in parts:
        part = " ".join(part.replace("\x00", "").split())
        if part:
            found.append(part)
            length += len(part) + 1
        if length >= CHARACTERS:
            break
    return "\n".join(found)[:CHARACTERS]


def _pdf_pages(data: bytes) -> Iterator[str]:
    with PDFIUM:
        document = pdfium.PdfDocument(data)
        try:
            for page in document:
                text = page.get_textpage()
                yield text.get_text_bounded()
                text.close()
                page.close()
        finally:
            document.close()


def _docx_paragraphs(data: bytes) -> Iterator[str]:
    """Paragraph by paragraph, so that reading stops at the limit; entities and document types are refused."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.getinfo("word/document.xml").file_size > MAX_XML:
            raise ValueError("the text is too large")
        with archive.open("word/document.xml") as part:
            for _event, element in ElementTree.iterparse(part, forbid_dtd=True):
                if element.tag == f"{WORD}p":
                    yield "".join(run.text or "" for run in element.iter(f"{WORD}t"))
                    element.clear()
