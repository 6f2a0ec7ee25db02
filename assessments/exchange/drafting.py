"""Questions of other systems on their way to records: what all their formats have in common."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext as _

from assessments.exchange.html import LOST, Words, with_gap
from assessments.exchange.records import BY_NAME, Problem, Record, Sheet
from assessments.kinds import ChoiceFacts, kind_of
from assessments.kinds.cells import MOST_OPTIONS, NotReadable
from content.uploads import Refused, check_image

MOST_QUESTIONS, MOST_PICTURES, LONGEST_ROW_TEXT, LONGEST_HEADING = 2000, 500, 300, 40
# The one criterion of an essay whose file has none; a marker reads it in Chinese like the rest of the question.
CRITERION, CRITERION_POINTS = "切题、完整、表述清楚", "10"
_POINTS = re.compile(
    r"(?P<words>.*?\S)\s*[（(＝=]?\s*(?P<points>[1-9][0-9]?|100)\s*(?:分|points?)\s*[)）]?", re.IGNORECASE
)
_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]{1,2})?|[-+]?\.[0-9]+")
# What no format but ours says of a question.
_OURS = ("difficulty", "point", "state", "lesson", "case")
_TOP = re.compile(r"\$\w+\$|top", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """A choice, an accepted entry, a right number or a step, and the percent of the points it earns."""

    text: str
    weight: float = 100
    feedback: str = ""
    more: str = ""

    @property
    def right(self) -> bool:
        return self.weight > 99.9


def category_of(path: str) -> str:
    """Our category of a path of Moodle's: without its root, and short enough. A slash within a name is doubled."""
    parts = [part.replace("//", "/").strip() for part in re.split(r"(?<!/)/(?!/)", path)]
    names = [part for part in parts if part and not _TOP.fullmatch(part)]
    whole, longest = "/".join(names), BY_NAME["category"].longest
    return whole if len(whole) <= longest else names[-1][:longest]


class Bank:
    """A file as it is read, question after question."""

    def __init__(self) -> None:
        self.sheet, self.category, self.number = Sheet(numbered=True), "", 0

    def next(self, heading: str) -> "Draft | None":
        """The next question; None when there are too many."""
        self.number += 1
        if self.number > MOST_QUESTIONS:
            why = _("A file has at most 2,000 questions. Split it.")
            self.sheet.problems.append(Problem(self.number, "", "", why))
            return None
        return Draft(self, self.number, " ".join(heading.split())[:LONGEST_HEADING])

    def read(self) -> Sheet:
        if not self.number:
            self.sheet.problems.append(Problem(0, "", "", _("There is no question in this file.")))
        return self.sheet


