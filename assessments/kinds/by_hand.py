"""Answers in sentences, marked by a person with a rubric. The value is a list with the one text."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.kinds.contract import ChoiceFacts, InvalidAnswer, Kind, Value
from assessments.kinds.writing import folded

MOST_CRITERIA = 10


def points_in(text: str) -> int:
    """The points of a criterion as its author wrote them; 0 for what is no number from 1 to 100."""
    digits = folded(text)
    found = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 3 else 0
    return found if 1 <= found <= 100 else 0


class ByHand(Kind):
    """Each row is a criterion, its second part the points; together they are the full share of the question."""

    marked_by_person = True
    longest = 1000
    lines = 8
    sheet_help = gettext_lazy(
        "One criterion in each option, after an equals sign its points; the explanation is the model answer."
    )
    second_sign = "＝="
    rows_help = gettext_lazy(
        "One criterion in each row; the second part is its points, “why” what full points need. The explanation is the "
        "model answer. Markers see all three; learners see them after marking."
    )
    answer_template = "assessments/kinds/by_hand.html"
    result_template = "assessments/kinds/by_hand_result.html"

    def problems(self, choices: Sequence[ChoiceFacts], stem: str = "") -> list[str]:
        if not choices:
            return [_("Give at least one criterion to mark by.")]
        found, texts = [], [choice.text.strip() for choice in choices]
        if len(choices) > MOST_CRITERIA:
            found.append(_("More than ten criteria cannot be marked fairly."))
        if any(not points_in(choice.match) for choice in choices):
            found.append(_("The second part of a criterion is its points, a whole number from 1 to 100."))
        if len(set(texts)) < len(texts):
            found.append(_("Two rows say the same."))
        return found

    def paper_part(self, choices: Sequence[ChoiceFacts], random: Random | None) -> dict:
        return {}

    def key_part(self, choices: Sequence[ChoiceFacts]) -> dict:
        rubric = [
            {"criterion": choice.text.strip(), "points": points_in(choice.match), "why": choice.feedback}
            for choice in choices
        ]
        return {"rubric": rubric}

    def parse(self, item: dict, posted: Sequence[str]) -> Value:
        return self.check(item, list(posted) or None)

    def check(self, item: dict, value: Value) -> Value:
        if value is None or value == []:
            return None
        if not isinstance(value, list) or len(value) != 1 or not isinstance(value[0], str) or "\0" in value[0]:
            raise InvalidAnswer(_("This answer does not belong to the question."))
        # A form sends its own line ends, a script others: one text is one answer.
        text = value[0].replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(text) > self.longest:
            raise InvalidAnswer(_("An answer has at most %(count)d characters.") % {"count": self.longest})
        return [text] if text else None

    def share(self, item: dict, key: dict, value: Value) -> Decimal:
        raise NotImplementedError("A person marks this kind; see assessments.services.hand_marking.")

    def answer_context(self, item: dict, value: Value) -> dict:
        text = value[0] if value else ""
        return {"text": text, "length": len(text), "longest": self.longest, "lines": self.lines}

    def review(self, item: dict, key: dict, value: Value) -> dict:
        return {"text": value[0] if value else "", "rubric": key["rubric"]}

    def describe(self, item: dict, value: Value) -> str:
        return value[0] if value else ""

    def counted(self, item: dict, value: Value) -> tuple[str, ...]:
        # Whole texts are nobody else's to read in a table; that there is an answer is all that counts.
        return ("",) if value else ()


class ShortAnswer(ByHand):
    """A few sentences (简答题)."""

    key = "short_answer"
    also_called = ("简答", "问答题")
    label = gettext_lazy("Short answer")
    hint = gettext_lazy("Answer in a few sentences. A person reads and marks it.")


class CaseAnalysis(ByHand):
    """A longer text about a case of the library (案例分析题)."""

    key = "case_analysis"
    also_called = ("案例分析", "案例题")
    label = gettext_lazy("Case analysis")
    hint = gettext_lazy("Read the case first, then write your analysis. A person reads and marks it.")
    quotes_case = True
    longest = 3000
    lines = 14
