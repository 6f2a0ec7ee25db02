"""The place that answers, marked in the original text."""

from hypothesis import given
from hypothesis import strategies as st

from lms.search.highlight import marked, pattern, snippet, spans


def test_the_original_characters_are_marked():
    assert marked("打造社區治理樣板", pattern("社区")) == "打造<mark>社區</mark>治理樣板"


def test_synonyms_and_words_apart_are_marked():
    wanted = pattern("居委会", [frozenset({"居委会", "居民委员会"})])
    assert marked("居民委员会换届", wanted) == "<mark>居民委员会</mark>换届"
    assert marked("分类投放垃圾", pattern("垃圾分类")) == "<mark>分类</mark>投放<mark>垃圾</mark>"


def test_neighbors_are_one_mark():
    assert spans("AI网格员", pattern("AI网格员")) == [(0, 5)]


def test_a_latin_word_is_marked_as_a_whole_only():
    assert marked("AI and chair", pattern("ai")) == "<mark>AI</mark> and chair"


def test_html_in_a_text_is_shown_not_run():
    assert marked("<b>社区</b>&", pattern("社区")) == "&lt;b&gt;<mark>社区</mark>&lt;/b&gt;&amp;"


def test_a_snippet_shows_the_place_with_most_of_the_question():
    long = "电梯坏了。" + "没有人说话。" * 40 + "加装电梯的意见收齐了。" + "后来下雨。" * 40
    found = snippet([long], pattern("电梯 意见"))
    assert "<mark>电梯</mark>的<mark>意见</mark>收齐了" in found
    assert found.startswith("…") and found.endswith("…")


def test_without_an_answer_the_text_begins_at_its_beginning():
    assert snippet(["没有人说话。" * 40], pattern("社区")).startswith("没有人说话")
    assert snippet([], pattern("社区")) == ""
    assert snippet(["abc"], pattern("")) == "abc"


@given(st.text(max_size=200), st.text(max_size=20))
def test_marking_never_fails_and_never_adds_a_tag(value, typed):
    for html in (marked(value, pattern(typed)), snippet([value], pattern(typed))):
        assert "<" not in html.replace("<mark>", "").replace("</mark>", "")
