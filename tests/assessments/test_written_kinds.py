"""Kinds whose answer is written, ordered or matched: what authors may write, what is accepted, what it earns."""

import json
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.kinds import KINDS, ChoiceFacts, InvalidAnswer, kind_of

LOADED = sorted(key for key in set(KINDS) - {"single", "multiple", "true_false"} if not KINDS[key].marked_by_person)
STEPS = ["提议题", "定主体", "做准备", "开会议"]
PAIRS = [("平台", "社区"), ("载体", "社会组织"), ("骨干", "社会工作者")]


def rows(*texts: str | tuple[str, str]) -> list[ChoiceFacts]:
    pairs = [text if isinstance(text, tuple) else (text, "") for text in texts]
    return [ChoiceFacts(uid=f"row-{n}", text=text, match=match) for n, (text, match) in enumerate(pairs)]


def asked(kind: str, made: list[ChoiceFacts], seed: int | None = 1, *, partial: bool = False) -> tuple[dict, dict]:
    item = kind_of(kind).paper_part(made, None if seed is None else Random(seed))
    return item, kind_of(kind).key_part(made) | {"partial": partial}


def share(kind: str, made: list[ChoiceFacts], value, *, partial: bool = False, seed: int | None = 1) -> Decimal:
    item, key = asked(kind, made, seed, partial=partial)
    return kind_of(kind).share(item, key, kind_of(kind).check(item, value))


@pytest.mark.parametrize(
    ("kind", "made", "stem", "count"),
    [
        ("fill_blank", rows("定效"), "五定是定位、定向、定责、定规、____。", 0),
        ("fill_blank", rows("定效"), "没有空格", 2),
        ("fill_blank", rows(("甲", "1"), ("乙", "2")), "__和＿＿", 0),
        ("fill_blank", rows(("甲", "1")), "__和__", 1),
        ("fill_blank", rows(("甲", "1"), ("乙", "3")), "__和__", 2),
        ("fill_blank", rows(("甲", "一")), "__", 2),
        ("fill_blank", [], "__", 1),
        ("numeric", rows("275"), "", 0),
        ("numeric", rows(("12.5", "0.5")), "", 0),
        ("numeric", rows("很多"), "", 1),
        ("numeric", rows(("12", "-1")), "", 1),
        ("numeric", rows(("12", "左右")), "", 1),
        ("numeric", [], "", 1),
        ("ordering", rows(*STEPS), "", 0),
        ("ordering", rows("甲", "乙"), "", 1),
        ("ordering", rows("甲", "甲", "乙"), "", 1),
        ("ordering", rows(*[str(n) for n in range(11)]), "", 1),
        ("matching", rows(*PAIRS), "", 0),
        ("matching", rows(("甲", "乙")), "", 1),
        ("matching", rows(("甲", "乙"), ("丙", "")), "", 1),
        ("matching", rows(("甲", "乙"), ("甲", "丁")), "", 1),
        ("matching", rows(*[(str(n), "同") for n in range(11)]), "", 1),
    ],
)
def test_an_author_is_told_what_is_wrong(kind, made, stem, count):
    assert len(kind_of(kind).problems(made, stem)) == count


@pytest.mark.parametrize(
    ("written", "earns"),
    [("定效", 1), (" 定 效 ", 1), ("定销", 0), ("", 0), ("ＡＢＣ", 1), ("abc", 1), ("Abc ", 1), ("ab", 0)],
)
def test_width_case_and_spaces_do_not_matter_in_a_blank(written, earns):
    assert share("fill_blank", rows("定效", "ABC"), [written]) == earns


def test_blanks_earn_all_or_nothing_unless_parts_count():
    made = rows(("村", "1"), ("居", "2"), ("社区", "2"))
    assert share("fill_blank", made, ["村", "社区"]) == 1
    assert share("fill_blank", made, ["村", "镇"]) == 0
    assert share("fill_blank", made, ["村", "镇"], partial=True) == Decimal("0.5")
    assert share("fill_blank", made, ["", "居"], partial=True) == Decimal("0.5")


@pytest.mark.parametrize(
    ("right", "off", "written", "earns"),
    [
        ("275", "", "275", 1), ("275", "", "２７５", 1), ("275", "", "275.0", 1), ("1275", "", "1,275", 1),
        ("275", "", "276", 0), ("12.5", "0.5", "13", 1), ("12.5", "0.5", "12", 1), ("12.5", "0.5", "13.01", 0),
        ("-3", "", "-3", 1), ("0.1", "0", "0.10", 1),
    ],
)  # fmt: skip
def test_a_number_is_right_within_its_tolerance(right, off, written, earns):
    assert share("numeric", rows((right, off)), [written]) == earns


@pytest.mark.parametrize("written", ["很多", "12个", "NaN", "Infinity", "1e400", "--3"])
def test_what_is_no_number_is_refused_where_it_was_written(written):
    item, _key = asked("numeric", rows("12"))
    with pytest.raises(InvalidAnswer):
        kind_of("numeric").check(item, [written])


def places(item: dict, order: list[str]) -> list[str]:
    """The value that puts the rows in `order`."""
    return [str(order.index(row["text"]) + 1) for row in item["rows"]]


