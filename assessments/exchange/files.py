"""Which format an uploaded file has, by its content and its name, and the questions in it."""

from django.utils.translation import gettext as _

from assessments.exchange.gift import read_gift
from assessments.exchange.moodle import read_moodle
from assessments.exchange.packages import is_package, read_item, read_package
from assessments.exchange.reading import MOST_BYTES, read, unpacked
from assessments.exchange.records import Sheet
from assessments.exchange.sources import local, text_of, tree_of
from content.uploads import Refused, extension_of

ACCEPTED = (".xlsx", ".zip", ".xml", ".txt", ".gift")
TEXTS = {"xml", "txt", "gift"}
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf")


def read_file(name: str, content: bytes) -> Sheet:
    """The questions of a file, and what is wrong with them. Raises Refused, with a sentence for the person, for what
    is no file of questions at all."""
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is larger than 10 MB. Split it, or make its pictures smaller."))
    suffix = extension_of(name)
    if suffix in TEXTS:
        return _from_text(suffix, content)
    if suffix == "zip" and is_package(content):
        return read_package(content)
    upload = unpacked(name, content)
    sheet = read(upload.workbook)
    sheet.pictures = upload.pictures
    return sheet


def _from_text(suffix: str, content: bytes) -> Sheet:
    if content.startswith(ARCHIVES):
        raise Refused(_("The content is not what the name says. Choose the file as it was exported."))
    text = text_of(content).strip()
    return _from_xml(text) if suffix == "xml" or text[:5].lower() in ("<?xml", "<quiz") else read_gift(text)


def _from_xml(text: str) -> Sheet:
    root = tree_of(text)
    name = local(root)
    if name == "quiz":
        return read_moodle(root)
    if name == "assessmentItem":
        return read_item(root)
    if name == "assessmentTest":
        raise Refused(_("This file only names questions. Choose the ZIP package in which they are."))
    if name in ("questestinterop", "qti-assessment-item"):
        raise Refused(_("This is another version of QTI. Export it as QTI 2.1."))
    raise Refused(_("This XML file holds no questions. Moodle XML and QTI 2.1 are known here."))
