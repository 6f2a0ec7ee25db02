"""What may be uploaded: the bytes must be what the name says, and nothing in them may act by itself. Pure.

Each check takes the name, an open binary file and its size, and raises `Refused` with a sentence for the person who
uploaded it. Nothing is ever unpacked to disk, and archives are judged by their directory before any entry is read.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

MB = 1024 * 1024
MAX_DOCUMENT = 50 * MB
MAX_CAPTIONS = MB
MAX_MEDIA = {"video": 500 * MB, "audio": 100 * MB}
MAX_PIXELS = 40_000_000

IMAGE_TYPES = ("gif", "jpg", "jpeg", "png", "webp")
DOCUMENT_TYPES = ("pdf", "docx", "xlsx", "pptx", "vtt")
MEDIA_TYPES = {"video": ("mp4", "webm"), "audio": ("mp3", "m4a", "ogg")}

OOXML_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
MAX_ENTRIES, MAX_UNPACKED, MAX_RATIO = 5_000, 300 * MB, 100
ACTIVE_PART = re.compile(
    r"vbaproject|vbadata|activex|oleobject|/embeddings/.*\.(bin|exe|docm|xlsm|pptm)|\.(exe|dll|js|vbs|bat)$", re.I
)
# Names that make a PDF run, open or carry something; long enough not to turn up in compressed bytes by chance.
ACTIVE_NAME = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)(?![A-Za-z0-9])|/XFA(?=[\s\[])"
)
STREAM_START = re.compile(rb"(?<!end)stream\r?\n")
DICTIONARY_REACH = 2_000  # bytes before a stream in which its dictionary stands
MAX_INFLATED = 64 * MB


class Refused(Exception):
    """The file is not taken; the message says why and what to do."""


def extension_of(name: str) -> str:
    return PurePosixPath(name).suffix[1:].lower()


def check_image(name: str, file: BinaryIO, size: int) -> None:
    """A picture of an accepted type, judged from its first bytes only; SVG is refused, it can carry scripts."""
    suffix = extension_of(name)
    if suffix == "svg":
        raise Refused(_("SVG pictures are not taken, because they can carry scripts. Save it as PNG."))
    _known(suffix, IMAGE_TYPES)
    head = _head(file, 256 * 1024)
    found = _image_size(head)
    if found is None:
        raise Refused(_("This is not a picture, or it is damaged. Open it, save it as JPEG or PNG and try again."))
    kind, width, height = found
    if kind != ("jpeg" if suffix == "jpg" else suffix):
        raise Refused(
            _("The name ends in .%(suffix)s, but the picture is a %(kind)s. Rename it.")
            % {"suffix": suffix, "kind": kind.upper()}
        )
    if width * height > MAX_PIXELS:
        raise Refused(
            _(
                "The picture is %(width)d × %(height)d pixels; 40 million in all are the limit. "
                "Make it smaller, 2000 pixels wide are plenty."
            )
            % {"width": width, "height": height}
        )


def check_document(name: str, file: BinaryIO, size: int) -> None:
    suffix = extension_of(name)
    _known(suffix, DOCUMENT_TYPES)
    _not_over(size, MAX_CAPTIONS if suffix == "vtt" else MAX_DOCUMENT)
    if suffix == "pdf":
        _check_pdf(file)
    elif suffix == "vtt":
        _check_vtt(file)
    else:
        _check_ooxml(file, suffix, size)


def check_media(kind: str, name: str, file: BinaryIO, size: int) -> None:
    """`kind` is video or audio."""
    suffix = extension_of(name)
    _known(suffix, MEDIA_TYPES[kind])
    _not_over(size, MAX_MEDIA[kind])
    head = _head(file, 4096)
    sound = {
        "mp4": head[4:8] == b"ftyp" and head[8:12] not in (b"M4A ", b"M4B ", b"qt  "),
        "m4a": head[4:8] == b"ftyp" and head[8:12] in (b"M4A ", b"M4B ", b"isom", b"iso2", b"mp41", b"mp42", b"dash"),
        "webm": head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64],
        "ogg": head.startswith(b"OggS"),
        "mp3": head.startswith(b"ID3") or _mp3_frame(head),
    }[suffix]
    if not sound:
        raise Refused(
            _("The content is not .%(suffix)s. Convert the file to MP4 (video) or MP3 (audio) and try again.")
            % {"suffix": suffix}
        )


def _known(suffix: str, allowed: tuple[str, ...]) -> None:
    if suffix not in allowed:
        raise Refused(
            _("Files of this kind (.%(suffix)s) are not taken. Allowed: %(allowed)s.")
            % {"suffix": suffix or "?", "allowed": ", ".join(allowed)}
        )


def _not_over(size: int, limit: int) -> None:
    if not size:
        raise Refused(_("The file is empty."))
    if size > limit:
        raise Refused(_("The file is over %(limit)d MB. Make it smaller or split it.") % {"limit": limit // MB})


def _head(file: BinaryIO, length: int) -> bytes:
    file.seek(0)
    head = file.read(length)
    file.seek(0)
    return head


def _check_vtt(file: BinaryIO) -> None:
    data = _head(file, MAX_CAPTIONS)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(_("Captions must be saved as UTF-8 text.")) from error
    if "\x00" in text or not re.match(r"WEBVTT(?:[ \t].*)?(?:\r?\n|\r|$)", text):
        raise Refused(_("Captions must begin with the line WEBVTT."))


def _check_pdf(file: BinaryIO) -> None:
    file.seek(0)
    data = file.read()
    file.seek(0)
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        raise Refused(_("The content is not a PDF, or it is damaged. Save it anew as PDF."))
    if re.search(rb"/Encrypt(?![A-Za-z0-9])", data):
        raise Refused(_("This PDF is locked with a password or with restrictions. Save it without and upload again."))
    if any(ACTIVE_NAME.search(part) for part in _readable_parts(data)):
        raise Refused(_("This PDF holds scripts, attachments or commands. Print it to PDF and upload the result."))


def _readable_parts(data: bytes) -> Iterator[bytes]:
    """The file as it stands, then its object streams unpacked: everywhere a name may be written."""
    yield _plain_names(data)
    budget = MAX_INFLATED
    for match in STREAM_START.finditer(data):
        if b"/ObjStm" not in _plain_names(data[max(0, match.start() - DICTIONARY_REACH) : match.start()]):
            continue
        try:
            unpacked = zlib.decompressobj().decompress(data[match.end() :], budget)
        except zlib.error:
            continue
        budget -= len(unpacked)
        if budget <= 0:
            raise Refused(_("This PDF unpacks to far more than its size and is not taken."))
        yield _plain_names(unpacked)


def _plain_names(data: bytes) -> bytes:
    """Names without their escapes: any letter may be written as #xx."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), data)


