"""Markup of other systems to our plain text: words, line breaks and list marks stay, what would be lost is named."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext_lazy as _

from assessments.kinds.fill_blank import blanks_in

GAP = "____"
LOST = {
    "table": _("There is a table. Put it into words, or into a picture with its words beside it."),
    "formula": _("There is a formula. Write it in plain letters, or put it into a picture."),
    "media": _("There is a recording, a drawing, a form or an attached file in the text. It cannot be taken over."),
    "struck": _("Words are struck through, which plain text cannot show. Leave them out or say it in words."),
    "raised": _("Raised or lowered letters have no plain form. Write them in another way."),
    "damaged": _("The markup of the text is damaged."),
}


def _tags(names: str) -> set[str]:
    return set(names.split())


VOID = _tags("br hr img input col wbr source track embed area base link meta param")
BLOCKS = _tags(
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd pre blockquote address article aside section header footer main nav "
    "figure figcaption center fieldset details summary"
)
PLAIN = _tags(
    "span a font small label abbr acronym cite code kbd samp var q bdo bdi ins time data dfn tt nobr wbr ruby rt rp rb "
    "html body legend"
)
EMPHASIS = _tags("b strong i em u mark big")
STRUCK, RAISED = {"s", "strike", "del"}, {"sup": "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", "sub": "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ"}
TABLE, FORMULA = _tags("table caption thead tbody tfoot tr td th col colgroup"), {"math"}
MEDIA = _tags(
    "video audio source track object param embed iframe frame frameset canvas svg map area form input select option "
    "optgroup textarea button script noscript applet"
)
UNSEEN = _tags("style head title meta link base template")
KNOWN = VOID | BLOCKS | PLAIN | EMPHASIS | STRUCK | set(RAISED) | TABLE | FORMULA | MEDIA | UNSEEN
# What a parser may take as markup; any other "<" is a letter, as in "若x<y". Word leaves <![if and <o:p> behind.
# Nothing here goes back over what it has read, however an attacker writes it.
_MARKUP = re.compile(
    rf"(<(?:/?(?:{'|'.join(sorted(KNOWN, key=len, reverse=True))})(?=[\s/>])(?>[^<>\"']|\"[^\"]*\"|'[^']*'){{0,5000}}+>"
    r"|/?[A-Za-z]\w{0,20}:[A-Za-z][^<>]{0,5000}>))|<!\[[^<>]{0,200}>|<[?!][A-Za-z][^<>]{0,200}>|<",
    re.IGNORECASE,
)
_WIDE = "\u2018-\u201d\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t]*\n[ \t\n]*(?=[{_WIDE}])")
_SPACE, _UNSEEN_SIGNS = re.compile(r"[ \t\r\n\f]+"), re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\u2060\ufeff]")
_TEX = re.compile(r"\$\$[^$]+\$\$|\\[(\[]|\\begin\{|\[/?tex\]|\\d?frac\b|\\sqrt\b", re.IGNORECASE)
_FORMULA_CLASS = re.compile(r"mathjax|mathtype|katex|wiris|equation|Wirisformula", re.IGNORECASE)
_RAISED_FROM = "0123456789+-=()n"
DEEPEST, LONGEST = 100, 50_000  # elements within each other; characters, of which no field takes as many


@dataclass(frozen=True, slots=True)
class Picture:
    source: str
    words: str


@dataclass(slots=True)
class Words:
    """Takes markup piece by piece, as a parser or a walk through a tree comes to it; then `text` is what is left."""

    pictures: list[Picture] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    emphasis: bool = False
    _lines: list[str] = field(default_factory=list)
    _now: str = ""
    _mark: str = ""
    _lists: list[int | None] = field(default_factory=list)
    _open: list[tuple[str, str, int]] = field(default_factory=list)
    _hidden: str = ""
    _length: int = 0

    @property
    def text(self) -> str:
        kept = "\n".join([*self._lines, self._written()])
        return re.sub(r"\n{3,}", "\n\n", kept).strip()

    @property
    def line(self) -> str:
        """The same in one line, for places that have only one."""
        return _SPACE.sub(" ", self.text)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._hidden:
            return
        if len(self._open) > DEEPEST:
            self.lost.add("damaged")
            return
        if tag in UNSEEN | FORMULA | MEDIA and tag not in VOID:
            self._hidden = tag
        self._name_lost(tag, attributes)
        if tag == "br":
            self._end_line(always=True)
        elif tag in BLOCKS | TABLE | {"hr"}:
            self._end_line()
            self._begin_list(tag, attributes)
        elif tag == "img":
            self.pictures.append(Picture(attributes.get("src", ""), attributes.get("alt", "").strip()))
        if tag == "q":
            self._now += "“"
        if tag not in VOID:
            self._open.append((tag, _meant(tag, attributes), len(self._now)))

    def _name_lost(self, tag: str, attributes: dict[str, str]) -> None:
        formula = tag in FORMULA or tag.startswith("m:") or _FORMULA_CLASS.search(attributes.get("class", ""))
        for name, found in {"table": tag in TABLE, "media": tag in MEDIA, "formula": formula}.items():
            if found:
                self.lost.add(name)

    def _begin_list(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            first = attributes.get("start", "1")
            self._lists.append(None if tag == "ul" else int(first) if re.fullmatch(r"[0-9]{1,4}", first) else 1)
        elif tag == "li":
            number = self._lists[-1] if self._lists else None
            self._mark = "  " * (len(self._lists) - 1) + ("- " if number is None else f"{number}. ")
            if number is not None:
                self._lists[-1] = number + 1

    def end(self, tag: str) -> None:
        if self._hidden:
            if tag != self._hidden:
                return
            self._hidden = ""
        if not any(tag == opened for opened, _meaning, _at in self._open):
            return
        while self._open:
            opened, meaning, at = self._open.pop()
            self._closed(opened, meaning, at)
            if opened == tag:
                break

    def _closed(self, tag: str, meaning: str, at: int) -> None:
        if tag in BLOCKS:
            self._end_line()
        if tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "q":
            self._now += "”"
        within = self._now[at:]
        if meaning == "under" and within and not within.strip():
            self._now = self._now[:at] + GAP  # an underlined space is how many people draw a blank
        elif meaning == "struck" and within.strip():
            self.lost.add("struck")
        elif meaning in RAISED:
            self._raise(meaning, at, within.strip())
        elif meaning.startswith(("http://", "https://")) and meaning.rstrip("/") != within.strip().rstrip("/"):
            self._now += f"（{meaning}）"
        elif meaning.startswith("@@"):
            self.lost.add("media")
        if meaning in ("strong", "under") and within.strip() and self._now[at:] != GAP:
            self.emphasis = True

    def _raise(self, meaning: str, at: int, within: str) -> None:
        if set(within) <= set(_RAISED_FROM):
            self._now = self._now[:at] + within.translate(str.maketrans(_RAISED_FROM, RAISED[meaning]))
        else:
            self.lost.add("raised")

    def data(self, text: str, *, breaks: bool = False) -> None:
        """Words; with `breaks` their line ends are meant."""
        if self._hidden:
            return
        if self._length > LONGEST:
            self.lost.add("damaged")
            return
        self._length += len(text)
        text = _UNSEEN_SIGNS.sub("", text)
        if not breaks and not any(opened == "pre" for opened, _meaning, _at in self._open):
            self._now += text
            return
        first, *others = text.split("\n")
        self._now += first
        for line in others:
            self._end_line()
            self._now += line

    def gap(self) -> None:
        """Something is to be filled in here."""
        self._now += GAP

    def close(self) -> None:
        """No more to come."""
        if self._hidden:
            self.lost.add("damaged")
        while self._open:
            self._closed(*self._open.pop())
        if _TEX.search(self.text):
            self.lost.add("formula")

    def _written(self) -> str:
        return _SPACE.sub(" ", _BETWEEN_WIDE.sub("", self._now)).replace("\xa0", " ").strip(" ")

    def _end_line(self, *, always: bool = False) -> None:
        written = self._written()
        if written or always:
            self._lines.append(self._mark + written)
            self._mark = ""
        self._now = ""
        self._open = [(tag, meaning, 0) for tag, meaning, _at in self._open]


def _meant(tag: str, attributes: dict[str, str]) -> str:
    """What an element means for the words in it, once it ends."""
    style = attributes.get("style", "").lower()
    if tag in STRUCK or "line-through" in style:
        return "struck"
    if tag == "u" or (tag == "span" and "underline" in style):
        return "under"
    if tag in RAISED:
        return tag
    if tag == "a":
        return attributes.get("href", "").strip()
    return "strong" if tag in EMPHASIS else ""


class _Parser(HTMLParser):
    def __init__(self, words: Words, breaks: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.words, self.breaks = words, breaks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words.start(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        self.words.end(tag)

    def handle_data(self, data: str) -> None:
        self.words.data(data, breaks=self.breaks)


def _without_comments(source: str) -> str:
    parts, at = [], 0
    while (start := source.find("<!--", at)) >= 0 and (end := source.find("-->", start)) >= 0:
        parts.append(source[at:start])
        at = end + 3
    return "".join([*parts, source[at:]])


def from_html(source: str, *, breaks: bool = False) -> Words:
    """The words of a piece of HTML; with `breaks` its line ends are meant, as Moodle's own format has it."""
    words = Words()
    parser = _Parser(words, breaks)
    parser.feed(_MARKUP.sub(lambda found: found[1] or ("&lt;" if found[0] == "<" else ""), _without_comments(source)))
    parser.close()
    words.close()
    return words


def from_plain(source: str) -> Words:
    """The words of a text without markup; its lines are its lines."""
    words = Words()
    for number, line in enumerate(source.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if number:
            words.start("br", {})
        words.data(line)
    words.close()
    return words


def with_gap(stem: str) -> str:
    """The stem of a question that asks for one entry: it shows where, at its end unless it does already."""
    return stem if blanks_in(stem) else f"{stem}{GAP}"
