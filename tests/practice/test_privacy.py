"""Numbers of persons are found however they are written; figures and dates are left alone."""

import pytest

from practice.privacy import private_numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("找老李13900001111", ["13900001111"]),
        ("139 0000 1111", ["13900001111"]),
        ("139-0000-1111", ["13900001111"]),
        ("１３９００００１１１１", ["13900001111"]),
        ("440106 19800101 123X", ["44010619800101123X"]),
        ("020-84661234", ["02084661234"]),
        ("（020）84661234", ["02084661234"]),
        ("0757 8466123", ["07578466123"]),
    ],
)
def test_a_number_is_found(text, found):
    assert private_numbers(text) == found


@pytest.mark.parametrize(
    "text",
    ["", "2025年10月12日", "2025-10-12 18:30", "176户，3000元", "热线12345", "AL-2026-0007", "9:30–11:30"],
)
def test_what_is_no_number_of_a_person_is_not(text):
    assert private_numbers(text) == []
