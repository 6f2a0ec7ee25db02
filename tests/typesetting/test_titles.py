"""Titles of more than a line."""

from xml.etree import ElementTree

import pytest

from typesetting.titles import break_titles


def lines_of(markup):
    root = ElementTree.fromstring(f"<body>{markup}</body>")
    break_titles(root)
    return list(root.itertext())


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<h1>居民议事</h1>", ["居民议事"]),
        ("<h1>榕树下的楼长会：六步议事谈成老楼加梯</h1>", ["榕树下的楼长会：", "六步议事谈成老楼加梯"]),
        (
            '<p class="subtitle">清源街某社区把三年没谈拢的事谈成了，后来又用同样的办法议成了停车</p>',
            ["清源街某社区把三年没谈拢的事谈成了，", "后来又用同样的办法议成了停车"],
        ),
        ("<h1>\n  居民\n  </h1>", ["居民"]),
        (f"<p>{'议事' * 30}</p>", ["议事" * 30]),
    ],
)  # fmt: skip
def test_titles_break_between_phrases_and_other_text_is_left_to_the_engine(markup, lines):
    assert lines_of(markup) == lines


def test_a_title_with_markup_of_its_own_is_left_alone():
    parts = ["榕树下的楼长会：", "六步议事", "谈成老楼加梯"]
    assert lines_of("<h1>{}<b>{}</b>{}</h1>".format(*parts)) == parts