@pytest.mark.parametrize(
    ("order", "whole", "part"),
    [
        (STEPS, 1, Decimal(1)),
        (["定主体", "做准备", "开会议", "提议题"], 0, Decimal(2) / 3),
        (["定主体", "提议题", "开会议", "做准备"], 0, Decimal(0)),
        (list(reversed(STEPS)), 0, Decimal(0)),
    ],
)
def test_an_order_earns_all_or_by_pairs_of_neighbors(order, whole, part):
    made = rows(*STEPS)
    item, _key = asked("ordering", made)
    assert share("ordering", made, places(item, order)) == whole
    assert share("ordering", made, places(item, order), partial=True) == part


@pytest.mark.parametrize("value", [["1", "1", "2", "3"], ["1", "", "2", "3"]])
def test_a_half_given_order_is_kept_but_earns_nothing(value):
    made = rows(*STEPS)
    item, _key = asked("ordering", made)
    assert kind_of("ordering").check(item, value) == value
    assert share("ordering", made, value, partial=True) == 0


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 8))
def test_the_shown_order_is_never_the_right_one(seed, count):
    made = rows(*[f"第{n}步" for n in range(count)])
    for item in (asked("ordering", made, seed)[0], asked("ordering", made, None)[0]):
        assert [row["text"] for row in item["rows"]] != [row.text for row in made]
        assert sorted(row["text"] for row in item["rows"]) == sorted(row.text for row in made)


def test_pairs_earn_all_or_nothing_unless_parts_count():
    made = rows(*PAIRS)
    item, _key = asked("matching", made)
    right = [dict(PAIRS)[left] for left in item["lefts"]]
    assert share("matching", made, right) == 1
    assert share("matching", made, [*right[:2], ""]) == 0
    assert share("matching", made, [*right[:2], ""], partial=True) == Decimal(2) / 3


def test_two_first_halves_may_share_a_second_one():
    made = rows(("晾衣纠纷", "议事会"), ("停车矛盾", "议事会"), ("独居长者", "志愿结对"))
    item, _key = asked("matching", made)
    assert sorted(item["rights"]) == ["志愿结对", "议事会"]
    assert share("matching", made, [{row.text: row.match for row in made}[left] for left in item["lefts"]]) == 1


@pytest.mark.parametrize(
    ("kind", "made", "wrong"),
    [
        ("matching", rows(*PAIRS), ["社区", "社区", "别的"]),
        ("matching", rows(*PAIRS), ["社区"]),
        ("ordering", rows(*STEPS), ["1", "2", "3", "5"]),
        ("ordering", rows(*STEPS), ["1", "2", "3"]),
        ("fill_blank", rows("甲"), ["长" * 201]),
        ("fill_blank", rows("甲"), ["甲", "乙"]),
        ("fill_blank", rows("甲"), ["\0"]),
        ("fill_blank", rows("甲"), "甲"),
        ("fill_blank", rows("甲"), [1]),
        ("numeric", rows("1"), {"a": 1}),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(kind, made, wrong):
    item, _key = asked(kind, made)
    with pytest.raises(InvalidAnswer):
        kind_of(kind).check(item, wrong)


MADE = {
    "fill_blank": rows(("机密一", "1"), ("机密二", "2")),
    "numeric": rows(("8527", "3")),
    "ordering": rows(*STEPS),
    "matching": rows(*PAIRS),
}


@pytest.mark.parametrize("kind", LOADED)
def test_nothing_sent_is_not_answered(kind):
    item, key = asked(kind, MADE[kind])
    empty = {"fill_blank": ["", " "], "numeric": [""], "ordering": [""] * 4, "matching": [""] * 3}[kind]
    assert kind_of(kind).parse(item, empty) is None
    assert kind_of(kind).parse(item, []) is None
    assert kind_of(kind).share(item, key, None) == 0
    assert kind_of(kind).describe(item, None) == ""


@pytest.mark.parametrize("kind", LOADED)
def test_the_paper_does_not_give_the_answer_away(kind):
    made = MADE[kind]
    item, _key = asked(kind, made, None)
    shown = json.dumps(kind_of(kind).answer_context(item, None), ensure_ascii=False) + json.dumps(item)
    assert "机密" not in shown
    assert "8527" not in shown
    # Uids grow in the order of writing, which is the answer of some kinds.
    assert not [row.uid for row in made if row.uid in shown]
    if kind == "matching":
        assert list(zip(item["lefts"], item["rights"], strict=True)) != PAIRS


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("fill_blank", ["甲", ""], "甲；—"),
        ("numeric", ["8527"], "8527"),
        ("ordering", ["1", "2", "3", "4"], None),
        ("matching", ["社区", "", ""], None),
    ],
)
def test_an_answer_can_be_said_and_reviewed(kind, value, words):
    item, key = asked(kind, MADE[kind])
    said = kind_of(kind).describe(item, value)
    if kind == "ordering":
        words = " → ".join(row["text"] for row in item["rows"])
    if kind == "matching":
        words = f"{item['lefts'][0]}—社区"
    assert said == words
    for given_value in (value, None):
        reviewed = kind_of(kind).review(item, key, given_value)
        rights = [row["right"] for row in next((v for v in reviewed.values() if isinstance(v, list)), [reviewed])
                  if isinstance(row.get("right"), bool)]  # fmt: skip
        assert all(rights) == (kind_of(kind).share(item, key, given_value) == 1) or not rights
