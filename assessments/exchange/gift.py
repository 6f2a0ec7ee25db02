"""GIFT, Moodle's questions as text: one question a paragraph, its answers in braces."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from assessments.exchange.drafting import Answer, Bank, Draft, category_of
from assessments.exchange.html import GAP, Words, from_html, from_plain
from assessments.exchange.records import Sheet

# Signs that a backslash makes plain letters are kept as these while the text is taken apart; no text has them.
_PLAIN = dict(zip("\\~=#{}:n", map(chr, range(0xFDD0, 0xFDD8)), strict=True))
_BACK = {ord(stand_in): "\n" if sign == "n" else sign for sign, stand_in in _PLAIN.items()}
_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]*)?)%")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
CATEGORY = "$CATEGORY:"


def read_gift(text: str) -> Sheet:
    bank = Bank()
    for block in _blocks(text):
        if block.startswith(CATEGORY):
            bank.category = category_of(_restored(block.removeprefix(CATEGORY)).strip())
            continue
        title, body = _titled(block)
        draft = bank.next(_restored(title or _FORMAT.sub("", body).partition("{")[0]))
        if draft is None:
            break
        _Question(draft, body).read()
    return bank.read()


def _blocks(text: str) -> Iterator[str]:
    """Questions and changes of the category, without comments. A comment line does not end a question."""
    lines: list[str] = []
    for line in [*(line.strip() for line in text.split("\n")), ""]:
        if line.startswith("//"):
            continue
        if line and not line.startswith(CATEGORY):
            lines.append(line)
            continue
        if lines:
            yield _ESCAPED.sub(lambda found: _PLAIN[found[1]], "\n".join(lines))
        lines = []
        if line:
            yield _ESCAPED.sub(lambda found: _PLAIN[found[1]], line)


def _restored(text: str) -> str:
    return text.translate(_BACK)


def _titled(block: str) -> tuple[str, str]:
    if block.startswith("::"):
        title, sign, body = block[2:].partition("::")
        if sign:
            return title.strip(), body.strip()
    return "", block


def _weighed(text: str, usual: float) -> tuple[float, str]:
    told = _WEIGHT.match(text)
    return (float(told[1]), text[told.end() :].strip()) if told else (usual, text)


class _Question:
    def __init__(self, draft: Draft, body: str) -> None:
        self.draft, self.body, self.usual_format = draft, body, "moodle"

    def read(self) -> None:
        before, opened, rest = self.body.partition("{")
        within, closed, after = rest.partition("}")
        if not opened and "}" not in before:
            self.draft.unknown("description")
            return
        if not closed or "}" in before or "{" in after or "}" in after:
            self.draft.wrong(_("There must be one pair of braces, with the answers in it and no blank line."))
            return
        self._read_stem(f"{before}{GAP}{after}" if after.strip() else before)
        within, _sign, general = within.rpartition("####") if "####" in within else (within, "", "")
        self.draft.explanation = self.text(general, lines=True)
        self._read_answers(within.strip())
        self.draft.done()

    def _read_stem(self, stem: str) -> None:
        told = _FORMAT.match(stem)
        self.usual_format = told[1] if told else self.usual_format
        words = self._words(stem)
        self.draft.stem = self.draft.words(words, pictures=True, lines=True)
        for picture in words.pictures:
            self.draft.wrong(_("The picture “%(name)s” is not in the file.") % {"name": picture.source[-60:]})

    def _words(self, text: str) -> Words:
        told, form = _FORMAT.match(text.strip()), self.usual_format
        if told:
            form, text = told[1], text.strip()[told.end() :]
        text = _restored(text)
        return from_plain(text) if form == "plain" else from_html(text, breaks=form != "html")

    def text(self, text: str, *, lines: bool = False) -> str:
        return self.draft.words(self._words(text.strip()), lines=lines)

    def _reasoned(self, text: str, weight: float) -> Answer:
        words, _sign, why = text.partition("#")
        return Answer(self.text(words), weight, self.text(why))

    def _read_answers(self, within: str) -> None:
        if not within:
            self.draft.essay("")
        elif within.startswith("#"):
            self._numbers(within[1:].strip())
        elif "~" in within:
            self._choices(within)
        elif "=" in within and "->" in within:
            self._pairs(within)
        elif (said := within.partition("#")[0].strip().upper()) in _TRUTH:
            self._truth(_TRUTH[said], within)
        else:
            answers = (_weighed(part.strip(), 100) for part in within.split("=") if part.strip())
            self.draft.entries([[self._reasoned(text, weight) for weight, text in answers]], wildcards=True)

    def _choices(self, within: str) -> None:
        options = []
        if within[0] not in "~=":
            self.draft.wrong(_("Each option begins with = or ~."))
        for part in re.findall(r"[~=][^~=]*", within.replace("~=", "=")):
            right = part.startswith("=")
            weight, text = _weighed(part[1:].strip(), 100 if right else 0)
            options.append(self._reasoned(text, weight))
        self.draft.choices(options, several="=" not in within)

    def _pairs(self, within: str) -> None:
        pairs = []
        for part in (part.strip() for part in within.split("=") if part.strip()):
            left, arrow, right = part.partition("->")
            if not arrow:
                self.draft.wrong(_("A pair is written =left -> right."))
            pairs.append((self.text(left), self.text(right)))
        self.draft.pairs(pairs)

    def _truth(self, right: bool, within: str) -> None:
        """After the answer stands what those are told who were wrong, then what those who were right."""
        _said, why_wrong, why_right = (*map(self.text, within.split("#", 2)), "", "")[:3]
        reasons = (why_right, why_wrong) if right else (why_wrong, why_right)
        self.draft.truth(right, *reasons)

    def _numbers(self, within: str) -> None:
        rightly, wrong, reason = within.partition("~")
        if wrong and reason.strip("# \n"):
            self.draft.left_out(_("Reasons for wrong answers of one’s own words"))
        answers = []
        for part in (part.strip() for part in rightly.split("=") if part.strip()):
            weight, text = _weighed(part, 100)
            words, _sign, why = text.partition("#")
            right, off = _number(words.strip())
            answers.append(Answer(right, weight, self.text(why), off))
        self.draft.numbers(answers)


def _number(text: str) -> tuple[str, str]:
    """The right number and how far off an answer may be, of 3.14:0.01 or 3.13..3.15; as it stands if it is none."""
    text = _restored(text)
    low, range_sign, high = text.partition("..")
    if not range_sign:
        right, _sign, off = text.partition(":")
        return right.strip(), off.strip()
    try:
        least, most = Decimal(low.strip()), Decimal(high.strip())
        right, off = (least + most) / 2, (most - least) / 2
    except (InvalidOperation, ArithmeticError):
        return text, ""
    return f"{right:f}", f"{off:f}"
