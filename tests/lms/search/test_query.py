"""What somebody typed becomes a tree, and the tree both databases' language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.search import query, text
from lms.search.query import AllOf, AnyOf, Phrase


def test_two_characters_are_one_pair():
    assert query.parse("社区") == Phrase(("社区",))


def test_one_character_is_a_beginning():
    assert query.parse("粤") == Phrase(("粤",), open_end=True)


def test_a_long_run_may_be_its_words_apart():
    whole = Phrase(("社区", "区垃", "垃圾", "圾分", "分类"))
    assert query.parse("社区垃圾分类") == AnyOf(
        (whole, AllOf((Phrase(("社区",)), Phrase(("垃圾",)), Phrase(("分类",)))))
    )


def test_terms_must_all_be_there_unless_any_will_do():
    both = (Phrase(("电梯",)), Phrase(("意见",)))
    assert query.parse("电梯　意见") == AllOf(both)
    assert query.parse("电梯 意见", every=False) == AnyOf(both)


def test_a_phrase_is_taken_as_it_stands():
    assert query.parse_exact("社区治理") == Phrase(("社区", "区治", "治理"))


def test_a_beginning_is_open_for_latin_letters():
    assert query.parse_beginning("wushe") == Phrase(("wushe",), open_end=True)


@pytest.mark.parametrize("typed", ["", " ", "\0", '"', "，。", "-", "()", "\ud800", "🙂"])
def test_what_holds_no_letter_asks_nothing(typed):
    assert query.parse(typed) is None
    assert query.parse_beginning(typed) is None


@given(st.text(max_size=300))
def test_nothing_typed_gets_into_a_query_but_letters_and_digits(typed):
    for node in (query.parse(typed), query.parse_exact(typed), query.parse_beginning(typed)):
        for phrase in query.phrases(node):
            # Each token is one run of Han or one of other letters and digits: nothing that needs a quote.
            assert all([run.text for run in text.runs(token)] == [token] for token in phrase.tokens)


def test_both_languages():
    node = AnyOf((Phrase(("五社", "社联")), AllOf((Phrase(("粤",), open_end=True), Phrase(("ai",))))))
    assert query.fts5(node) == '("五社 社联" OR ("粤"* AND "ai"))'
    assert query.tsquery(node) == "(('五社' <-> '社联') | (('粤':*) & ('ai')))"


def test_words_that_rank_come_from_synonyms_too():
    ranked = query.rank_words("居委会AI", [frozenset({"居委会", "居民委员会"})])
    assert {"w居委会", "ai", "w委员会"} <= set(ranked)
