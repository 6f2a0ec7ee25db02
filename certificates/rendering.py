"""From facts to a PDF file.

The first certificate of a process costs about a second (libraries, fonts, drawing); each one after that a few
hundredths. The drawing is made once and then put beneath each page as a form XObject, marked as an artifact so that a
screen reader passes over it.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import md5
from pathlib import Path
from typing import Any

import pydyf
import segno
from django.template.loader import render_to_string

from typesetting.engine import make_pdf
from typesetting.glyphs import Face, advance
from typesetting.linebreaking import break_lines

from . import art
from .facts import CertificateFacts
from .glyphs import choose_name_face
from .wording import chinese_date, compose

TEMPLATE = "certificates/pdf/completion.html"
STYLESHEET = Path(__file__).resolve().parent / "print" / "certificate.css"

DRAWING_PAGE = "@page { size: 297mm 210mm; margin: 0 } body { margin: 0 } svg { display: block }"

TEXT_WIDTH = 215.0  # mm a line may take
POINT = 25.4 / 72  # mm
SEAL_CENTRE = (221.0, 159.5)
# Size classes of certificate.css: (class, points, widest line in ems that still takes this size)
NAME_SIZES = (("name-2", 37.0, 2.0), ("name-4", 36.0, 4.0), ("name-8", 32.0, 14.0), ("name-long", 26.0, 20.0))
NAME_LONGEST = "name-longest"
COURSE_SIZES = (("course-1", 22.0, 1), ("course-2", 18.0, 2), ("course-3", 15.0, 3))
SENTENCE_SIZE = 15.0
ISSUER_SIZES = (("issuer-1", 14.0, 1), ("issuer-2", 12.0, 2))
ISSUER_WIDTH = 92.0
# Where the name of an office may break: after the name of a body or a place.
ISSUER_BREAKS = frozenset("府会局院处室部办区镇市街道村校心站")
TIGHT_FROM = 4  # lines of course title and closing together
RULE_GAP = 3.0  # mm between the English line and the rules beside it
ENGLISH_SIZE = 13.0

HANGING = frozenset("，。、；：")
_FIGURES = re.compile(r"(\d[\d.]*)")
_IMAGE_TYPES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, or a figure that stands a little apart from the words around it."""

    text: str
    figure: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One set line."""

    text: str

    @property
    def hangs(self) -> bool:
        """Ends in a full-width mark that has its ink on the left: to be centred without it."""
        return self.text[-1:] in HANGING

    @property
    def runs(self) -> list[Run]:
        return _runs(self.text)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The static art as page content, compressed once."""

    content: bytes
    states: tuple[tuple[str, tuple[tuple[str, float], ...]], ...]


def render_pdf(facts: CertificateFacts) -> bytes:
    """The certificate as a tagged PDF/A-3a file of one page; equal facts give equal bytes.

    Check `glyphs.check_printable(facts.printed_strings())` first: this function prints what it is given.
    Raises OSError when Pango is missing, ValueError for a seal image that is neither PNG nor JPEG, KeyError for a
    wording that does not exist.
    """
    drawing = _drawing(facts.seal_image is None, _rule_half(facts.title_en))
    html = render_to_string(TEMPLATE, page_context(facts))

    def lay_beneath(document: Any, pdf: pydyf.PDF) -> None:
        _lay_beneath(pdf, drawing)

    identifier = md5(repr(sorted(asdict(facts).items())).encode(), usedforsecurity=False).hexdigest()
    return make_pdf(html, stylesheet=STYLESHEET, identifier=identifier, finisher=lay_beneath)


def page_context(facts: CertificateFacts) -> dict[str, Any]:
    """What the template needs: the facts, their lines already broken, sizes chosen, pictures as data URIs."""
    wording = compose(facts)
    face = choose_name_face(facts.holder_name)
    course_size, course_lines = _fitted(f"《{facts.course_title}》", "semibold", COURSE_SIZES, TEXT_WIDTH)
    issuer_size, issuer_lines = _fitted(facts.issuer_name, "serif", ISSUER_SIZES, ISSUER_WIDTH, ISSUER_BREAKS)
    closing_lines = _lines(wording.closing, "serif", SENTENCE_SIZE, TEXT_WIDTH)
    return {
        "facts": facts,
        "wording": wording,
        "name_face": face,
        "name_size": _name_size(facts.holder_name, face),
        "course_size": course_size,
        "tight": len(course_lines) + len(closing_lines) >= TIGHT_FROM,
        "lead": _runs(wording.lead),
        "course_lines": [Line(text) for text in course_lines],
        "closing_lines": [Line(text) for text in closing_lines],
        "issuer_size": issuer_size,
        "issuer_lines": issuer_lines,
        "issued": facts.issued_on.isoformat(),
        "issued_words": chinese_date(facts.issued_on),
        "address": facts.verify_url.partition("://")[2] or facts.verify_url,
        "qr": _qr(facts.verify_url),
        "seal": _data_uri(facts.seal_image) if facts.seal_image else "",
    }


