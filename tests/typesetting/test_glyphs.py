"""What the committed fonts can print."""

import pytest
from fontTools.ttLib import TTFont

from typesetting.fonts.build import HERE, read_repertoire
from typesetting.glyphs import FONT_FILES, advance, coverage, lacking


@pytest.mark.parametrize("face", ["kai", "serif", "semibold"])
def test_every_text_face_holds_the_8105_standard_characters_latin_and_punctuation(face):
    repertoire = read_repertoire(HERE / "repertoire.txt")
    assert len(repertoire["standard"]) == 8105
    assert repertoire["standard"] - coverage(face) == set()
    assert lacking("ABCxyz0123456789〇·，。、；：？！（）《》“”‘’—…－é", face) == []


@pytest.mark.parametrize("text", ["石碁镇", "大滘村", "福涌村", "小谷围", "䶮㛃𬭎𫖯㼆"])
def test_local_places_and_rare_names_print_in_every_text_face(text):
    assert {face: lacking(text, face) for face in ("kai", "serif", "semibold")} == {
        "kai": [],
        "serif": [],
        "semibold": [],
    }


@pytest.mark.parametrize("title", ["结业证书", "学时证明", "案例采纳证明", "案例入库证明", "培训荣誉证书", "参与证明"])
def test_the_title_face_holds_the_headings_we_issue(title):
    assert lacking(title, "title") == []


@pytest.mark.parametrize("text", ["满意度≥80%", "≤3天", "120㎡", "甲⇒乙", "✓"])
def test_documents_print_the_signs_that_figures_need(text):
    assert [character for character in lacking(text, "serif") if lacking(character, "marks")] == []


def test_missing_characters_are_named_once_in_order():
    assert lacking("李𰻞明\U0003134a𰻞", "kai") == ["𰻞", "\U0003134a"]


def test_advances_are_in_ems():
    assert advance("中", "serif") == 1.0
    assert 0.3 < advance("i", "serif") < 0.4


def test_every_font_carries_our_own_name_and_the_original_copyright():
    named = {}
    for file in FONT_FILES.values():
        with TTFont(HERE / file, lazy=True) as font:
            for record in (1, 3, 4, 6, 16):
                text = font["name"].getDebugName(record)
                assert not any(reserved in text for reserved in ("LXGW", "霞鹜", "Noto", "Source"))
            named[file] = (font["name"].getDebugName(6), bool(font["name"].getDebugName(0)))
    assert named == {file: (file.removesuffix(".ttf"), True) for file in FONT_FILES.values()}
