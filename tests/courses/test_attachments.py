"""The words of files in a lesson: read once, never in the way of a save."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile

from courses import attachments
from courses.attachments import read_words, words_in
from courses.models import LessonPage
from tests import factories
from tests.courses import builders

pytestmark = pytest.mark.django_db
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPEECH = "主持人：加装电梯要不要动绿化带"


def docx(*paragraphs: str, head: str = "") -> bytes:
    parts = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    xml = f'<?xml version="1.0"?>{head}<w:document {NAMESPACE}><w:body>{parts}</w:body></w:document>'
    return _packed(xml)


def _packed(xml: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


def pdf(words: str) -> bytes:
    """A PDF whose one page says `words` (Latin) in a font every reader has."""
    stream = f"BT /F1 24 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + table
    return out + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n" + str(start).encode() + b"\n%%EOF\n"


def lesson_with(document, kind: str = "download") -> LessonPage:
    block = {"type": kind, "id": "d1", "value": {"document": document.pk, "title": "附件", "note": ""}}
    return factories.lesson(factories.module(factories.course()), "带附件的课", body=[block])


def found(words: str) -> list[str]:
    return [page.title for page in LessonPage.objects.live().search(words)]


def test_the_words_of_a_docx_are_found(client):
    lesson_with(builders.stored_document("模板.docx", docx("议事会纪要", "红漆箱子每周三开")))
    assert found("紅漆箱子") == ["带附件的课"]


def test_the_words_of_a_pdf_are_found():
    lesson_with(builders.stored_document("slides.pdf", pdf("Kowloon tramway")), "document")
    assert found("tramway") == ["带附件的课"]


def test_the_transcript_of_a_recording_is_found():
    value = {"title": "楼长会", "video": builders.stored_video().pk, "transcript": f"<p>{SPEECH}</p>"}
    value |= {"captions": None, "required_percent": 80}
    factories.lesson(
        factories.module(factories.course()), "带录像的课", body=[{"type": "video", "id": "v1", "value": value}]
    )
    assert found("动绿化带") == ["带录像的课"]


def test_a_file_is_read_once(monkeypatch):
    document = builders.stored_document("模板.docx", docx("红漆箱子"))
    assert words_in(document) == "红漆箱子"
    monkeypatch.setattr(attachments, "read_words", lambda *_: pytest.fail("read again"))
    assert words_in(document) == "红漆箱子"


@pytest.mark.usefixtures("looked_up")
def test_a_replaced_file_changes_what_is_found():
    document = builders.stored_document("模板.docx", docx("红漆箱子"))
    lesson_with(document)
    document.file.save("模板.docx", ContentFile(docx("蓝色木牌")), save=False)
    document.file_hash = ""
    document.save()
    assert (found("红漆箱子"), found("蓝色木牌")) == ([], ["带附件的课"])


BOMB = '<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b""), ("b.pdf", b"%PDF-1.4 nonsense %%EOF"), ("c.pdf", builders.pdf(password="geheim")),
        ("d.docx", b"PK nonsense"), ("e.docx", builders.ooxml("xl/workbook.xml")), ("f.docx", builders.ooxml()),
        ("g.docx", _packed(f"<w:document {NAMESPACE}><w:p>")), ("h.docx", docx("&b;", head=BOMB)),
        ("i.docx", _packed("<x>" + " " * (31 * 1024 * 1024) + "</x>")), ("j.xlsx", builders.ooxml("xl/workbook.xml")),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_has_no_words_and_stops_no_save(name, data):
    lesson_with(builders.stored_document(name, data))
    assert found("附件") == ["带附件的课"]
    assert read_words(io.BytesIO(data), name[-4:].strip(".")) == ""


def test_a_file_that_is_gone_stops_no_save():
    document = builders.stored_document("模板.docx", docx("红漆箱子"))
    document.file.storage.delete(document.file.name)
    lesson_with(document)
    assert found("带附件的课") == ["带附件的课"]


def test_a_long_file_is_cut():
    long = docx(*["字" * 1000] * 80)
    assert len(read_words(io.BytesIO(long), "docx")) == attachments.CHARACTERS
