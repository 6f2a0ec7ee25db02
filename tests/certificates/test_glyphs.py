"""Which names and titles can be printed, and how names are cleaned."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from certificates.glyphs import GlyphProblem, check_printable, choose_name_face, normalize_name


@pytest.mark.parametrize(
    ("name", "face"),
    [
        ("李敏", "kai"),
        ("欧阳明轩", "kai"),
        ("阿卜杜热合曼·买买提", "kai"),
        ("䶮㛃𬭎", "kai"),
        ("陳買提", "serif"),  # one traditional character takes the whole name to Serif
        ("Mary O'Neill", "serif"),  # no Chinese character at all
        ("李Mary", "kai"),
    ],
)
def test_a_name_is_set_in_one_face(name, face):
    assert choose_name_face(name) == face


def test_printable_fields_have_no_problems():
    assert check_printable({"holder_name": "买买提·艾力", "course_title": "石碁镇社区议事", "title": "结业证书"}) == []


def test_each_unprintable_character_is_reported_with_its_field_and_code_point():
    problems = check_printable({"holder_name": "李𰻞\ue863", "course_title": "议事", "title": "龘"})
    assert problems == [
        GlyphProblem("holder_name", "𰻞", "U+30EDE", False),
        GlyphProblem("holder_name", "\ue863", "U+E863", True),
        GlyphProblem("title", "龘", "U+9F98", False),
    ]


def test_the_message_names_field_character_and_code_point():
    with translation.override("en"):
        missing = GlyphProblem("holder_name", "𰻞", "U+30EDE", False).message("Name")
        private = GlyphProblem("holder_name", "\ue863", "U+E863", True).message("Name")
        assert str(missing) == "“𰻞” (U+30EDE) in “Name” is missing from the certificate fonts."
        assert str(private) == (
            "“Name” contains a character of an old private encoding (U+E863). Type it again as the standard character."
        )


def test_a_control_character_cannot_be_printed():
    assert [problem.codepoint for problem in check_printable({"course_title": "议\n事"})] == ["U+000A"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" 李 敏 ", "李敏"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提・艾力", "买买提·艾力"),
        ("买买提‧艾力", "买买提·艾力"),
        ("买买提·艾力", "买买提·艾力"),
        ("买买提 · 艾力", "买买提·艾力"),
        ("\uf9e1\u6bc5", "李毅"),  # compatibility ideograph
        ("李\u200b敏\ufeff", "李敏"),
        ("葛\U000e0100城", "葛城"),  # variation selector
        ("Jose\u0301  Garcia", "José Garcia"),
        ("李\u3000敏", "李敏"),
        ("", ""),
    ],
)
def test_names_are_brought_to_one_form(typed, stored):
    assert normalize_name(typed) == stored


@given(st.text(max_size=30))
def test_cleaning_a_name_twice_changes_nothing_more(text):
    once = normalize_name(text)
    assert normalize_name(once) == once
