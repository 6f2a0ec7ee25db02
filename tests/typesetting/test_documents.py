"""Whole documents: tagged, repeatable, in the committed fonts, every mark and head where it belongs."""

import io
from datetime import date

import pikepdf
import pypdfium2
import pytest

from tests.typesetting.sample import TITLE, sample, sample_html
from typesetting.documents import MissingCharacters, missing_characters, render_document
from typesetting.fonts.build import HERE, read_repertoire
from typesetting.glyphs import FONT_FILES
from typesetting.linebreaking import NEVER_FIRST, NEVER_LAST

FAMILIES = {file.partition("-")[0] for file in FONT_FILES.values()}


@pytest.fixture(scope="module")
def document():
    return sample()


def pages_of(pdf):
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def lines_of(pdf):
    return [line.strip() for page in pages_of(pdf) for line in page.splitlines()]


def fonts_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        dictionaries = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        return {str(item.BaseFont).split("+")[1].split("-")[0] for item in dictionaries if "/BaseFont" in item}


def structure_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        elements = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        return [(str(item.S), str(item.get("/Alt", ""))) for item in elements if item.get("/Type") == "/StructElem"]


def words(text):
    return "".join(text.split())


def test_a_case_of_four_pages_prints_everything_in_the_committed_fonts(document):
    pages = pages_of(document)
    assert len(pages) == 4
    assert fonts_of(document) <= FAMILIES
    for said in (
        "六步议事谈成老楼加梯",
        "第3版，2026年6月18日",
        "“同意”和“不同意”各说各的",
        "集中议",
        "《既有住宅加装电梯办法（示例）》第九条",
        "图1楼长会设在社区公园的榕树下",
        "应到户实到率",
        "21,480",
        "“以前开会是比谁嗓门大",
        "二〇二六年六月十八日",
    ):
        assert words(said) in words("".join(pages))
    assert len(document) <= 250_000


def test_the_file_says_what_it_is(document):
    with pikepdf.open(io.BytesIO(document)) as opened:
        assert (str(opened.Root.Lang), bool(opened.Root.MarkInfo.Marked)) == ("zh-Hans", True)
        assert str(opened.docinfo.Title) == TITLE
        assert str(opened.docinfo.Author) == "清源街某社区居民委员会"
        assert str(opened.docinfo.CreationDate).startswith("D:20260618")
        metadata = opened.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def test_a_screen_reader_finds_headings_lists_tables_and_a_description_of_every_picture(document):
    kinds = [kind for kind, _alt in structure_of(document)]
    assert {kind: kinds.count(kind) for kind in ("/H1", "/H2", "/H3", "/Table", "/BlockQuote")} == {
        "/H1": 1,
        "/H2": 4,
        "/H3": 6,
        "/Table": 2,
        "/BlockQuote": 1,
    }
    assert [alt for kind, alt in structure_of(document) if kind == "/Figure"] == [
        "插画：榕树下五个人围坐议事，其中一人穿红衣",
        "谈成加梯的楼栋从2变为9",
        "从提出到签约从14变为6",
        "楼道矛盾投诉从23变为7",
        "应到户实到率从31%变为68%",
    ]


def test_equal_words_give_equal_bytes_and_the_identifier_names_the_file(document):
    def identifier(pdf):
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return bytes(opened.trailer.ID[0])

    assert sample() == document
    corrected = sample(html=sample_html().replace("462户", "463户"))
    assert identifier(corrected) == identifier(document)
    assert identifier(sample(identifier="AL-2026-QY-0008/1")) != identifier(document)


def test_every_page_is_numbered_and_all_but_the_first_have_a_header(document):
    pages = [words(page) for page in pages_of(document)]
    assert [f"第{number}页，共4页" in page for number, page in enumerate(pages, 1)] == [True] * 4
    assert ["共治学堂案例库" in page for page in pages] == [False, True, True, True]
    assert ["AL-2026-QY-0007" in page for page in pages] == [True] * 4


def test_no_line_begins_or_ends_with_the_wrong_mark(document):
    lines = [line for line in lines_of(document) if len(line) > 20]
    assert len(lines) > 40
    assert [line for line in lines if line[0] in NEVER_FIRST - set("”’·…—") or line[-1] in NEVER_LAST] == []


def test_a_heading_stays_with_its_text_whatever_stands_before_it():
    for lines in range(26, 34):
        filling = "".join(f"<p>第{number}行</p>" for number in range(lines))
        pages = pages_of(render_document(title="标题", html=f"<h1>标题</h1>{filling}<h2>小标题</h2><p>正文</p>"))
        assert [("小标题" in page) == ("正文" in page) for page in pages] == [True] * len(pages)


