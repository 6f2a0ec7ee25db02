"""Small drawings."""

import base64
import re
from xml.etree import ElementTree

import pytest

from typesetting.marks import WIDTH, change_track


def dots(uri):
    svg = base64.b64decode(uri.removeprefix("data:image/svg+xml;base64,")).decode()
    ElementTree.fromstring(svg)
    return [float(x) for x in re.findall(r'cx="([\d.]+)"', svg)]


def test_the_hollow_dot_is_before_and_the_full_one_after():
    before, after = dots(change_track(0.7, 0.3))
    assert before > after
    assert before + after == pytest.approx(WIDTH)


def test_no_dot_leaves_the_rail():
    before, after = dots(change_track(-1, 9))
    assert 0 < before < after < WIDTH
