"""What in a text leads to a person."""

import pytest

from practice.impersonal import contacts_in, names_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请打13800138000", ["13800138000"]),
        ("请打１３８００１３８０００", ["13800138000"]),
        ("身份证440113199001011234", ["440113199001011234"]),
        ("座机020-84812345或0763 3212345", ["020-84812345", "0763 3212345"]),
        ("写到 wang.l@example.org.cn 吧", ["wang.l@example.org.cn"]),
        ("微信：panyu_2026", ["微信：panyu_2026"]),
        ("加微信号panyu2026，或QQ 1234567", ["微信号panyu2026", "QQ 1234567"]),
        ("2026年做了3000元的项目，共120户，编号AL-2026-shiqi-0001", []),
        ("用微信群通知，公众号发布", []),
    ],
)
def test_what_somebody_could_be_reached_by(text, found):
    assert contacts_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("何丽珊说可以。", ["何丽珊"]),
        ("何 丽 珊说可以。", ["何丽珊"]),
        ("艾力·买买提来过。", ["艾力·买买提"]),
        ("如何美丽，珊瑚。", []),
        ("陈先生来过。", []),
    ],
)
def test_names_are_found_whole(text, found):
    assert names_in(text, ["何丽珊", "艾力·买买提", "陈"]) == found
