import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from accounts.templatetags import ui

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("amount", "text"),
    [("8.50", "8.5"), (Decimal("6.00"), "6"), ("100", "100"), (None, "0"), ("", "0"), ("not a number", "0")],
)
def test_amounts_lose_needless_zeros_only(amount, text):
    assert ui.trim_decimal(amount) == text


@pytest.mark.parametrize(
    ("minutes", "text"), [(45, "45 minutes"), (1, "1 minute"), (60, "1 hour"), (80, "1 h 20 min"), (0, "0 minutes")]
)
def test_durations_are_said_as_people_say_them(minutes, text):
    with override("en"):
        assert ui.duration(minutes) == f'<span class="num">{text}</span>'


def test_one_credit_hour_is_singular_in_english():
    with override("en"):
        assert ui.hours("1.00") == '<span class="num">1 credit hour</span>'
        assert ui.hours("1.5") == '<span class="num">1.5 credit hours</span>'


def test_a_bar_is_never_fuller_than_full():
    assert ui.progress_bar(9, 6, "x") == '<progress class="bar" value="6" max="6" aria-label="x"></progress>'
    assert ui.progress_bar(-1, 0, "x") == '<progress class="bar" value="0" max="1" aria-label="x"></progress>'


def test_the_waiting_part_begins_where_the_recognised_part_ends_and_stops_at_the_total():
    bar = ui.progress_bar(45, 90, "x", waiting=60)
    assert re.findall(r'rect width="([^"]+)"|x1="([^"]+)" x2="([^"]+)"', bar) == [
        ("50.00%", "", ""),
        ("", "50.00%", "100.00%"),
    ]


def test_bars_and_icons_escape_their_labels_and_need_no_style_attribute():
    html = ui.progress_bar(1, 2, '"><script>', waiting=1) + ui.icon("check", label='"><script>')
    assert "<script>" not in html
    assert "style=" not in html


@pytest.mark.parametrize(
    ("path", "section", "current"),
    [
        ("/", "", ["home"]),
        ("/courses/x/y/", "", ["courses"]),
        ("/learning/", "courses", ["courses"]),
        ("/elsewhere/", "", []),
    ],
)
def test_at_most_one_word_of_the_navigation_is_current(path, section, current):
    page = Template('{% load ui %}{% nav_link "home" "/" "home" %}{% nav_link "courses" "/courses/" "courses" %}')
    html = page.render(Context({"request": RequestFactory().get(path), "section": section}))
    assert re.findall(r'aria-current="page"><span>(\w+)', html) == current


def test_an_avatar_shows_the_first_character_of_any_name():
    assert [ui.initial(name) for name in ("何丽珊", " 䶮某", "alice", "")] == ["何", "䶮", "A", ""]


def test_every_icon_a_template_names_is_in_the_sprite():
    known = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/icons/sprite.svg").read_text()))
    named = {
        name
        for folder in ROOT.glob("*/templates")
        for page in folder.rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', page.read_text())
    } | {
        name
        for page in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', page.read_text())
    }
    assert "check" in named
    assert named - known == set()
