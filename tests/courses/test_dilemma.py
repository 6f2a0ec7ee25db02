"""Stories with choices: what authors are told, and that every scene can be read and reached without a script."""

import re

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.blocks import DilemmaBlock


def way(leads_to: str, text: str = "先听完") -> dict:
    return {"text": text, "result": "他坐了回来。", "leads_to": leads_to}


def scene(name: str, *ways: dict, ending: str = "", lesson: str = "") -> dict:
    return {"name": name, "text": f"{name}的经过", "ways": list(ways), "ending": ending, "lesson": lesson}


def story(*scenes: dict):
    block = DilemmaBlock()
    return block, block.to_python({"title": "会开到一半", "scenes": list(scenes)})


FINE = (
    scene("开头", way("散了"), way("谈下去")),
    scene("散了", ending="bad", lesson="没有说完"),
    scene("谈下去", way("开头"), way("谈成")),
    scene("谈成", ending="good"),
)


def problems(*scenes: dict) -> dict[tuple[int, str], str]:
    """What is said, by place of the scene and field."""
    block, value = story(*scenes)
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    found = {}
    for at, error in refused.value.block_errors["scenes"].block_errors.items():
        for field, why in error.block_errors.items():
            rows = getattr(why, "block_errors", None)
            why = next(iter(rows.values())).block_errors["leads_to"] if rows else why
            found[at, field] = why.messages[0]
    return found


def test_a_story_may_turn_back_and_end_in_several_ways():
    block, value = story(*FINE)
    cleaned = block.clean(value)
    assert [[way.target for way in scene.ways] for scene in cleaned.story] == [[2, 3], [], [1, 4], []]
    assert [str(scene.ending_label) for scene in cleaned.story] == ["", "没有成", "", "办成了"]


WRONG = {
    "two scenes of one name": (
        (scene("甲", way("乙"), way("乙")), scene("乙", ending="good"), scene("乙", ending="bad")), (2, "name"),
    ),
    "a scene that is not there": (
        (scene("甲", way("乙"), way("丁")), scene("乙", ending="good"), scene("丙", ending="bad")), (0, "ways"),
    ),
    "one choice": ((scene("甲", way("乙")), scene("乙", ending="good"), scene("丙", ending="bad")), (0, "ways")),
    "an end that does not say how": (
        (scene("甲", way("乙"), way("丙")), scene("乙"), scene("丙", ending="bad")), (1, "ending"),
    ),
    "an end that goes on": (
        (scene("甲", way("乙"), way("丙"), ending="good"), scene("乙", ending="good"), scene("丙", ending="bad")),
        (0, "ending"),
    ),
    "a scene nobody comes to": (
        (scene("甲", way("乙"), way("乙")), scene("乙", ending="good"), scene("丙", ending="bad")), (2, "name"),
    ),
    "a ring without an end": (
        (
            scene("甲", way("乙"), way("丙")), scene("乙", ending="good"), scene("丙", way("丁"), way("丁")),
            scene("丁", way("丙"), way("丙")),
        ),
        (2, "ways"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("scenes", "place"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_told_is_named_at_its_place(scenes, place):
    found = problems(*scenes)
    assert place in found
    assert all(words.endswith("。") for words in found.values())


def test_all_of_it_is_on_the_page_with_links_that_lead_somewhere():
    block, value = story(*FINE)
    html = block.render(block.clean(value), {"block_id": "d1"})
    ids = set(re.findall(r'id="(d1-\d+)"', html))
    assert ids == {"d1-1", "d1-2", "d1-3", "d1-4"}
    assert set(re.findall(r'href="#([^"]+)"', html)) == ids
    assert html.count("<details") == 4 and "style=" not in html


def test_what_comes_of_a_choice_is_not_searched():
    block, value = story(*FINE)
    words = " ".join(block.get_searchable_content(value))
    assert "开头的经过" in words
    assert "他坐了回来" not in words and "没有说完" not in words