class Draft:
    """One question in the making. What is wrong in it is collected; it becomes a record only if nothing is."""

    def __init__(self, bank: Bank, number: int, heading: str) -> None:
        self.sheet, self.category, self.number, self.heading = bank.sheet, bank.category, number, heading
        self.kind, self.stem, self.explanation, self.image, self.image_alt = "", "", "", "", ""
        self.rows: list[ChoiceFacts] = []
        self.partial = self.failed = self.guessed = False

    def wrong(self, why: object, where: str = "") -> None:
        self.failed = True
        problem = Problem(self.number, "", where or self.heading, str(why))
        if problem not in self.sheet.problems:
            self.sheet.problems.append(problem)

    def unknown(self, name: str) -> None:
        """The type of the question is none of ours."""
        words = _("Question %(number)d: the type “%(type)s” is not supported.")
        self.wrong(words % {"number": self.number, "type": name[:LONGEST_HEADING] or "?"})

    def left_out(self, what: object) -> None:
        """Something smaller that the question loses; the person is told and decides."""
        numbers = self.sheet.left_out.setdefault(str(what), [])
        if self.number not in numbers:
            numbers.append(self.number)

    def words(self, words: Words, *, pictures: bool = False, lines: bool = False) -> str:
        """The text, once all that it loses is named. Only a stem may have `pictures`; not all texts have `lines`."""
        for name in sorted(words.lost):
            self.wrong(LOST[name])
        if words.emphasis:
            self.left_out(_("Emphasis such as bold and italics"))
        if words.pictures and not pictures:
            self.wrong(_("There is a picture in an option, an answer or a reason. It has no place here."))
        return words.text if lines else words.line

    def picture(self, name: str, content: bytes, words: str) -> None:
        """The one picture of the stem, under a name that no other question's picture has."""
        if len(self.sheet.pictures) >= MOST_PICTURES:
            self.wrong(_("There are more than 500 pictures in this file. Split it."))
            return
        try:
            check_image(name, BytesIO(content), len(content))
        except Refused as refused:
            self.wrong(refused, name[:LONGEST_HEADING])
            return
        name = name[-BY_NAME["image"].longest + 6 :]
        if self.sheet.pictures.get(name, content) != content:
            name = f"{self.number}-{name}"
        self.sheet.pictures[name] = content
        self.image, self.image_alt = name, words
        if not words:
            self.wrong(_("Say in words what the picture shows."), str(BY_NAME["image_alt"].heading))

    # What the question asks for

    def choices(self, options: Sequence[Answer], *, several: bool, partial: bool = True) -> None:
        self.kind, self.partial = ("multiple", partial) if several else ("single", False)
        for one in options:
            right = one.weight > 0 if several else one.right
            self.rows.append(ChoiceFacts("", one.text, right, one.feedback))
        if not several and any(one.weight and not one.right for one in options):
            self.left_out(_("Options that earned or cost a part of the points: here they are simply wrong"))
        if several and partial and not _weighs_as_here(options):
            self.left_out(_("Weights of options: here each right one earns the same, each wrong one costs a part"))

    def truth(self, right: bool, why_true: str, why_false: str) -> None:
        self.kind = "true_false"
        self.rows = [ChoiceFacts("", "对", right, why_true), ChoiceFacts("", "错", not right, why_false)]

    def entries(self, blanks: Sequence[Sequence[Answer]], *, wildcards: bool = False) -> None:
        """Accepted answers for each blank. With `wildcards` a * stands for anything, which it does not here."""
        self.kind, self.stem, self.partial = "fill_blank", with_gap(self.stem), len(blanks) > 1
        for number, answers in enumerate(blanks, start=1):
            for one in self._full_marks(answers):
                if wildcards and re.search(r"(?<!\\)\*", one.text):
                    self.wrong(_("A * in an answer stands for any words. Write out what is accepted."))
                text = one.text.replace(r"\*", "*") if wildcards else one.text
                self.rows.append(ChoiceFacts("", text, False, one.feedback, str(number) if len(blanks) > 1 else ""))

    def numbers(self, answers: Sequence[Answer]) -> None:
        """Right numbers; `more` is how far off an answer may be."""
        self.kind = "numeric"
        for one in self._full_marks(answers):
            off = one.more if _NUMBER.fullmatch(one.more) and Decimal(one.more) else ""
            if not _NUMBER.fullmatch(one.text) or (one.more and not _NUMBER.fullmatch(one.more)):
                self.wrong(_("The right answer must be a number."))
            self.rows.append(ChoiceFacts("", one.text, False, one.feedback, off))

    def _full_marks(self, answers: Sequence[Answer]) -> list[Answer]:
        if any(one.weight > 0 and not one.right for one in answers):
            self.left_out(_("Answers that earned a part of the points: here they are simply wrong"))
        if any(one.weight <= 0 and one.feedback for one in answers):
            self.left_out(_("Reasons for wrong answers of one’s own words"))
        return [one for one in answers if one.right]

    def pairs(self, pairs: Sequence[tuple[str, str]], *, partial: bool = True) -> None:
        self.kind, self.partial = "matching", partial
        self.rows = [ChoiceFacts("", left, match=right) for left, right in pairs if left]
        if len(self.rows) < len(pairs):
            self.wrong(_("An answer that belongs to nothing has no place in a matching question here."))

    def steps(self, steps: Sequence[str], *, partial: bool) -> None:
        self.kind, self.partial = "ordering", partial
        self.rows = [ChoiceFacts("", step) for step in steps]

    def essay(self, guide: str) -> None:
        """An answer in sentences. `guide` is what markers are told: lines that name points are criteria."""
        self.kind, lines = "short_answer", list(filter(None, map(str.strip, guide.splitlines())))
        told = [one for line in lines if (one := _POINTS.fullmatch(line[: LONGEST_ROW_TEXT + 10]))]
        if told and len(told) == len(lines):
            self.rows = [ChoiceFacts("", one["words"].rstrip("：: ，,"), match=one["points"]) for one in told]
            return
        self.guessed = not guide
        self.rows = [ChoiceFacts("", CRITERION, feedback=" ".join(guide.split()), match=CRITERION_POINTS)]
        self.left_out(_("Criteria with points are missing: one of 10 points is put in. Change it before you approve"))

    # The end of it

    def done(self) -> None:
        """Into the sheet as a record, unless something is wrong."""
        if not (self.failed and not self.kind):
            self._check()
        if self.failed:
            return
        empty = [name for name in ("explanation", "category", "image", "image_alt") if not getattr(self, name)]
        unsaid = [*_OURS, *empty, *(["cells"] if self.guessed else [])]
        record = Record(
            self.kind, self.stem, kind_of(self.kind).to_cells(self.rows), explanation=self.explanation,
            category=self.category, partial=self.partial, image=self.image, image_alt=self.image_alt,
            unsaid=tuple(unsaid),
        )  # fmt: skip
        self.sheet.lines.append((self.number, record))

    def _check(self) -> None:
        if not self.stem:
            self.wrong(_("The question is missing."))
        for name in ("stem", "explanation", "category", "image_alt"):
            if len(getattr(self, name)) > (longest := BY_NAME[name].longest):
                self.wrong(_("At most %(count)d characters.") % {"count": longest}, str(BY_NAME[name].heading))
        if any(max(map(len, (row.text, row.match, row.feedback))) > LONGEST_ROW_TEXT for row in self.rows):
            self.wrong(
                _("At most %(count)d characters in an option, an answer or its reason.") % {"count": LONGEST_ROW_TEXT}
            )
        if not all(row.text for row in self.rows):
            self.wrong(_("An option or an answer has no words."))
        if self.failed:
            return
        kind, rows = kind_of(self.kind), [replace(row, uid=str(number)) for number, row in enumerate(self.rows)]
        for problem in kind.problems(rows, self.stem):
            self.wrong(problem)
        # A sheet has as many columns as there are letters, and the question must fit into one on its way out.
        places = len({row.match for row in rows}) if self.kind == "fill_blank" else len(rows)
        if places > MOST_OPTIONS and not self.failed:
            self.wrong(_("A question has at most 26 choices."))
        if self.failed:
            return
        try:
            kind.from_cells(kind.to_cells(self.rows))
        except NotReadable as error:
            self.wrong(error.why)


def _weighs_as_here(options: Sequence[Answer]) -> bool:
    right = sum(one.weight > 0 for one in options)
    earns, costs = 100 / max(right, 1), -100 / max(len(options) - right, 1)
    return all(abs(one.weight - (earns if one.weight > 0 else costs)) < 0.5 for one in options)
