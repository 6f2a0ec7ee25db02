"""Drawing and freezing."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.kinds import ChoiceFacts
from assessments.papers import Draw, PoolQuestion, QuestionFacts, draw, freeze

POOL = [PoolQuestion(id=n, bank=1, category="甲" if n <= 3 else "乙", difficulty=n % 5 + 1) for n in range(1, 11)]


def test_a_rule_takes_only_what_fits_it():
    drawn = draw([Draw(bank=1, count=3, points=5, category="甲")], POOL, [], Random(1))
    assert sorted(drawn.picks) == [(1, 5), (2, 5), (3, 5)]
    assert drawn.missing == {}


def test_other_banks_are_not_touched():
    assert draw([Draw(bank=2, count=1, points=5)], POOL, [], Random(1)).missing == {0: 1}


def test_what_is_fixed_is_not_drawn_again():
    drawn = draw([Draw(bank=1, count=10, points=5)], POOL, [1, 2], Random(1))
    assert sorted(drawn.picks) == [(n, 5) for n in range(3, 11)]
    assert drawn.missing == {0: 2}


def test_a_wide_rule_leaves_a_narrow_one_its_questions():
    rules = [Draw(bank=1, count=7, points=1), Draw(bank=1, count=3, points=2, category="甲")]
    for seed in range(30):
        drawn = draw(rules, POOL, [], Random(seed))
        assert drawn.missing == {}
        assert {question for question, points in drawn.picks if points == 2} == {1, 2, 3}


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "甲", "乙"]), st.integers(1, 6)), max_size=4), st.integers(0, 99))
def test_no_question_twice_and_missing_adds_up(specs, seed):
    rules = [Draw(bank=1, count=count, points=1, category=category) for category, count in specs]
    drawn = draw(rules, POOL, [], Random(seed))
    ids = [question for question, _points in drawn.picks]
    assert len(set(ids)) == len(ids)
    assert len(ids) + sum(drawn.missing.values()) == sum(rule.count for rule in rules)


def test_the_frozen_paper_and_its_key_are_two_things():
    facts = QuestionFacts(
        uid="q1", revision_id=7, kind="single", stem="问", explanation="解", source={"page": 3, "title": "课"},
        choices=[ChoiceFacts("a", "甲", True, "对的"), ChoiceFacts("b", "乙")],
    )  # fmt: skip
    paper, key = freeze([(facts, 10)], settings={"pass_mark": 60}, shuffle_choices=False, random=Random(1))
    assert paper == {
        "version": 1,
        "settings": {"pass_mark": 60},
        "items": [
            {
                "uid": "q1", "revision_id": 7, "kind": "single", "stem": "问", "image": None, "points": 10,
                "partial": False,
                "choices": [{"uid": "a", "text": "甲"}, {"uid": "b", "text": "乙"}],
            }
        ],
    }  # fmt: skip
    assert key == {
        "version": 1,
        "items": {
            "q1": {
                "right": ["a"], "choices": 2, "feedback": {"a": "对的"}, "partial": False,
                "explanation": "解", "source": {"page": 3, "title": "课"},
            }
        },
    }  # fmt: skip
