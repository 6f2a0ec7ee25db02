"""Cases that resemble a text are found by its words, and only public ones."""

import pytest

from lms.search.likeness import similar_cases
from practice.proposals import _finders
from tests.cases.library_builders import case

pytestmark = pytest.mark.django_db


def test_the_search_of_the_site_proposes_cases():
    assert similar_cases in _finders


def test_a_sentence_finds_what_shares_its_words():
    near = case("长者活动室轮值", summary="活动室的钥匙由三个人轮流带。")
    case("江边巡河", summary="从捡垃圾开始。", problem="河面漂着垃圾。", approach="每周巡河。")
    case("活动室草稿", summary="活动室。", live=False)
    assert similar_cases("我们村的长者活动室总是锁着，钥匙在一个人手里", 5) == [near.pk]


@pytest.mark.parametrize("words", ["", "！！？", "a b c", "我"])
def test_a_text_without_words_finds_nothing(words):
    case()
    assert similar_cases(words, 5) == []
