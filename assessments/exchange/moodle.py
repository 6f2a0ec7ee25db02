"""Moodle XML: a <quiz> of questions, with categories between them and pictures within."""

import binascii
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.cloze import Found, parts_of
from assessments.exchange.drafting import Answer, Bank, Draft, category_of
from assessments.exchange.html import Picture, Words, from_html, from_plain
from assessments.exchange.records import Sheet

STORED = "@@PLUGINFILE@@/"
# What Moodle itself writes as general feedback; only what an author wrote instead is worth a word.
USUAL = {
    "", "您的回答正确", "您的回答部分正确", "您的回答不正确", "你的答案正确", "你的答案部分正确", "你的答案不正确",
    "your answer is correct", "your answer is partially correct", "your answer is incorrect",
}  # fmt: skip


def read_moodle(root: Element) -> Sheet:
    bank = Bank()
    for element in root.iterfind("question"):
        kind = element.get("type", "").strip()
        if kind == "category":
            bank.category = category_of(_raw(element.find("category")))
            continue
        draft = bank.next(_raw(element.find("name")) or kind)
        if draft is None:
            break
        if kind not in _READERS:
            draft.unknown(kind)
            continue
        _Question(draft, element).read(kind)
    return bank.read()


def _raw(element: Element | None) -> str:
    """The text of an element, which stands in a <text> of its own."""
    return "" if element is None else element.findtext("text", "").strip()


def _percent(element: Element) -> float:
    try:
        return float(element.get("fraction", "0"))
    except ValueError:
        return 0.0


class _Question:
    def __init__(self, draft: Draft, element: Element) -> None:
        self.draft, self.element, self.parts = draft, element, Found()
        about = element.find("questiontext")
        self.usual_format = about.get("format", "html") if about is not None else "html"

    def read(self, kind: str) -> None:
        draft, about = self.draft, _raw(self.element.find("questiontext"))
        if _READERS[kind] is _cloze:
            self.parts = parts_of(about)
            about = self.parts.text
            self._check_parts()
        words = self.words(about)
        draft.stem = draft.words(words, pictures=True, lines=True)
        draft.explanation = self.text("generalfeedback", lines=True)
        if words.pictures:
            self._picture(words)
        _READERS[kind](self)
        self._rest()
        draft.done()

    def _check_parts(self) -> None:
        for name in self.parts.unknown:
            self.draft.unknown(f"cloze {name}")
        if self.parts.unclosed:
            self.draft.wrong(_("A blank in the text is not closed by a brace."))
        elif not self.parts.parts and not self.parts.unknown:
            self.draft.wrong(_("There is no blank that can be read in this question."))

    def words(self, source: str, form: str = "") -> Words:
        form = form or self.usual_format
        return from_plain(source) if form == "plain_text" else from_html(source, breaks=form != "html")

    def text(self, element: Element | str | None, *, plain: bool = False, lines: bool = False) -> str:
        """The words of an element, or of the question's child of that name."""
        if isinstance(element, str):
            element = self.element.find(element)
        form = "plain_text" if plain else "" if element is None else element.get("format", "")
        return self.draft.words(self.words(_raw(element), form), lines=lines)

    def answers(self, *, plain: bool) -> list[Answer]:
        return [
            Answer(
                self.text(one, plain=plain), _percent(one), self.text(one.find("feedback")),
                one.findtext("tolerance", "").strip(),
            )
            for one in self.element.iterfind("answer")
        ]  # fmt: skip

    def setting(self, name: str) -> str:
        return self.element.findtext(name, "").strip().lower()

    def _picture(self, words: Words) -> None:
        if len(words.pictures) > 1:
            self.draft.wrong(_("There are several pictures. A question has one: put them together."))
            return
        name, content = self._content(words.pictures[0])
        if content is None:
            self.draft.wrong(_("The picture “%(name)s” is not in the file.") % {"name": name[:60]})
        else:
            self.draft.picture(name, content, words.pictures[0].words)

    def _content(self, picture: Picture) -> tuple[str, bytes | None]:
        """The name of a picture and its bytes, from beside the text or out of its own address."""
        source, encoded = picture.source.strip(), None
        if source.startswith("data:image/"):
            kind, _sign, encoded = source.removeprefix("data:image/").partition(";base64,")
            name = f"picture.{kind[:8]}"
        else:
            wanted = unquote(source.removeprefix(STORED)).lstrip("/")
            name = PurePosixPath(wanted).name or source
            for file in self.element.iterfind("questiontext/file"):
                if source.startswith(STORED) and (file.get("path", "/") + file.get("name", "")).lstrip("/") == wanted:
                    encoded = file.text
        try:
            return name, b64decode("".join(encoded.split()), validate=True) if encoded else None
        except (binascii.Error, ValueError):
            return name, b""

    def _rest(self) -> None:
        """What is in the question and has no place here."""
        combined = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
        told = [self.words(_raw(self.element.find(name))).line for name in combined]
        if any(one.rstrip("。.！!").lower() not in USUAL for one in told):
            self.draft.left_out(_("Words for right, partly right and wrong answers as a whole"))
        if any(_raw(hint) for hint in self.element.iterfind("hint")):
            self.draft.left_out(_("Hints between attempts"))
        if any(_raw(tag) for tag in self.element.iterfind("tags/tag")):
            self.draft.left_out(_("Tags"))
        if self.element.findtext("image_base64", "").strip():
            self.draft.wrong(_("The picture is kept in an old form. Save the question in Moodle and export it anew."))


