"""Centred lines: whole phrases, even lengths, no mark at the wrong end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typesetting.linebreaking import NEVER_FIRST, NEVER_LAST, break_lines


def lines_of(text, limit, **options):
    return break_lines(text, width_of=lambda character: 1.0, limit=limit, **options)


def test_a_text_that_fits_is_one_line():
    assert lines_of("《居民议事》", 10) == ["《居民议事》"]


def test_an_empty_text_has_no_lines():
    assert lines_of("", 10) == []


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        (
            "规定的全部内容，共计48学时，考核合格，准予结业。",
            16,
            ["规定的全部内容，共计48学时，", "考核合格，准予结业。"],
        ),
        (
            "修完规定的全部课程，共计48学时（其中网络学习32学时，集中培训16学时），准予结业。",
            34,
            ["修完规定的全部课程，共计48学时", "（其中网络学习32学时，集中培训16学时），准予结业。"],
        ),
        ("社区治理：从小区楼道到镇街协同", 12, ["社区治理：", "从小区楼道到镇街协同"]),
        ("社会组织培育与公益创投管理", 10, ["社会组织培育", "与公益创投管理"]),
    ],
)
def test_lines_break_between_phrases(text, limit, lines):
    assert lines_of(text, limit) == lines


def test_an_office_name_breaks_after_a_body():
    name = "广州市番禺区石碁镇人民政府社会事务办公室"
    assert lines_of(name, 14, also_after=frozenset("府")) == ["广州市番禺区石碁镇人民政府", "社会事务办公室"]


def test_what_may_not_be_cut_comes_back_whole():
    assert lines_of("ABCDEFGHIJ", 4) == ["ABCDEFGHIJ"]


@given(st.text("社区治理与的和48学时，。、（）《》", min_size=1, max_size=40), st.integers(8, 20))
def test_nothing_is_lost_and_no_mark_stands_at_the_wrong_end(text, limit):
    lines = lines_of(text, limit)
    assert "".join(lines) == text
    assert not any(line[0] in NEVER_FIRST for line in lines[1:])
    assert not any(line[-1] in NEVER_LAST for line in lines[:-1])
    assert len(lines) == 1 or all(len(line) <= limit for line in lines)