def test_a_long_table_has_its_head_on_every_page_and_no_row_in_two():
    rows = "".join(f"<tr><td>第{number}项</td><td>{'议事' * 40}完</td></tr>" for number in range(40))
    html = f"<table><thead><tr><th>项目</th><th>说明文字</th></tr></thead><tbody>{rows}</tbody></table>"
    pages = [words(page) for page in pages_of(render_document(title="表", html=html))]
    assert len(pages) > 2
    assert [page.count("说明文字") for page in pages] == [1] * len(pages)
    assert all(page.count("项") - 1 == page.count("完") for page in pages)
    assert sum(page.count("完") for page in pages) == 40


def test_a_short_column_beside_a_long_one_is_not_squeezed_to_a_character_a_line():
    html = f"<table><tbody><tr><th scope='row'>石碁镇</th><td>{'议事' * 60}</td></tr></tbody></table>"
    assert any(line.startswith("石碁镇") for line in lines_of(render_document(title="表", html=html)))


def test_a_template_extends_the_shell(settings, tmp_path):
    (tmp_path / "notice.html").write_text(
        '{% extends "typesetting/document.html" %}{% block document %}<h1>{{ name }}</h1>{% endblock %}'
    )
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]
    pdf = render_document(title="通知", template="notice.html", context={"name": "<b>某</b>社区"})
    assert "<b>某</b>社区" in lines_of(pdf)


def test_a_document_has_one_source():
    for sources in ({}, {"html": "<p>一</p>", "template": "notice.html"}):
        with pytest.raises(ValueError, match="either markup or a template"):
            render_document(title="标题", **sources)


def test_texts_of_the_margins_are_texts_whatever_they_hold():
    hostile = '"}</style><p>漏\\'
    pdf = render_document(
        title="标题",
        html="<p>一</p><p class='new-page'>二</p>",
        site_name=hostile,
        running_title="运行",
        footer=hostile,
    )
    first, second = pages_of(pdf)
    assert (first.count(hostile), second.count(hostile)) == (1, 2)
    assert (first.count("漏"), second.count("漏")) == (1, 2)


def test_an_english_document_is_numbered_in_english_and_keeps_its_own_spacing():
    html = "<p>Notice 2026年</p>"
    english, chinese = (render_document(title="Notice", html=html, language=language) for language in ("en", "zh-Hans"))
    assert "Page 1 of 1" in pages_of(english)[0]
    assert "第 1 页，共 1 页" in pages_of(chinese)[0]
    marked_runs = [sum(kind == "/Span" for kind, _alt in structure_of(pdf)) for pdf in (english, chinese)]
    assert marked_runs[0] < marked_runs[1]


def test_missing_characters_are_those_a_reader_would_see():
    markup = "<style>☄</style><p title='☀'>好👍&#x1F600;é\u200b\ufe0f\n<b>👍</b><img alt='图☃'>䶮㐀陳</p><!-- ☂ -->"
    assert missing_characters(markup) == ["👍", "😀", "☃"]
    assert missing_characters(sample_html()) == []


@pytest.mark.parametrize("where", ["html", "site_name", "running_title", "footer"])
def test_what_no_font_has_is_refused_instead_of_printed_as_a_box(where):
    arguments = {"title": "标题", "html": "<p>好</p>"} | {where: "<p>好👍</p>"}
    with pytest.raises(MissingCharacters, match=r"U\+1F44D") as refusal:
        render_document(**arguments)
    assert refusal.value.characters == ("👍",)


@pytest.mark.parametrize("tag", ["p", "h1", "blockquote"])
def test_every_character_that_is_let_through_prints_from_the_committed_fonts(tag, caplog):
    """The three faces differ in what they hold: what one lacks comes from another, never from the machine."""
    repertoire = read_repertoire(HERE / "repertoire.txt")
    sections = ("latin", "punctuation", "standard", "names", "traditional")
    wanted = "".join(chr(code) for name in sections for code in sorted(repertoire[name]))
    printed = "".join(set(wanted) - set(missing_characters(wanted.replace("<", "").replace("&", ""))) - {"<", "&"})
    pdf = render_document(title="字", html=f"<{tag}>{''.join(sorted(printed))}</{tag}>")
    assert fonts_of(pdf) <= FAMILIES
    assert [record.message for record in caplog.records if "notdef" in record.message] == []


def test_code_is_set_in_the_committed_fonts_too():
    assert fonts_of(render_document(title="码", html="<pre>pip <code>install</code></pre><kbd>K</kbd>")) <= FAMILIES


def test_a_document_without_a_date_has_none_and_is_repeatable():
    pdf = render_document(title="标题", html="<p>好</p>")
    assert pdf == render_document(title="标题", html="<p>好</p>")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/CreationDate" not in opened.docinfo
    assert pdf != render_document(title="标题", html="<p>好</p>", dated=date(2026, 6, 18))