def _width(text: str, face: Face) -> float:
    return sum(advance(character, face) for character in text)


def _lines(text: str, face: Face, points: float, width: float, also_after: frozenset[str] = frozenset()) -> list[str]:
    return break_lines(
        text, width_of=lambda character: advance(character, face), limit=width / (points * POINT), also_after=also_after
    )


def _name_size(name: str, face: Face) -> str:
    width = _width(name, face)
    return next((size for size, _points, widest in NAME_SIZES if width <= widest), NAME_LONGEST)


def _fitted(
    text: str,
    face: Face,
    sizes: Sequence[tuple[str, float, int]],
    width: float,
    also_after: frozenset[str] = frozenset(),
) -> tuple[str, list[str]]:
    """The first of the sizes (class, points, most lines) at which the text keeps within its lines; else the last."""
    for size, points, most in sizes:
        lines = _lines(text, face, points, width, also_after)
        if len(lines) <= most or size == sizes[-1][0]:
            return size, lines
    raise ValueError("No sizes to choose from.")


def _runs(line: str) -> list[Run]:
    return [Run(part, bool(index % 2)) for index, part in enumerate(_FIGURES.split(line)) if part]


def _qr(url: str) -> str:
    return segno.make(url, error="m").png_data_uri(scale=8, border=0, dark="#26211c", light=art.IVORY)


def _data_uri(image: bytes) -> str:
    for magic, kind in _IMAGE_TYPES.items():
        if image.startswith(magic):
            return f"data:{kind};base64,{base64.b64encode(image).decode()}"
    raise ValueError("A seal image must be PNG or JPEG.")


def _rule_half(title_en: str) -> float:
    """Where the rules beside the English line begin, in mm from the middle of the page."""
    return round(_width(title_en, "serif") * ENGLISH_SIZE * POINT / 2 + RULE_GAP, 1) if title_en else 0.0


@lru_cache(maxsize=16)
def _drawing(with_seal_place: bool, rule_half: float) -> Drawing:
    """The art, turned into page content by WeasyPrint itself and kept for the life of the process."""
    svg = art.background(seal_centre=SEAL_CENTRE if with_seal_place else None, rule_half=rule_half)
    found: list[Drawing] = []

    def keep(document: Any, pdf: pydyf.PDF) -> None:
        page = next(_pages(pdf))
        stream = _object(pdf, page["Contents"])
        states = _object(pdf, page["Resources"])["ExtGState"]
        content = b"\n".join(part if isinstance(part, bytes) else str(part).encode() for part in stream.stream)
        found.append(
            Drawing(zlib.compress(content, 9), tuple((name, tuple(state.items())) for name, state in states.items()))
        )

    make_pdf(f"<!doctype html><style>{DRAWING_PAGE}</style>{svg}", variant=None, finisher=keep)
    return found[0]


def _lay_beneath(pdf: pydyf.PDF, drawing: Drawing) -> None:
    """Put the drawing under the page's own content, outside the structure tree."""
    page = next(_pages(pdf))
    states = {name: pydyf.Dictionary(dict(state)) for name, state in drawing.states}
    form = pydyf.Stream(
        [drawing.content],
        extra={
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array(page["MediaBox"]),
            "Filter": "/FlateDecode",
            "Resources": pydyf.Dictionary({"ExtGState": pydyf.Dictionary(states)}),
        },
    )
    pdf.add_object(form)
    placing = pydyf.Stream([b"/Artifact BMC", b"q", b"/CertArt Do", b"Q", b"EMC"])
    pdf.add_object(placing)
    _object(pdf, page["Resources"])["XObject"]["CertArt"] = form.reference
    page["Contents"] = pydyf.Array([placing.reference, page["Contents"]])


def _pages(pdf: pydyf.PDF) -> Iterator[Any]:
    return (item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page")


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
