"""What all kinds have in common whose answer is a choice of given texts. The value is a list of choice uids."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from string import ascii_uppercase

from django.utils.translation import gettext as _

from assessments.kinds.cells import ANSWER, Cells, NotReadable, right_ones
from assessments.kinds.contract import ChoiceFacts, InvalidAnswer, Kind, Value


class ChoosingKind(Kind):
    """All or nothing: the chosen set is the right set, or it earns nothing."""

    answer_template = "assessments/kinds/choosing.html"
    result_template = "assessments/kinds/choosing_result.html"
    several = False
    shuffles = True

    def problems(self, choices: Sequence[ChoiceFacts], stem: str = "") -> list[str]:
        found = []
        if len(choices) < 2:
            found.append(_("A question needs at least two choices."))
        if len(choices) > len(ascii_uppercase):
            found.append(_("A question has at most 26 choices."))
        texts = [choice.text.strip() for choice in choices]
        if len(set(texts)) < len(texts):
            found.append(_("Two choices say the same."))
        return found

    def paper_part(self, choices: Sequence[ChoiceFacts], random: Random | None) -> dict:
        order = list(choices)
        if random is not None and self.shuffles:
            random.shuffle(order)
        return {"choices": [{"uid": choice.uid, "text": choice.text} for choice in order]}

    def key_part(self, choices: Sequence[ChoiceFacts]) -> dict:
        return {
            "right": [choice.uid for choice in choices if choice.is_correct],
            "choices": len(choices),
            "feedback": {choice.uid: choice.feedback for choice in choices if choice.feedback},
        }

    def fits(self, item: dict, key: dict) -> bool:
        return bool(key["right"]) and set(key["right"]) <= {choice["uid"] for choice in item["choices"]}

    def parse(self, item: dict, posted: Sequence[str]) -> Value:
        return self.check(item, list(posted) or None)

    def check(self, item: dict, value: Value) -> Value:
        if value is None or value == []:
            return None
        if not isinstance(value, list) or not all(isinstance(uid, str) for uid in value):
            raise InvalidAnswer(_("This answer does not belong to the question."))
        order = [choice["uid"] for choice in item["choices"]]
        if set(value) - set(order):
            raise InvalidAnswer(_("This answer does not belong to the question."))
        chosen = [uid for uid in order if uid in value]
        if len(chosen) > 1 and not self.several:
            raise InvalidAnswer(_("Choose one answer."))
        return chosen

    def share(self, item: dict, key: dict, value: Value) -> Decimal:
        return Decimal(1) if value and set(value) == set(key["right"]) else Decimal(0)

    def answer_context(self, item: dict, value: Value) -> dict:
        chosen = set(value or ())
        options = [
            {"uid": choice["uid"], "letter": letter, "text": choice["text"], "checked": choice["uid"] in chosen}
            for letter, choice in zip(ascii_uppercase, item["choices"], strict=False)
        ]
        return {"several": self.several, "options": options}

    def review(self, item: dict, key: dict, value: Value) -> dict:
        options = self.answer_context(item, value)["options"]
        for option in options:
            option["right"] = option["uid"] in key["right"]
            # The reason is for those who made this choice.
            option["feedback"] = key["feedback"].get(option["uid"], "") if option["checked"] else ""
        return {"several": self.several, "options": options}

    def offered(self, item: dict) -> dict[str, str]:
        return {choice["uid"]: choice["text"] for choice in item["choices"]}

    def counted(self, item: dict, value: Value) -> tuple[str, ...]:
        return tuple(value or ())

    def right_names(self, key: dict) -> frozenset[str]:
        return frozenset(key["right"])

    def to_cells(self, choices: Sequence[ChoiceFacts]) -> Cells:
        right = "".join(letter for letter, one in zip(ascii_uppercase, choices, strict=False) if one.is_correct)
        return replace(super().to_cells(choices), answer=right)

    def from_cells(self, cells: Cells) -> list[ChoiceFacts]:
        rows, right = super().from_cells(cells), right_ones(cells.answer, len(cells.options))
        if not right:
            raise NotReadable(ANSWER, _("No right answer is given."))
        if len(right) > 1 and not self.several:
            raise NotReadable(ANSWER, _("Mark exactly one choice as right."))
        return [replace(row, is_correct=number in right) for number, row in enumerate(rows)]

    def describe(self, item: dict, value: Value) -> str:
        chosen = set(value or ())
        return "；".join(choice["text"] for choice in item["choices"] if choice["uid"] in chosen)
