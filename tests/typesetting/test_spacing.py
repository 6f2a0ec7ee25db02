"""The small distances of Chinese setting."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typesetting.spacing import BREAK, set_chinese


def spaced(markup):
    root = ElementTree.fromstring(markup)
    set_chinese(root)
    return ElementTree.tostring(root, encoding="unicode").replace(BREAK, "|")


def span(name, text):
    return f'<span class="{name}">{text}</span>'


BOTH = "apart-before apart-after"


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("<p>社区治理</p>", "<p>社区治理</p>"),
        # letters and figures stand apart, a figure stays with what it counts
        ("<p>用PDF版</p>", f"<p>用{span(BOTH, 'PDF')}版</p>"),
        ("<p>共48学时</p>", f"<p>共{span('kept', span(BOTH, '48') + '学')}时</p>"),
        ("<p>48学时</p>", f"<p>{span('kept', span('apart-after', '48') + '学')}时</p>"),
        ("<p>占31%。</p>", f"<p>占{span('apart-before', '31%')}。</p>"),
        ("<p>第<b>3</b>版</p>", f"<p>第<b>{span(BOTH, '3')}</b>版</p>"),
        ("<p>（PDF）</p>", f"<p>{span('flush', '（')}PDF）</p>"),
        ("<p>已有 PDF 版</p>", "<p>已有 PDF 版</p>"),  # somebody typed the space
        ("<p>Town and Village</p>", "<p>Town and Village</p>"),
        # marks in a row share their blank
        ("<p>见《甲》（乙）。</p>", f"<p>见《甲{span('squeezed', '》')}（乙{span('squeezed', '）')}。</p>"),
        ("<p>《甲》、</p>", f"<p>{span('flush', '《')}甲{span('squeezed', '》')}、</p>"),
        # quotation marks: the serif ones, and a line may end outside them
        ("<p>说“好”的</p>", f"<p>说|{span('quote', '“')}好{span('quote', '”')}|的</p>"),
        ("<p>说：“好”</p>", f"<p>说{span('squeezed', '：')}|{span('quote', '“')}好{span('quote', '”')}</p>"),
        ("<p>“好。”</p>", f"<p>{span('quote flush', '“')}好{span('squeezed', '。')}{span('quote', '”')}</p>"),
        ("<p>公开——谁都看</p>", f"<p>公开{span('dash', '——')}谁都看</p>"),
        # a line break of the source
        ("<p>社区\n  治理</p>", "<p>社区治理</p>"),
        ("<p>town\n  hall</p>", "<p>town\n  hall</p>"),
        # blocks do not know each other; code is left alone
        ("<div><p>共</p><p>48</p></div>", "<div><p>共</p><p>48</p></div>"),
        ("<p>用<code>A</code>版</p>", "<p>用<code>A</code>版</p>"),
    ],
)  # fmt: skip
def test_distances_are_put_where_a_typesetter_puts_them(written, set_as):
    assert spaced(written) == set_as


def test_no_last_line_is_a_single_character():
    text = "公示七天，异议由楼长会三日内答复，没办结的写明卡在哪里。"
    assert spaced(f"<p>{text}</p>") == f"<p>{text[:-3]}{span('kept', '哪里。')}</p>"
    assert spaced("<p>一行就放得下。</p>") == "<p>一行就放得下。</p>"


def test_comments_and_nested_lists_come_through():
    markup = "<ul><li>甲1乙<!-- 丙 --><ul><li>丁</li></ul>戊</li></ul>"
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_comments=True))
    root = ElementTree.fromstring(markup, parser)
    set_chinese(root)
    assert "".join(root.itertext()).replace(" 丙 ", "") == "甲1乙丁戊"


MARKS = "社区治理48PDF，。、；：（）《》“”——… <b>"


@given(st.lists(st.text(MARKS.replace("<", "").replace(">", ""), max_size=30), min_size=3, max_size=3))
def test_the_text_stays_what_was_written(texts):
    root = ElementTree.Element("p")
    root.text = texts[0]
    bold = ElementTree.SubElement(root, "b")
    bold.text, bold.tail = texts[1:]
    set_chinese(root)
    assert "".join(root.itertext()).replace(BREAK, "") == "".join(texts)
