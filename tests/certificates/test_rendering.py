"""The PDF: text that can be read and searched, our fonts and no other, small, the same every time."""

import io
import struct
import sys
import zlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pikepdf
import pypdfium2
import pytest

from certificates import checks
from certificates.facts import CertificateFacts
from certificates.rendering import page_context, render_pdf
from typesetting.engine import weasyprint_problem

BUDGET = 120_000  # bytes

FACTS = CertificateFacts(
    holder_name="欧阳明轩",
    course_title="社区议事协商实务",
    started_on=date(2026, 9, 1),
    completed_on=date(2026, 11, 20),
    issued_on=date(2026, 11, 24),
    issuer_name="广州市番禺区社区学院",
    number="PY-2026-GZ01-000042-E",
    code="7K3M-Q9XR-2VTD",
    verify_url="https://learn.example.cn/v/7K3M-Q9XR-2VTD",
    hours=Decimal("48"),
    result_text="考核合格",
)
NAMES = [
    "李敏",
    "欧小红",
    "欧阳明轩",
    "买买提·艾力",
    "阿卜杜热合曼·买买提",
    "阿卜杜热合曼·买买提艾力",
    "䶮㛃𬭎",
    "陳買提",
    "Christopher Alexander Montgomery-Fitzgerald",
]
TITLES = [
    "居民议事",
    "石碁镇社区议事协商实务",
    "石碁镇“党建引领、五社联动”案例研习班：从小区楼道到镇街协同的实践（第二期）",
    "新时代城乡社区治理能力提升专题培训班暨石碁镇党建引领基层治理创新实践案例交流研讨",
]


def lines_of(pdf):
    page = pypdfium2.PdfDocument(pdf)[0]
    return [line.strip() for line in page.get_textpage().get_text_bounded().splitlines()]


def fonts_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        resources = document.pages[0].Resources
        return {str(font.BaseFont).split("+")[1] for font in resources.Font.values()}


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_set_on_one_line_in_the_committed_fonts_within_the_budget(name):
    pdf = render_pdf(replace(FACTS, holder_name=name))
    assert lines_of(pdf).count(name) == 1
    assert {font.split("-")[0] for font in fonts_of(pdf)} <= {"CertKai", "CertSerif", "CertTitle"}
    assert len(pdf) <= BUDGET


@pytest.mark.parametrize("title", TITLES)
def test_every_course_title_is_printed_whole_on_one_page(title):
    pdf = render_pdf(replace(FACTS, course_title=title))
    assert f"《{title}》" in "".join(lines_of(pdf))
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    assert len(pdf) <= BUDGET


def test_exactly_the_faces_in_use_are_embedded():
    families = {font.split("-")[0] for font in fonts_of(render_pdf(FACTS))}
    assert families == {"CertKai", "CertSerif", "CertTitle"}
    families = {font.split("-")[0] for font in fonts_of(render_pdf(replace(FACTS, holder_name="陳大文")))}
    assert families == {"CertSerif", "CertTitle"}


def test_every_fact_is_on_the_page():
    text = "".join(lines_of(render_pdf(FACTS))).replace(" ", "")
    for fact in (
        "结业证书",
        "CertificateofCompletion",
        "于2026年9月1日至11月20日修完课程",
        "共计48学时，考核合格，准予结业。",
        "广州市番禺区社区学院",
        "二〇二六年十一月二十四日",
        "PY-2026-GZ01-000042-E",
        "7K3M-Q9XR-2VTD",
        "learn.example.cn/v/7K3M-Q9XR-2VTD",
        "不属于国家职业资格证书",
        "（盖章处）",
    ):
        assert fact in text


def test_without_hours_the_page_does_not_speak_of_hours_earned():
    assert "共计" not in "".join(lines_of(render_pdf(replace(FACTS, hours=None))))


def test_equal_facts_give_equal_bytes():
    assert render_pdf(FACTS) == render_pdf(replace(FACTS))


def test_different_facts_give_different_identifiers():
    identifiers = set()
    for number in ("PY-2026-GZ01-000042-E", "PY-2026-GZ01-000043-C"):
        with pikepdf.open(io.BytesIO(render_pdf(replace(FACTS, number=number)))) as document:
            identifiers.add(bytes(document.trailer.ID[0]))
    assert len(identifiers) == 2


def test_the_file_is_tagged_titled_and_in_chinese_with_a_description_of_the_qr_code_only():
    with pikepdf.open(io.BytesIO(render_pdf(FACTS))) as document:
        root = document.Root
        figures = [
            item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("zh-CN", True)
        assert str(document.docinfo.Title) == "结业证书 PY-2026-GZ01-000042-E"
        assert [str(figure.Alt) for figure in figures] == [f"查验二维码：{FACTS.verify_url}"]
        assert document.open_metadata()["pdfaid:part"] == "3"
        first = document.pages[0].Contents[0].read_bytes()
    assert first.split() == [b"/Artifact", b"BMC", b"q", b"/CertArt", b"Do", b"Q", b"EMC"]


def png(size=4):
    """A small opaque red picture."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\xc0\x20\x20" * size for _ in range(size))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_a_seal_image_takes_the_place_of_the_empty_circle():
    pdf = render_pdf(replace(FACTS, seal_image=png()))
    assert "（盖章处）" not in lines_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        alts = {str(item.Alt) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item}
    assert alts == {f"查验二维码：{FACTS.verify_url}", "印章：广州市番禺区社区学院"}


def test_a_seal_that_is_no_picture_is_refused():
    with pytest.raises(ValueError, match="PNG or JPEG"):
        render_pdf(replace(FACTS, seal_image=b"<svg/>"))


def test_markup_in_a_fact_is_printed_as_text():
    pdf = render_pdf(replace(FACTS, course_title='<img src="file:///etc/hostname">'))
    assert '《<img src="file:///etc/hostname">》' in "".join(lines_of(pdf))


def test_longer_names_and_titles_are_set_smaller():
    sizes = [
        page_context(replace(FACTS, holder_name=name))["name_size"]
        for name in ("李敏", "欧阳明轩", NAMES[4], NAMES[-1])
    ]
    assert sizes == ["name-2", "name-4", "name-8", "name-longest"]
    assert [page_context(replace(FACTS, course_title=title))["course_size"] for title in TITLES] == [
        "course-1",
        "course-1",
        "course-2",
        "course-2",
    ]


def test_a_machine_with_pango_has_no_problem():
    assert weasyprint_problem() is None
    assert checks.check_pdf_engine(None) == []


def test_a_machine_without_pango_gets_one_warning_with_the_command(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # what an import that cannot succeed looks like
    [warning] = checks.check_pdf_engine(None)
    assert warning.id == "certificates.W001"
    assert "libpango-1.0-0" in warning.hint
    assert not warning.is_serious()
    assert capsys.readouterr() == ("", "")