# One reader for each type of Moodle's that matches one of ours.


def _multichoice(question: _Question, *, partial: bool = True) -> None:
    several = question.setting("single") in ("false", "0") or not partial
    question.draft.choices(question.answers(plain=False), several=several, partial=partial)


def _all_or_nothing(question: _Question) -> None:
    _multichoice(question, partial=False)


def _truefalse(question: _Question) -> None:
    told = {one.text.lower(): one for one in question.answers(plain=False)}
    right = [text for text, one in told.items() if one.right]
    if len(right) != 1 or set(told) != {"true", "false"}:
        question.draft.wrong(_("Of “true” and “false” exactly one must be right."))
        return
    question.draft.truth(right == ["true"], told["true"].feedback, told["false"].feedback)


def _shortanswer(question: _Question) -> None:
    question.draft.entries([question.answers(plain=True)], wildcards=True)
    if question.setting("usecase") in ("1", "true"):
        question.draft.left_out(_("Difference between capitals and small letters"))


def _numerical(question: _Question) -> None:
    question.draft.numbers(question.answers(plain=True))
    if any(name.text and name.text.strip() for name in question.element.iterfind("units/unit/unit_name")):
        question.draft.left_out(_("Units: here the number is asked alone"))


def _matching(question: _Question) -> None:
    found = question.element.iterfind("subquestion")
    question.draft.pairs([(question.text(one), question.text(one.find("answer"), plain=True)) for one in found])


def _ordering(question: _Question) -> None:
    def place(one: Element) -> Decimal:
        try:
            return Decimal(one.get("fraction", "0"))
        except InvalidOperation:
            return Decimal(0)

    steps = sorted(question.element.iterfind("answer"), key=place)
    all_or_nothing = question.setting("gradingtype") in ("", "all_or_nothing", "-1")
    question.draft.steps([question.text(one) for one in steps], partial=not all_or_nothing)
    if question.setting("selecttype") not in ("", "all", "0"):
        question.draft.left_out(_("Drawing some of the steps: here all of them are asked"))


def _essay(question: _Question) -> None:
    if question.setting("responseformat") == "noinline" or question.setting("attachmentsrequired") not in ("", "0"):
        question.draft.wrong(_("The answer is a file that learners hand in. Here answers are written."))
    question.draft.essay(question.text("graderinfo", lines=True))
    limits = ("minwordlimit", "maxwordlimit", "attachments")
    if question.text("responsetemplate") or any(question.setting(name) not in ("", "0") for name in limits):
        question.draft.left_out(_("Settings of the answer field: its template, limits and attachments"))


def _cloze(question: _Question) -> None:
    """Blanks within the text, of words; or one blank for a number."""
    draft, parts = question.draft, question.parts.parts
    blanks = [[_entry(question, one) for one in part.answers] for part in parts]
    if len(parts) == 1 and parts[0].number:
        draft.numbers(blanks[0])
        return
    if any(one.more.strip("0.") for answers in blanks for one in answers):
        draft.wrong(_("A number with a tolerance stands beside other blanks. Make it a question of its own."))
    draft.entries(blanks, wildcards=True)
    if len({part.weight for part in parts}) > 1:
        draft.left_out(_("Weights of blanks: here each counts the same"))


def _entry(question: _Question, answer: Answer) -> Answer:
    """The answer of a blank, which is written as the text around it is."""
    text, why = (question.draft.words(question.words(part)) for part in (answer.text, answer.feedback))
    return replace(answer, text=text, feedback=why)


_READERS: dict[str, Callable[[_Question], None]] = {
    "multichoice": _multichoice, "multichoiceset": _all_or_nothing, "truefalse": _truefalse,
    "shortanswer": _shortanswer, "numerical": _numerical, "matching": _matching, "match": _matching,
    "ordering": _ordering, "essay": _essay, "cloze": _cloze, "multianswer": _cloze,
}  # fmt: skip
