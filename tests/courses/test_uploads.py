"""Uploads through the real screens of the CMS: what is taken, what is refused, and what the person is told."""

import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtailmedia.models import Media

from accounts.enums import Role
from content import uploads
from courses.rendering import UnreadableDocument, document_page, pages_of, read_pages
from tests import factories
from tests.courses import builders

pytestmark = pytest.mark.django_db
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def author(login):
    return login(factories.person(None, Role.AUTHOR))


def send(client, view: str, name: str, data: bytes, *args, **fields):
    upload = SimpleUploadedFile(name, data)
    return client.post(reverse(view, args=args), {"title": "文件", "file": upload, "collection": 1, **fields})


def errors_of(response) -> list[str]:
    assert response.status_code == 200, "a refused file shows the form again"
    return list(response.context["form"].errors["file"])


REFUSED_DOCUMENTS = {
    "html as pdf": ("notice.pdf", HTML, "The content is not a PDF, or it is damaged. Save it anew as PDF."),
    "script in pdf": ("a.pdf", builders.pdf(script=True), "holds scripts"),
    "script in packed pdf": ("a.pdf", builders.pdf(script=True, packed=True), "holds scripts"),
    "locked pdf": ("a.pdf", builders.pdf(password="x"), "locked with a password"),
    "cut pdf": ("a.pdf", builders.pdf()[:300], "damaged"),
    "program as docx": ("a.docx", b"MZ\x90\x00" + b"\x00" * 500, "not a real .docx file"),
    "xlsx as docx": ("a.docx", builders.ooxml("xl/workbook.xml"), "not a real .docx file"),
    "macros": ("a.docx", builders.ooxml(extra={"word/vbaProject.bin": b"x"}), "macros"),
    "macro type": ("a.xlsx", builders.ooxml("xl/workbook.xml", types=b"macroEnabled.main+xml"), "macros"),
    "bomb": ("a.docx", builders.ooxml(extra={"word/x.xml": b"0" * 30_000_000}), "unpacks to far more"),
    "climbing path": ("a.docx", builders.ooxml(extra={"../../etc/x": b"x"}), "unsafe way"),
    "captions": ("a.vtt", b"1\n00:00 --> 00:01\nhello", "WEBVTT"),
    "captions not utf-8": ("a.vtt", "WEBVTT\n\n你好".encode("gbk"), "UTF-8"),
    "svg": ("a.svg", b"<svg onload='x()'/>", "not taken"),
    "empty": ("a.pdf", b"", "empty"),
}


@pytest.mark.parametrize("case", REFUSED_DOCUMENTS)
def test_a_document_that_is_not_what_it_says_is_refused_at_the_field(author, case, settings):
    settings.LANGUAGE_CODE = "en"
    name, data, words = REFUSED_DOCUMENTS[case]
    response = send(author, "wagtaildocs:add", name, data)
    found = errors_of(response)
    assert len(found) == 1
    assert words in found[0]
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("规则.pdf", builders.pdf()),
        ("packed.pdf", builders.pdf(packed=True)),
        ("模板.docx", builders.ooxml()),
        ("名单.xlsx", builders.ooxml("xl/workbook.xml")),
        ("课件.pptx", builders.ooxml("ppt/presentation.xml")),
        ("字幕.vtt", "﻿WEBVTT\n\n00:00.000 --> 00:01.000\n先请人。".encode()),
    ],
)
def test_sound_documents_are_taken(author, name, data):
    response = send(author, "wagtaildocs:add", name, data)
    assert response.status_code == 302
    assert Document.objects.get().get_file_size() == len(data)


def test_several_documents_at_once_are_checked_one_by_one(author):
    url = reverse("wagtaildocs:add_multiple")
    headers = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    bad = author.post(url, {"files[]": SimpleUploadedFile("notice.pdf", HTML), "collection": 1}, **headers)
    good = author.post(url, {"files[]": SimpleUploadedFile("a.pdf", builders.pdf()), "collection": 1}, **headers)
    assert bad.status_code == good.status_code == 200
    assert bad.json()["success"] is False
    assert "PDF" in bad.json()["error_message"]
    assert good.json()["success"] is True
    assert Document.objects.get().title == "a.pdf"


def test_the_chooser_refuses_what_the_library_refuses(author):
    url = reverse("wagtaildocs_chooser:create")
    data = {"document-chooser-upload-title": "通知", "document-chooser-upload-collection": 1}
    response = author.post(url, data | {"document-chooser-upload-file": SimpleUploadedFile("notice.pdf", HTML)})
    assert response.status_code == 200
    found = response.json()
    assert found["step"] == "reshow_creation_form"
    assert "PDF" in found["htmlFragment"]
    assert not Document.objects.exists()


REFUSED_IMAGES = {
    "svg": ("a.svg", b"<svg onload='x()'/>", "SVG"),
    "html as jpg": ("a.jpg", HTML, "not a picture"),
    "png as jpg": ("a.jpg", builders.png(), "PNG"),
    "30,000 by 30,000": ("a.png", builders.huge_png(), "30000 × 30000"),
    "12,000 by 12,000": ("a.png", builders.huge_png(12_000, 12_000), "12000 × 12000"),
    "cut short": ("a.png", builders.png(400, 300)[:-40], "damaged"),
    "program": ("a.exe", b"MZ", "not taken"),
}


