"""Cutting and folding text: pure, so examples that nobody thought of are tried too."""

from hypothesis import given
from hypothesis import strategies as st

from lms.search import text

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=40)
ANYTHING = st.text(max_size=80)


@given(ANYTHING)
def test_folding_keeps_every_place(value):
    assert len(text.fold(value)) == len(value)


@given(ANYTHING)
def test_folding_twice_is_folding_once(value):
    assert text.fold(text.fold(value)) == text.fold(value)


def test_folding_joins_what_readers_take_for_the_same():
    assert text.fold("社區治理ＡＩ網格員１２３４５") == "社区治理ai网格员12345"
    assert text.fold("議事廳") == text.fold("议事厅")


@given(HAN)
def test_every_character_of_a_run_begins_a_pair(run):
    found = text.pairs(run)
    assert [token[0] for token in found] == list(run)
    assert {len(token) for token in found[:-1]} <= {2}
    assert found[-1] == run[-1]


@given(ANYTHING)
def test_tokens_hold_letters_and_digits_only(value):
    for token in [*text.tokens(value), *text.word_tokens(value), *text.beginnings(value)]:
        assert [run.text for run in text.runs(token.removeprefix(text.WORD) or token)] != []
        assert not set(token) & set("'\"\\:|&!()* \0")
        assert 0 < len(token) <= text.TOKEN_LENGTH + len(text.WORD)


@given(ANYTHING)
def test_runs_are_where_they_say(value):
    folded = text.fold(value)
    assert all(folded[run.start : run.end] == run.text for run in text.runs(folded))


@given(HAN, HAN, HAN)
def test_what_stands_in_a_text_is_found_by_its_pairs(before, wanted, after):
    """The promise of the whole design: no dictionary decides whether a stretch of characters is found."""
    folded = text.fold(wanted)
    asked = text.pairs(folded)[:-1]
    there = list(text.tokens(before + wanted + after))
    assert any(there[at : at + len(asked)] == asked for at in range(len(there)))


def test_pairs_and_words():
    assert list(text.tokens("社区治理，AI")) == ["社区", "区治", "治理", "理", "ai"]
    assert list(text.word_tokens("居委会议事")) == ["w居委", "w委会", "w居委会", "w议事"]


def test_no_word_is_longer_than_a_database_takes():
    unknown = "".join(chr(0x20000 + at) for at in range(3000))
    assert max(map(len, [*text.word_tokens(unknown), *text.tokens("a" * 9999), *text.beginnings(unknown)])) <= 65


def test_a_title_can_be_begun_anywhere_in_characters_and_in_pinyin():
    begun = set(text.beginnings("五社联动AI"))
    assert {"五社", "社联", "联动", "动", "wusheliandong", "wsld", "liandong", "ld", "ai"} <= begun


def test_synonyms_say_the_same_in_other_words():
    groups = [frozenset({"居委会", "居民委员会"})]
    assert text.meanings("居委会工作", groups) == ["居委会工作", "居民委员会工作"]
    assert text.meanings("工作", groups) == ["工作"]
