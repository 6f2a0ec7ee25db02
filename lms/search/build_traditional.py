"""Makes traditional.txt: every traditional character with its simplified one. Run by hand; needs `pip install opencc`.

The table is committed, so the site needs no converter. OpenCC and its dictionaries are under the Apache License 2.0.
Only single characters are taken, because a search folds text and query alike: where one traditional character has
several simplified ones, any choice will do as long as it is the same on both sides.
"""

import sys
from pathlib import Path

import opencc

TARGET = Path(__file__).with_name("traditional.txt")
RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2A6DF))
LINE = 40


def table() -> dict[str, str]:
    convert = opencc.OpenCC("t2s").convert
    found = {}
    for first, last in RANGES:
        for code in range(first, last + 1):
            simple = convert(chr(code))
            # Folding twice must be the same as folding once.
            if len(simple) == 1 and simple != chr(code) and convert(simple) == simple:
                found[chr(code)] = simple
    return found


def main() -> int:
    pairs = [old + new for old, new in sorted(table().items())]
    lines = ["".join(pairs[start : start + LINE]) for start in range(0, len(pairs), LINE)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(pairs)} characters\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