@pytest.mark.parametrize("case", REFUSED_IMAGES)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_an_image_that_is_none_or_too_large_is_refused_at_the_field(author, case, settings):
    settings.LANGUAGE_CODE = "en"
    name, data, words = REFUSED_IMAGES[case]
    found = errors_of(send(author, "wagtailimages:add", name, data, description=""))
    assert len(found) == 1
    assert words in found[0]
    assert not Image.objects.exists()


def test_an_enormous_image_is_refused_from_its_header_alone():
    data = builders.huge_png()
    began = time.perf_counter()
    with pytest.raises(uploads.Refused):
        uploads.check_image("a.png", io.BytesIO(data), len(data))
    assert time.perf_counter() - began < 0.2


@pytest.mark.parametrize(("suffix", "kind"), [("png", "PNG"), ("jpg", "JPEG"), ("gif", "GIF"), ("webp", "WEBP")])
def test_the_size_of_every_kind_of_image_is_read(suffix, kind):
    out = io.BytesIO()
    builders.Picture.new("RGB", (31, 17)).save(out, kind)
    assert uploads._image_size(out.getvalue())[1:] == (31, 17)
    uploads.check_image(f"a.{suffix}", out, len(out.getvalue()))


@pytest.mark.parametrize(
    ("kind", "name", "data", "taken"),
    [
        ("video", "a.mp4", builders.mp4(), True),
        ("video", "a.mp4", HTML, False),
        ("video", "a.webm", b"\x1aE\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x1fB\x86\x81\x01B\x82\x84webm", True),
        ("video", "a.webm", builders.mp4(), False),
        ("video", "a.avi", b"RIFF", False),
        ("video", "a.mp3", b"ID3\x04", False),
        ("audio", "a.mp3", b"ID3\x04\x00", True),
        ("audio", "a.mp3", b"\xff\xfb\x90\x00" + b"\x00" * 64, True),
        ("audio", "a.mp3", b"MZ\x90\x00", False),
        ("audio", "a.m4a", builders.mp4(brand=b"M4A "), True),
        ("audio", "a.ogg", b"OggS\x00\x02", True),
        ("audio", "a.ogg", b"RIFF", False),
    ],
)
def test_recordings_are_known_by_their_bytes(kind, name, data, taken):
    try:
        uploads.check_media(kind, name, io.BytesIO(data), len(data))
        assert taken
    except uploads.Refused:
        assert not taken


def test_a_video_is_refused_with_a_reason_or_kept_with_its_length(author, settings):
    settings.LANGUAGE_CODE = "en"
    refused = send(author, "wagtailmedia:add", "a.mp4", HTML, "video", duration="")
    assert errors_of(refused) == [
        "The content is not .mp4. Convert the file to MP4 (video) or MP3 (audio) and try again."
    ]
    taken = send(author, "wagtailmedia:add", "a.mp4", builders.mp4(200), "video", duration="")
    assert taken.status_code == 302
    assert Media.objects.get().duration == 200


def test_a_recording_of_unknown_length_asks_for_it(author):
    response = send(author, "wagtailmedia:add", "a.mp3", b"ID3\x04\x00" * 20, "audio", duration="")
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["duration"]
    response = send(author, "wagtailmedia:add", "a.mp3", b"ID3\x04\x00" * 20, "audio", duration="95")
    assert response.status_code == 302
    assert Media.objects.get().duration == 95


def test_a_poster_must_be_a_picture(author):
    poster = SimpleUploadedFile("poster.jpg", HTML)
    response = send(author, "wagtailmedia:add", "a.mp4", builders.mp4(), "video", thumbnail=poster)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["thumbnail"]


def test_pages_are_drawn_once_and_forgotten_with_their_file():
    document = builders.stored_document()
    pages = pages_of(document)
    assert [(page.number, page.width, page.height) for page in pages] == [(1, 1200, 675), (2, 1200, 675)]
    drawn = document_page(document, 2)
    assert drawn[:4] == b"RIFF"
    assert drawn[8:12] == b"WEBP"
    assert document_page(document, 2) == drawn
    assert document_page(document, 3) is None
    assert document_page(document, 0) is None
    folder = f"document_pages/{document.pk}-{document.get_file_hash()}"
    storage = document.file.storage
    assert sorted(storage.listdir(folder)[1]) == ["2.webp", "pages.json"]
    document.delete()
    assert not storage.exists(f"{folder}/2.webp")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", builders.pdf(201), builders.pdf(password="x"), HTML])
def test_a_pdf_that_cannot_be_shown_says_so(data):
    with pytest.raises(UnreadableDocument) as refusal:
        read_pages(data)
    assert str(refusal.value)


def test_files_of_the_library_are_for_those_who_work_in_the_cms(client, login):
    url = builders.stored_video().url
    assert client.get(url).status_code == 404
    assert login(factories.person()).get(url).status_code == 404
    response = login(factories.person(None, Role.AUTHOR)).get(url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == builders.mp4()
    assert response["X-Content-Type-Options"] == "nosniff"
    assert login(factories.person(None, Role.AUTHOR)).get("/media/media/../db.sqlite3").status_code == 404
