"""Covers: repeatable, safe to inline, small, and different from their neighbours."""

import gzip
import re
from itertools import product
from xml.etree import ElementTree

import pytest

from covers import (
    PALETTES,
    THEME_MOTIFS,
    Motif,
    assign_palettes,
    cover_svg,
    cover_svg_from_seed,
    motif_for_theme,
    palette_for,
    seed_for,
)

TITLES = ["参与式议事协商实务", "榕树下的楼长会", "One-yuan ideas", "<b>&\"'", "", "长" * 200]
THEME_OF = {motif: theme for theme, motif in THEME_MOTIFS.items()}
SVG = "{http://www.w3.org/2000/svg}"


def test_every_theme_of_the_case_library_has_its_motif():
    assert THEME_MOTIFS == {
        "party_led": "banyan",
        "deliberation": "banyan",
        "five_society": "rings",
        "org_incubation": "oyster",
        "community_fund": "window",
        "volunteer": "rings",
        "elderly_child": "gables",
        "disability_aid": "door",
        "public_space": "gables",
        "old_estate": "gables",
        "environment": "river",
        "rural_revival": "ponds",
        "culture": "oyster",
        "new_citizens": "river",
        "dispute": "door",
        "safety_emergency": "river",
        "digital": "ponds",
        "property_services": "window",
    }


def test_every_motif_stands_for_some_theme():
    assert set(THEME_OF) == set(Motif)


def test_unknown_theme_always_gets_the_same_motif():
    assert motif_for_theme("night_market", seed="a") == motif_for_theme("night_market", seed="b")


def test_content_without_a_theme_gets_different_motifs_by_seed():
    assert {motif_for_theme("", seed=str(index)) for index in range(100)} == set(Motif)


def test_seed_is_fixed_and_ignores_blanks_around_the_title():
    assert seed_for(" 榕树下的楼长会\n") == seed_for("榕树下的楼长会") == "6e3cd20345faeda8"


def test_palette_of_a_title_is_fixed():
    assert [palette_for(title) for title in TITLES[:3]] == ["cui", "zhu", "dian"]


@pytest.mark.parametrize("motif", list(Motif))
def test_same_title_gives_the_same_cover_and_another_title_another(motif):
    theme = THEME_OF[motif]
    first = cover_svg(theme=theme, title="榕树下的楼长会", palette="cui")
    assert first == cover_svg(theme=theme, title="榕树下的楼长会", palette="cui")
    others = {cover_svg(theme=theme, title=f"课程{i}", palette="cui") for i in range(8)}
    assert first not in others
    assert len(others) > 3


def test_cover_from_a_seed_is_the_cover_of_its_title():
    title = "参与式议事协商实务"
    by_title = cover_svg(theme="deliberation", title=title)
    by_seed = cover_svg_from_seed(theme="deliberation", seed=seed_for(title), palette=palette_for(title))
    assert by_title == by_seed


@pytest.mark.parametrize("motif", list(Motif))
def test_cover_is_plain_svg_that_a_strict_policy_lets_through(motif):
    elements, attributes = set(), set()
    for title, palette in product(TITLES, PALETTES):
        root = ElementTree.fromstring(cover_svg(theme=THEME_OF[motif], title=title, palette=palette))
        for element in root.iter():
            elements.add(element.tag.removeprefix(SVG))
            attributes |= set(element.attrib)
            assert not (element.text or "").strip()
    assert elements <= {"svg", "g", "path", "circle", "rect"}
    shape = {"d", "cx", "cy", "r", "x", "y", "rx", "width", "height", "transform"}
    paint = {"fill", "opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"}
    assert attributes <= shape | paint | {"viewBox", "preserveAspectRatio", "aria-hidden"}


@pytest.mark.parametrize("motif", list(Motif))
def test_cover_has_no_broken_numbers(motif):
    for title in TITLES:
        svg = cover_svg(theme=THEME_OF[motif], title=title)
        assert not re.search(r"nan|inf|\de[-+]?\d|\.\d\d\d|--", svg)


@pytest.mark.parametrize("motif", list(Motif))
def test_cover_is_small(motif):
    covers = [cover_svg(theme=THEME_OF[motif], title=f"课程{i}").encode() for i in range(30)]
    assert max(len(cover) for cover in covers) <= 12 * 1024
    assert max(len(gzip.compress(cover)) for cover in covers) <= 4 * 1024


@pytest.mark.parametrize("motif", list(Motif))
@pytest.mark.parametrize("palette", list(PALETTES))
def test_every_palette_shows_its_accent(motif, palette):
    svg = cover_svg(theme=THEME_OF[motif], title="榕树下的楼长会", palette=palette)
    assert svg.count(f'fill="{PALETTES[palette].accent}"') in {1, 2}


def test_square_is_the_middle_of_the_same_drawing():
    wide = cover_svg(theme="culture", title="飘色新差")
    square = cover_svg(theme="culture", title="飘色新差", shape="square")
    assert 'viewBox="0 0 480 300"' in wide
    assert 'viewBox="90 0 300 300"' in square
    assert wide.partition(">")[2] == square.partition(">")[2]


def test_a_lower_frame_cuts_the_top_of_the_banyan_and_both_sides_of_the_others():
    alignments = {
        motif: re.findall(r'preserveAspectRatio="(\w+) slice"', cover_svg(theme=theme, title="一"))
        for motif, theme in THEME_OF.items()
    }
    assert alignments.pop(Motif.BANYAN) == ["xMidYMax"]
    assert set(map(tuple, alignments.values())) == {("xMidYMid",)}


def test_unknown_palette_is_refused():
    with pytest.raises(KeyError):
        cover_svg(theme="culture", title="飘色新差", palette="pink")


def test_palette_avoids_those_that_are_taken_unless_all_are():
    first = palette_for("榕树下的楼长会")
    second = palette_for("榕树下的楼长会", avoid=[first])
    assert second != first
    assert palette_for("榕树下的楼长会", avoid=PALETTES) == first


@pytest.mark.parametrize("columns", [1, 2, 3, 4])
def test_neighbours_in_a_grid_differ_in_palette(columns):
    palettes = assign_palettes([f"课程{index // 2}" for index in range(60)], columns=columns)
    assert len(palettes) == 60
    for step in {1, 2, columns}:
        assert all(a != b for a, b in zip(palettes, palettes[step:], strict=False))


def test_covers_above_do_not_change_when_a_cover_is_added_at_the_end():
    titles = [f"课程{index}" for index in range(12)]
    assert assign_palettes(titles)[:11] == assign_palettes(titles[:11])


def test_empty_grid_has_no_palettes():
    assert assign_palettes([]) == []
