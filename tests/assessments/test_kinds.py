"""Each kind: what authors may write, what learners may answer, what it earns."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.kinds import ChoiceFacts, InvalidAnswer, kind_of

A, B, C = "a", "b", "c"


def choices(spec: str) -> list[ChoiceFacts]:
    """ "A b c": three choices, capital letters are right."""
    return [ChoiceFacts(uid=word.lower(), text=word, is_correct=word.isupper()) for word in spec.split()]


def true_false(first: bool, second: bool, words=("对", "错")) -> list[ChoiceFacts]:
    return [ChoiceFacts(A, words[0], first), ChoiceFacts(B, words[1], second)]


@pytest.mark.parametrize(
    ("kind", "made", "count"),
    [
        ("single", choices("A b c"), 0),
        ("single", choices("A B c"), 1),
        ("single", choices("a b c"), 1),
        ("single", choices("A"), 1),
        ("single", [], 2),
        ("single", [ChoiceFacts(A, "一样", True), ChoiceFacts(B, " 一样 ")], 1),
        ("multiple", choices("A B c"), 0),
        ("multiple", choices("A b"), 0),
        ("multiple", choices("a b"), 1),
        ("multiple", choices("A"), 1),
        ("true_false", true_false(True, False), 0),
        ("true_false", true_false(False, True, ("错", "对")), 0),
        ("true_false", true_false(True, True), 1),
        ("true_false", true_false(True, False, ("是", "否")), 1),
        ("true_false", [*true_false(True, False), ChoiceFacts(C, "不知道")], 1),
    ],
)
def test_an_author_is_told_what_is_wrong(kind, made, count):
    assert len(kind_of(kind).problems(made)) == count


ITEM = {"choices": [{"uid": A, "text": "甲"}, {"uid": B, "text": "乙"}, {"uid": C, "text": "丙"}]}


@pytest.mark.parametrize(
    ("kind", "value", "normal"),
    [
        ("single", [B], [B]),
        ("single", None, None),
        ("single", [], None),
        ("multiple", [C, A], [A, C]),
        ("multiple", [A, A], [A]),
        ("true_false", [A], [A]),
    ],
)
def test_an_answer_takes_its_normal_form(kind, value, normal):
    assert kind_of(kind).check(ITEM, value) == normal


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("single", [A, B]),
        ("true_false", [A, B]),
        ("single", ["z"]),
        ("multiple", [A, "z"]),
        ("single", "a"),
        ("single", {"a": 1}),
        ("multiple", [1]),
        ("multiple", [[A]]),
        ("single", 0),
        ("single", True),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(kind, value):
    with pytest.raises(InvalidAnswer):
        kind_of(kind).check(ITEM, value)


@pytest.mark.parametrize(
    ("kind", "right", "value", "share"),
    [
        ("single", [A], [A], 1),
        ("single", [A], [B], 0),
        ("single", [A], None, 0),
        ("multiple", [A, B], [A, B], 1),
        ("multiple", [A, B], [B, A], 1),
        ("multiple", [A, B], [A], 0),
        ("multiple", [A, B], [A, B, C], 0),
        ("multiple", [A, B], None, 0),
        ("true_false", [B], [B], 1),
        ("true_false", [B], [A], 0),
    ],
)
def test_share_of_the_points(kind, right, value, share):
    assert kind_of(kind).share(ITEM, {"right": right}, value) == Decimal(share)


@pytest.mark.parametrize("kind", ["single", "multiple", "true_false"])
def test_the_paper_shows_the_texts_and_nothing_of_the_key(kind):
    made = [ChoiceFacts(A, "对", True, "因为"), ChoiceFacts(B, "错", False, "不对")]
    shown = kind_of(kind).paper_part(made, None)
    assert shown == {"choices": [{"uid": A, "text": "对"}, {"uid": B, "text": "错"}]}
    assert kind_of(kind).key_part(made) == {
        "right": [A], "choices": 2, "feedback": {A: "因为", B: "不对"},
    }  # fmt: skip


def test_true_and_false_keep_their_order_when_others_are_shuffled():
    made = true_false(True, False)
    orders = {tuple(c["uid"] for c in kind_of("true_false").paper_part(made, Random(n))["choices"]) for n in range(20)}
    assert orders == {(A, B)}
    many = choices("A b c")
    assert len({str(kind_of("single").paper_part(many, Random(n))) for n in range(40)}) == 6


@settings(deadline=None)
@given(st.sets(st.sampled_from("abcdef"), min_size=1), st.sets(st.sampled_from("abcdef")))
def test_multiple_choice_is_all_or_nothing(right, chosen):
    share = kind_of("multiple").share(ITEM, {"right": sorted(right)}, sorted(chosen) or None)
    assert share == (1 if chosen == right else 0)


@settings(deadline=None)
@given(st.sets(st.sampled_from("abcdef"), min_size=1, max_size=5), st.sets(st.sampled_from("abcdef")))
def test_where_parts_count_guessing_gains_nothing(right, chosen):
    key = {"right": sorted(right), "choices": 6, "partial": True}
    share = kind_of("multiple").share(ITEM, key, sorted(chosen) or None)
    hits, wrong = len(chosen & right), len(chosen - right)
    assert share == max(Decimal(0), Decimal(hits) / len(right) - Decimal(wrong) / (6 - len(right)))
    # Ticking everything is worth as much as ticking nothing.
    assert kind_of("multiple").share(ITEM, key, list("abcdef")) == 0


def test_an_answer_in_words_follows_the_order_of_the_paper():
    assert kind_of("multiple").describe(ITEM, [C, A]) == "甲；丙"
    assert kind_of("multiple").describe(ITEM, None) == ""