def _check_ooxml(file: BinaryIO, suffix: str, size: int) -> None:
    wrong = Refused(_("The content is not a real .%(suffix)s file. Save it anew in that format.") % {"suffix": suffix})
    if not _head(file, 4) == b"PK\x03\x04":
        raise wrong
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_directory(entries, size)
            names = {entry.filename for entry in entries}
            if not {"[Content_Types].xml", OOXML_PARTS[suffix]} <= names:
                raise wrong
            with archive.open("[Content_Types].xml") as part:
                types = part.read(MB).lower()
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        NotImplementedError,
        EOFError,
        RuntimeError,
        OSError,
    ) as error:
        raise wrong from error
    finally:
        file.seek(0)
    if b"macroenabled" in types or any(ACTIVE_PART.search(name) for name in names):
        raise Refused(_("This file holds macros or embedded programs. Save it without macros and upload again."))


def _check_directory(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse a bomb from the directory alone, before anything is unpacked."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > max(size, 1) * MAX_RATIO:
        raise Refused(_("This file unpacks to far more than its size and is not taken."))
    for entry in entries:
        steps = PurePosixPath(entry.filename.replace("\\", "/"))
        if steps.is_absolute() or ".." in steps.parts or entry.flag_bits & 0x1 or (entry.external_attr >> 28) == 0xA:
            raise Refused(_("This file is packed in an unsafe way and is not taken."))


def _mp3_frame(head: bytes) -> bool:
    """An MPEG audio frame header: sync, a known layer, bit rate and sampling rate."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    layer, rate, sampling = (head[1] >> 1) & 3, head[2] >> 4, (head[2] >> 2) & 3
    return layer != 0 and rate not in (0, 15) and sampling != 3


def _image_size(head: bytes) -> tuple[str, int, int] | None:
    """Type, width and height from the first bytes; None when they are none of ours."""
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
            return ("png", *struct.unpack(">II", head[16:24]))
        if head[:6] in (b"GIF87a", b"GIF89a"):
            return ("gif", *struct.unpack("<HH", head[6:10]))
        if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            return _webp_size(head)
        if head.startswith(b"\xff\xd8\xff"):
            return _jpeg_size(head)
    except (struct.error, IndexError):
        return None
    return None


def _webp_size(head: bytes) -> tuple[str, int, int] | None:
    kind = head[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return ("webp", width & 0x3FFF, height & 0x3FFF)
    if kind == b"VP8L":
        bits = struct.unpack("<I", head[21:25])[0]
        return ("webp", (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1)
    if kind == b"VP8X":
        width, height = (int.from_bytes(head[start : start + 3], "little") + 1 for start in (24, 27))
        return ("webp", width, height)
    return None


def _jpeg_size(head: bytes) -> tuple[str, int, int] | None:
    at = 2
    while at + 9 < len(head):
        if head[at] != 0xFF:
            return None
        marker = head[at + 1]
        # Start of frame: baseline to arithmetic, without the tables (C4, C8, CC) between them.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return ("jpeg", width, height)
        at += 1 if marker == 0xFF else 2 + struct.unpack(">H", head[at + 2 : at + 4])[0]
    return None


def media_seconds(name: str, file: BinaryIO, size: int) -> float | None:
    """How long a recording plays, read from an MP4 or M4A; None for other types or when it cannot be found."""
    if extension_of(name) not in ("mp4", "m4a"):
        return None
    try:
        return _movie_header(file, size)
    except (struct.error, OSError, ValueError, ZeroDivisionError):
        return None
    finally:
        file.seek(0)


def _movie_header(file: BinaryIO, end: int, start: int = 0) -> float | None:
    """Walk the boxes of an MP4 to `moov`/`mvhd`, which holds time scale and duration."""
    at = start
    while at + 8 <= end:
        file.seek(at)
        length, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if length == 1:
            length, head = struct.unpack(">Q", file.read(8))[0], 16
        if length < head:
            return None
        if kind == b"moov":
            return _movie_header(file, min(end, at + length), at + head)
        if kind == b"mvhd":
            wide = file.read(4)[0] == 1
            file.seek(16 if wide else 8, 1)
            scale, duration = struct.unpack(">IQ" if wide else ">II", file.read(12 if wide else 8))
            return duration / scale
        at += length
    return None
