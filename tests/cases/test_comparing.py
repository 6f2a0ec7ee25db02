"""What changed between two texts, shown so that both can be read out of it."""

from hypothesis import given
from hypothesis import strategies as st

from cases.comparing import compare, readable, text_pieces
from cases.sections import APPROACH, BASICS
from tests.cases import builders


def marks(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.mark, piece.text) for piece in text_pieces(before, after)]


def test_chinese_is_compared_by_characters_and_numbers_as_wholes():
    assert marks("堆物的户数降到11户，楼道好走了", "堆物的户数降到128户，楼道好走了") == [
        ("same", "堆物的户数降到"), ("gone", "11"), ("new", "128"), ("same", "户，楼道好走了"),
    ]  # fmt: skip


def test_chance_pairs_between_changes_are_not_shown_as_equal():
    assert marks("甲乙丙的丁戊", "己庚的辛壬") == [("gone", "甲乙丙的丁戊"), ("new", "己庚的辛壬")]


@given(st.text("甲乙丙丁，0a \n", max_size=60), st.text("甲乙丙丁，0a \n", max_size=60))
def test_both_texts_can_be_read_out_of_the_pieces(before, after):
    pieces = text_pieces(before, after)
    assert "".join(piece.text for piece in pieces if piece.mark != "new") == before
    assert "".join(piece.text for piece in pieces if piece.mark != "gone") == after


def test_the_same_draft_has_no_changes():
    assert compare(builders.draft_sections(), builders.draft_sections()) == []


def test_rows_are_matched_by_their_id_and_not_by_their_place():
    before, after = builders.draft_sections(), builders.draft_sections()
    steps = after["approach"]["steps"]
    after["approach"]["steps"] = [steps[0], {"id": "new", "title": "再开会", "text": "定下挂牌"}, steps[2]]
    (section,) = compare(before, after)
    (change,) = section.fields
    assert (section.section, change.field) == (APPROACH, APPROACH.field("steps"))
    assert [row.mark for row in change.rows] == ["same", "new", "gone", "same"]


def test_rows_that_only_moved_are_a_change_without_marks():
    before, after = builders.draft_sections(), builders.draft_sections()
    after["approach"]["steps"].reverse()
    (section,) = compare(before, after)
    assert [row.mark for row in section.fields[0].rows] == ["same", "same", "same"]


def test_choices_are_read_by_their_labels():
    data = builders.draft_sections()["basics"]
    said = [readable(BASICS.field(key), data[key]) for key in ("place_type", "themes", "outcome")]
    assert said == ["行政村", "志愿服务", "做成了"]
