"""How Chinese text is made findable. Pure: no Django, no database; text and query go through the same steps.

Neither database knows where a Chinese word ends. So a run of Han characters is cut into overlapping pairs, which decide
what matches; dictionary words only lift what reads as a word above what stands together by chance (居委会议事 holds
会议, but nobody met). See docs/decisions/0021-chinese-search.md.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import rjieba
from pypinyin import Style, lazy_pinyin

# Raise it when a change here makes stored text and new queries disagree; a check then asks for `update_index`.
ANALYSER_VERSION = 1
# Characters of one object that are indexed. PostgreSQL refuses a vector over 1 MB, and with it the whole save.
CHARACTERS = 50_000
TOKEN_LENGTH = 64
WORD_LENGTH = 16
WORD = "w"  # marks a dictionary word, so that it can never be taken for a pair

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f\U00030000-\U0003134a"
RUNS = re.compile(f"(?P<han>[{HAN}]+)|(?:(?![{HAN}])[^\\W_])+")
SYLLABLES, INITIALS = 6, 8


class _Folding(dict):
    """Character by character, so that a place in the folded text is the same place in the original."""

    def __init__(self) -> None:
        pairs = Path(__file__).with_name("traditional.txt").read_text(encoding="utf-8").replace("\n", "")
        self.simplified = dict(zip(pairs[::2], pairs[1::2], strict=True))
        super().__init__()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char)
        char = plain if len(plain) == 1 else char
        low = char.lower()
        char = low if len(low) == 1 else char
        char = self.simplified.get(char, char)
        self[code] = char
        return char


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of Han characters, or of other letters and digits, of a folded text."""

    text: str
    start: int
    han: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def fold(text: str) -> str:
    """Half width, lower case, simplified; of the same length."""
    return text.translate(_FOLDING)


def runs(folded: str) -> Iterator[Run]:
    """The runs of a folded text, in order; everything between them is a border."""
    for found in RUNS.finditer(folded):
        yield Run(found[0], found.start(), found["han"] is not None)


def pairs(run: str) -> list[str]:
    """Overlapping pairs of a Han run, then its last character: 社区治理 gives 社区 区治 治理 理.

    So every character begins a token, and a query of one character can ask for beginnings.
    """
    return [run[at : at + 2] for at in range(len(run))]


def words(run: str) -> list[str]:
    """Dictionary words of two characters and more in a Han run, parts of long words too.

    What the dictionary does not know comes as one long "word", which PostgreSQL would not take.
    """
    return [word for word in rjieba.cut_for_search(run) if 1 < len(word) <= WORD_LENGTH]


def plain_words(run: str) -> list[str]:
    """The same without overlaps: what somebody who typed several words in a row probably meant."""
    return [word for word in rjieba.cut(run) if 1 < len(word) <= WORD_LENGTH]


def tokens(text: str) -> Iterator[str]:
    """What decides a match: pairs of Han runs, other runs as they are."""
    for run in runs(fold(text)):
        if run.han:
            yield from pairs(run.text)
        else:
            yield run.text[:TOKEN_LENGTH]


def word_tokens(text: str) -> Iterator[str]:
    """What lifts the rank: marked dictionary words."""
    for run in runs(fold(text)):
        if run.han:
            yield from (WORD + word for word in words(run.text))


def beginnings(text: str) -> Iterator[str]:
    """What a suggestion may begin with: everything of `tokens`, and pinyin from each character on.

    五社联动 can be typed as wushe (syllables) or wsld (initials), from any character.
    """
    for run in runs(fold(text)):
        if not run.han:
            yield run.text[:TOKEN_LENGTH]
            continue
        yield from pairs(run.text)
        syllables = lazy_pinyin(run.text, style=Style.NORMAL)
        spoken = [syllable if syllable.isascii() else "" for syllable in syllables]
        for at, first in enumerate(spoken):
            if first:
                yield "".join(spoken[at : at + SYLLABLES])[:TOKEN_LENGTH]
                yield "".join(syllable[:1] for syllable in spoken[at : at + INITIALS])


def meanings(text: str, groups: Iterable[frozenset[str]], limit: int = 8) -> list[str]:
    """`text` (folded) first, then the same said with synonyms: 居委会工作, 居民委员会工作. At most `limit`."""
    found = [text]
    for group in groups:
        # The longest first: 居民委员会 must not be read as 居民 where both are in one group.
        word = next((word for word in sorted(group, key=len, reverse=True) if word in text), None)
        if word is not None:
            found += [text.replace(word, other) for other in sorted(group) if other != word]
    return list(dict.fromkeys(found))[:limit]
