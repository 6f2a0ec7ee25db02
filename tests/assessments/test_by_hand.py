"""Written answers that people mark: what authors may write, what is accepted, and the arithmetic of rubrics."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import rubrics
from assessments.grading import grade, grade_paper
from assessments.kinds import KINDS, ChoiceFacts, InvalidAnswer, kind_of

BY_HAND = sorted(key for key, kind in KINDS.items() if kind.marked_by_person)
RUBRIC = [{"criterion": "谁", "points": 6, "why": ""}, {"criterion": "例", "points": 4, "why": ""}]


def rows(*pairs: tuple[str, str]) -> list[ChoiceFacts]:
    return [ChoiceFacts(uid=f"row-{n}", text=text, match=match) for n, (text, match) in enumerate(pairs)]


def test_these_kinds_are_marked_by_people():
    assert BY_HAND == ["case_analysis", "short_answer"]
    assert [key for key, kind in KINDS.items() if kind.quotes_case] == ["case_analysis"]


@pytest.mark.parametrize("kind", BY_HAND)
@pytest.mark.parametrize(
    ("made", "count"),
    [
        (rows(("谁", "6"), ("例", "４")), 0),
        (rows(("谁", "100")), 0),
        ([], 1),
        (rows(("谁", "")), 1),
        (rows(("谁", "0")), 1),
        (rows(("谁", "101")), 1),
        (rows(("谁", "2.5")), 1),
        (rows(("谁", "-3")), 1),
        (rows(("谁", "3"), ("谁", "4")), 1),
        (rows(*[(str(n), "1") for n in range(11)]), 1),
    ],
)
def test_an_author_is_told_what_is_wrong_with_the_rubric(kind, made, count):
    assert len(kind_of(kind).problems(made)) == count


@pytest.mark.parametrize("kind", BY_HAND)
@pytest.mark.parametrize(
    ("posted", "value"),
    [
        ([], None),
        ([""], None),
        ([" \r\n "], None),
        (["一\r\n二\r三"], ["一\n二\n三"]),
        (["  留白  "], ["留白"]),
    ],
)
def test_an_answer_has_one_form(kind, posted, value):
    assert kind_of(kind).parse({}, posted) == value


@pytest.mark.parametrize("kind", BY_HAND)
def test_what_does_not_fit_is_refused(kind):
    longest = kind_of(kind).longest
    assert kind_of(kind).check({}, ["字" * longest]) == ["字" * longest]
    for wrong in ("文", ["甲", "乙"], [1], [{}], {"a": 1}, ["a\0b"], ["字" * (longest + 1)]):
        with pytest.raises(InvalidAnswer):
            kind_of(kind).check({}, wrong)


@pytest.mark.parametrize("kind", BY_HAND)
def test_the_rubric_stays_in_the_key(kind):
    made = rows(("要点机密", "6"))
    assert kind_of(kind).paper_part(made, None) == {}
    assert kind_of(kind).key_part(made) == {"rubric": [{"criterion": "要点机密", "points": 6, "why": ""}]}
    assert "要点机密" not in str(kind_of(kind).answer_context({}, ["我的话"]))
    assert kind_of(kind).describe({}, ["我的话"]) == "我的话"


@pytest.mark.parametrize("kind", BY_HAND)
def test_the_machine_marks_only_what_was_not_answered(kind):
    item = {"uid": "q", "kind": kind, "points": 10}
    assert grade(item, {"rubric": RUBRIC}, ["我的话"]) is None
    assert grade(item, {"rubric": RUBRIC}, None).points == 0
    with pytest.raises(NotImplementedError):
        kind_of(kind).share(item, {"rubric": RUBRIC}, ["我的话"])


@pytest.mark.parametrize(
    ("given", "points", "scaled", "passed", "waiting"),
    [
        ({}, 10, None, None, ("w",)),
        ({"w": Decimal("2.00")}, 12, "0.6000", True, ()),
        ({"w": Decimal("1.99")}, Decimal("11.99"), "0.5995", False, ()),
    ],
)
def test_a_paper_waits_for_people(given, points, scaled, passed, waiting):
    items = [{"uid": "m", "kind": "single", "points": 10}, {"uid": "w", "kind": "short_answer", "points": 10}]
    key = {"items": {"m": {"right": ["a"]}, "w": {"rubric": RUBRIC}}}
    paper = {"items": items, "settings": {"pass_mark": 60}}
    result = grade_paper(paper, key, {"m": ["a"], "w": ["我的话"]}, given)
    assert (result.points, result.max_points) == (points, 20)
    assert (result.scaled, result.passed, result.waiting) == (scaled and Decimal(scaled), passed, waiting)


@pytest.mark.parametrize(
    ("one", "other", "apart", "mean"),
    [
        ([6, 4], [6, 4], False, [6, 4]),
        ([6, 4], [5, 3], False, [Decimal("5.5"), Decimal("3.5")]),
        ([6, 4], [5, 2], True, [Decimal("5.5"), 3]),
        ([0, 4], [4, 0], False, [2, 2]),
        ([0, 0], [6, 4], True, [3, 2]),
    ],
)
def test_two_markers_meet_in_the_middle_unless_they_are_far_apart(one, other, apart, mean):
    assert rubrics.far_apart(RUBRIC, one, other) is apart
    assert rubrics.mean(one, other) == mean


@pytest.mark.parametrize("points", [[], [6], [6, 4, 0], [7, 4], [-1, 4], [6, None]])
def test_points_that_do_not_fit_the_rubric_are_refused(points):
    with pytest.raises(rubrics.NotInRubric):
        rubrics.checked(RUBRIC, points)


@given(st.integers(0, 6), st.integers(0, 4), st.integers(1, 100))
def test_a_rubric_earns_between_nothing_and_all(first, second, full):
    worth = rubrics.worth(Decimal(full), RUBRIC, rubrics.checked(RUBRIC, [first, second]))
    assert 0 <= worth <= full
    assert (worth == full) == (first + second == 10)
    assert (worth == 0) == (first + second == 0)
