"""A number (计算题), right within a tolerance."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from random import Random

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.kinds.contract import ChoiceFacts, InvalidAnswer, Value
from assessments.kinds.writing import PlacesKind, folded


def number_in(text: str) -> Decimal | None:
    """The number in `text` (full width and thousands separators allowed); None when it is none."""
    try:
        found = Decimal(folded(text).replace(",", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < Decimal("1e15") else None


class Numeric(PlacesKind):
    """Each row is a right number; `match` is how far off an answer may be."""

    key = "numeric"
    label = gettext_lazy("Numeric answer")
    hint = gettext_lazy("Write the number alone, without its unit.")
    also_called = ("计算题", "数值")
    sheet_help = gettext_lazy("The right number in option A; after ± how far off an answer may be, such as 12±0.5.")
    second_sign = "±"
    rows_help = gettext_lazy("The right number; the second part is how far off an answer may be (empty: not at all).")
    answer_template = "assessments/kinds/numeric.html"
    result_template = "assessments/kinds/numeric_result.html"

    def problems(self, choices: Sequence[ChoiceFacts], stem: str = "") -> list[str]:
        if not choices:
            return [_("Give the right number.")]
        found = []
        if any(number_in(choice.text) is None for choice in choices):
            found.append(_("The right answer must be a number."))
        tolerances = [number_in(choice.match) if choice.match.strip() else Decimal(0) for choice in choices]
        if any(tolerance is None or tolerance < 0 for tolerance in tolerances):
            found.append(_("The second part, how far off an answer may be, must be a number from 0 up."))
        return found

    def paper_part(self, choices: Sequence[ChoiceFacts], random: Random | None) -> dict:
        return {}

    def key_part(self, choices: Sequence[ChoiceFacts]) -> dict:
        return {
            "numbers": [
                {"right": str(number_in(choice.text)), "off": str(number_in(choice.match) or 0)} for choice in choices
            ]
        }

    def places(self, item: dict) -> int:
        return 1

    def check(self, item: dict, value: Value) -> Value:
        checked = super().check(item, value)
        if checked is not None and number_in(checked[0]) is None:
            raise InvalidAnswer(_("Please write a number, such as 12 or 12.5."))
        return checked

    def share(self, item: dict, key: dict, value: Value) -> Decimal:
        given = number_in(value[0]) if value else None
        if given is None:
            return Decimal(0)
        fits = any(abs(given - Decimal(row["right"])) <= Decimal(row["off"]) for row in key["numbers"])
        return Decimal(fits)

    def answer_context(self, item: dict, value: Value) -> dict:
        return {"entry": value[0] if value else ""}

    def review(self, item: dict, key: dict, value: Value) -> dict:
        rows = [row | {"exact": Decimal(row["off"]) == 0} for row in key["numbers"]]
        return self.answer_context(item, value) | {"right": bool(self.share(item, key, value)), "numbers": rows}

    def describe(self, item: dict, value: Value) -> str:
        return value[0] if value else ""
