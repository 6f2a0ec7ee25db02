"""Which names and titles can be printed, and how names are cleaned."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from certificates.fonts.build import HERE, read_repertoire
from certificates.glyphs import (
    FONT_FILES,
    GlyphProblem,
    advance,
    check_printable,
    choose_name_face,
    coverage,
    missing_characters,
    normalize_name,
)


@pytest.mark.parametrize("face", ["kai", "serif", "semibold"])
def test_every_text_face_holds_the_8105_standard_characters_latin_and_punctuation(face):
    repertoire = read_repertoire(HERE / "repertoire.txt")
    assert len(repertoire["standard"]) == 8105
    assert repertoire["standard"] - coverage(face) == set()
    assert missing_characters("ABCxyz0123456789〇·，。、；：？！（）《》“”‘’—…－é", face) == []


@pytest.mark.parametrize("text", ["石碁镇", "大滘村", "福涌村", "小谷围", "䶮㛃𬭎𫖯㼆"])
def test_local_places_and_rare_names_print_in_every_text_face(text):
    assert {face: missing_characters(text, face) for face in ("kai", "serif", "semibold")} == {
        "kai": [],
        "serif": [],
        "semibold": [],
    }


@pytest.mark.parametrize("title", ["结业证书", "学时证明", "案例采纳证明", "案例入库证明", "培训荣誉证书", "参与证明"])
def test_the_title_face_holds_the_headings_we_issue(title):
    assert missing_characters(title, "title") == []


def test_missing_characters_are_named_once_in_order():
    assert missing_characters("李𰻞明\U0003134a𰻞", "kai") == ["𰻞", "\U0003134a"]


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


def test_advances_are_in_ems():
    assert advance("中", "serif") == 1.0
    assert 0.3 < advance("i", "serif") < 0.4


def test_every_font_carries_our_own_name_and_the_original_copyright():
    from fontTools.ttLib import TTFont

    named = {}
    for file in FONT_FILES.values():
        with TTFont(HERE / file, lazy=True) as font:
            for record in (1, 3, 4, 6, 16):
                text = font["name"].getDebugName(record)
                assert not any(reserved in text for reserved in ("LXGW", "霞鹜", "Noto", "Source"))
            named[file] = (font["name"].getDebugName(6), bool(font["name"].getDebugName(0)))
    assert named == {file: (file.removesuffix(".ttf"), True) for file in FONT_FILES.values()}
