"""The small distances of Chinese setting that the PDF engine does not know: done on the parsed document.

- Letters and figures stand a little apart from Chinese characters; a figure stays with what it counts (48学时, 11月).
- Two full-width marks in a row share the blank between them; an opening mark at the head of a block gives up its own.
- A dash is one line. A line may end outside quotation marks. No last line is a single character.
- A line break in the source between two Chinese characters is no space.

Text copied from the PDF is the text that was written. The look of the classes is in print/document.css.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

INLINE = frozenset(
    {"a", "abbr", "b", "cite", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u"}
)
DASH = "——"  # two characters, one unbroken line; the serif face would leave a gap
BREAK = "\u200b"  # a place where a line may end; shows nothing and is not in the PDF's text
LONG = 20  # characters from which a block may come to a second line
LEFT_ALONE = frozenset({"code", "head", "pre", "script", "style", "svg"})

CHINESE = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
CLOSING = "，。、；：）》〉」』】〕”’"
OPENING = "（《〈「『【〔“‘"
QUOTES = "“”‘’"

_LATIN = re.compile(r"[!-~\u00a1-\u024f]+(?: +[!-~\u00a1-\u024f]+)*")
_CHINESE = re.compile(f"[{CHINESE}]")
_NUMBER = re.compile(r"[\d.,:/%-]*\d%?")
_SOURCE_BREAK = re.compile(rf"(?<=[{CHINESE}{CLOSING}])[ \t\r]*\n\s*(?=[{CHINESE}{CLOSING}{OPENING}])")
_ENDING = re.compile(rf"(?<=[{CHINESE}])[{CHINESE}]{{2}}[{CLOSING}！？…]{{0,2}}\s*$")
# Marks whose blank half is given up: a closing mark before any other, an opening mark before an opening one.
_SQUEEZED = re.compile(f"[{CLOSING}](?={BREAK}?[{CLOSING}{OPENING}])|[{OPENING}](?=[{OPENING}])")
# Quotation marks are the same in all languages, so the engine never breaks outside them; in Chinese a line may.
_BREAKABLE = re.compile(f"(?<=[{CHINESE}，。、；：）》])(?=[“‘])|(?<=[”’])(?=[{CHINESE}（《“‘])")


@dataclass(slots=True)
class Slot:
    """A stretch of text in the tree: an element's own beginning, or what follows one of its children."""

    parent: Element
    child: Element | None

    @property
    def text(self) -> str:
        return (self.parent.text if self.child is None else self.child.tail) or ""

    def put(self, pieces: list[Element | str]) -> None:
        """Put text and elements in place of the text."""
        last, at = self.child, 0 if self.child is None else list(self.parent).index(self.child) + 1
        self._set(last, "")
        for piece in pieces:
            if isinstance(piece, str):
                self._set(last, piece)
            else:
                self.parent.insert(at, piece)
                last, at = piece, at + 1

    def _set(self, last: Element | None, text: str) -> None:
        if last is None:
            self.parent.text = text
        else:
            last.tail = text


def set_chinese(root: Element) -> None:
    """Apply the distances to every block of text below `root`."""
    for slots in _blocks(root):
        for slot in slots:
            slot.put([_BREAKABLE.sub(BREAK, _SOURCE_BREAK.sub("", slot.text))])
        texts = [slot.text for slot in slots]
        last = max(index for index, text in enumerate(texts) if text.strip())
        for index in reversed(range(len(slots))):
            before, after = "".join(texts[:index]), "".join(texts[index + 1 :])
            pieces = list(_pieces(before.lstrip(), texts[index], after[:1]))
            if index == last and len("".join(texts)) > LONG:
                pieces = [*pieces[:-1], *_ending(pieces[-1])]
            if any(not isinstance(piece, str) for piece in pieces):
                slots[index].put(pieces)


def _blocks(root: Element) -> Iterator[list[Slot]]:
    """The texts of each block in order: what may stand on one line together."""
    gathered: list[list[Slot]] = [[]]

    def walk(element: Element) -> None:
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "!--"
        apart = name not in INLINE
        if apart:
            gathered.append([])
        if name not in LEFT_ALONE and name != "!--":
            if element.text:
                gathered[-1].append(Slot(element, None))
            for child in element:
                walk(child)
                if child.tail:
                    gathered[-1].append(Slot(element, child))
        if apart:
            gathered.append([])

    walk(root)
    return (slots for slots in gathered if any(slot.text.strip() for slot in slots))


def _pieces(before: str, text: str, after: str) -> Iterator[Element | str]:
    """The text cut into what is set as it is and what needs a distance; `before` and `after` are its neighbours."""
    whole = text + after
    lead = len(text) - len(text.lstrip())
    plain, at = 0, 0
    while at < len(text):
        found: Element | None = None
        end = at + 1
        if names := _mark(whole, at, heads=not before and at == lead):
            found = _span(names, text[at])
        elif text.startswith(DASH, at):
            found, end = _span("dash", DASH), at + len(DASH)
        elif latin := _LATIN.match(text, at):
            previous = text[at - 1] if at else before[-1:]
            found, end = _latin(latin[0], at, previous, whole, len(text))
            if found is None:
                end = latin.end()
        if found is not None:
            if plain < at:
                yield text[plain:at]
            yield found
            plain = end
        at = end
    if plain < len(text):
        yield text[plain:]


def _ending(piece: Element | str) -> Iterator[Element | str]:
    """The last two characters of a block and their mark held together, so that neither is a line alone."""
    if isinstance(piece, str) and (found := _ENDING.search(piece)):
        yield piece[: found.start()]
        yield _span("kept", found[0])
    else:
        yield piece


def _mark(whole: str, at: int, *, heads: bool) -> str:
    """The classes of the mark at this place, if any; `heads` says that it begins the block."""
    mark = whole[at]
    wanted = {"quote": mark in QUOTES, "flush": heads and mark in OPENING, "squeezed": _SQUEEZED.match(whole, at)}
    return " ".join(name for name, applies in wanted.items() if applies)


def _latin(run: str, at: int, previous: str, whole: str, limit: int) -> tuple[Element | None, int]:
    """Letters or figures with their distances, a figure together with the character after it; where they end."""
    end = at + len(run)
    following = whole[end : end + 1]
    names = [
        name
        for name, neighbor, edge in (("apart-before", previous, run[0]), ("apart-after", following, run[-1]))
        if _CHINESE.match(neighbor) and (edge.isalnum() or edge in "%+#&$@")
    ]
    if not names:
        return None, end
    found = _span(" ".join(names), run)
    if _NUMBER.fullmatch(run) and _CHINESE.match(following) and end < limit:
        kept = _span("kept", "")
        found.tail = following
        kept.append(found)
        return kept, end + 1
    return found, end


def _span(name: str, text: str) -> Element:
    span = Element("span", {"class": name})
    span.text = text
    return span
