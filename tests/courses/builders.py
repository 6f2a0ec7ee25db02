"""Files and blocks for the tests of courses, made from nothing."""

import io
import struct
import zipfile
import zlib

import pikepdf
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtailmedia.models import Media


def png(width: int = 40, height: int = 30) -> bytes:
    out = io.BytesIO()
    Picture.new("RGB", (width, height), "#2C6B5A").save(out, "PNG")
    return out.getvalue()


def huge_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """A file of a few bytes whose header promises an enormous picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 64))
        + chunk(b"IEND", b"")
    )


def pdf(pages: int = 2, *, script: bool = False, packed: bool = False, password: str = "") -> bytes:
    """A PDF; `packed` hides its objects in compressed object streams."""
    document = pikepdf.new()
    for _number in range(pages):
        document.add_blank_page(page_size=(960, 540))
    if script:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        document.Root.OpenAction = document.make_indirect(action)
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    lock = pikepdf.Encryption(user=password, owner=password) if password else False
    document.save(out, object_stream_mode=mode, encryption=lock)
    return out.getvalue()


def ooxml(
    part: str = "word/document.xml", *, extra: dict[str, bytes] | None = None, types: bytes = b"<Types/>"
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"[Content_Types].xml": types, part: b"<w:document/>", **(extra or {})}.items():
            archive.writestr(name, data)
    return out.getvalue()


def mp4(seconds: int = 200, brand: bytes = b"isom") -> bytes:
    """The boxes of an MP4 that say what it is and how long it plays, without any picture."""

    def box(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", 8 + len(data)) + kind + data

    mvhd = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + b"\x00" * 80)
    return box(b"ftyp", brand + b"\x00\x00\x02\x00") + box(b"moov", mvhd) + box(b"mdat", b"\x00" * 16)


def stored_image(title: str = "架空层") -> Image:
    return Image.objects.create(title=title, file=ImageFile(io.BytesIO(png()), name="hall.png"))


def stored_document(name: str = "slides.pdf", data: bytes | None = None) -> Document:
    return Document.objects.create(title=name, file=ContentFile(data if data is not None else pdf(), name=name))


def stored_video(seconds: float = 200) -> Media:
    return Media.objects.create(
        title="楼长会", type="video", duration=seconds, file=ContentFile(mp4(), name="meeting.mp4")
    )


def self_check(identity: str = "check-1", right: tuple[int, ...] = (1,)) -> dict:
    """Raw StreamField data of a self-check with three choices."""
    choices = [
        {"type": "item", "id": f"{identity}-{n}", "value": {"text": f"选项{n}", "correct": n in right, "feedback": ""}}
        for n in range(3)
    ]
    value = {"question": "哪一位最不应该漏请？", "choices": choices, "explanation": "噪声由他承受。"}
    return {"type": "self_check", "id": identity, "value": value}
