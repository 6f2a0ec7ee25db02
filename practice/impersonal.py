"""What in a text leads to a person: numbers, addresses of messages, names. Pure: text in, findings out."""

import re
from collections.abc import Iterable

from cases.completeness import personal_numbers

# Fixed lines (020-84812345, also without the area code in front of 8 digits) and ways to write to somebody.
_REACHED_BY = (
    re.compile(r"(?<!\d)0\d{2,3}[-－—\s]?\d{7,8}(?!\d)"),
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"(?:微信号?|QQ号?|加V|Ｖ信|V信)\s*[:：是为]?\s*[A-Za-z0-9_-]{5,}", re.IGNORECASE),
)
SHORTEST_NAME = 2


def contacts_in(text: str) -> list[str]:
    """Telephone and identity numbers, mail addresses and chat accounts in `text`, each once, as they stand there."""
    found = [words for _kind, words in personal_numbers(text)]
    found += [match.group() for pattern in _REACHED_BY for match in pattern.finditer(text)]
    return list(dict.fromkeys(found))


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Those of `names` that stand in `text`, also when spaces were put between their characters.

    A name of one character is passed over: it would be found in any text.
    """
    close = re.sub(r"\s+", "", text)
    known = {name: re.sub(r"\s+", "", name) for name in names}
    return sorted(name for name, bare in known.items() if len(bare) >= SHORTEST_NAME and bare in close)
