"""Numbers that must not stand in what people write to each other here: the site carries the answers. Pure."""

import re

from cases.completeness import personal_numbers

# What people put between the digits of a number so that it reads more easily.
_BETWEEN = re.compile(r"(?<=\d)[ \u3000\-－–—.·)）]{1,2}(?=\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[2-8]\d{6,7}(?!\d)")
_WIDE = {ord("０") + digit: str(digit) for digit in range(10)}


def private_numbers(text: str) -> list[str]:
    """Mobile, landline and identity numbers in `text`, written in one piece or not; each once, without separators."""
    joined = _BETWEEN.sub("", text).translate(_WIDE)
    found = [number for _kind, number in (*personal_numbers(text), *personal_numbers(joined))]
    return list(dict.fromkeys([*found, *_LANDLINE.findall(joined)]))
