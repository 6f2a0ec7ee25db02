"""Multiple choice (多选题): one or more are right. All or nothing, or each choice counts and guessing gains nothing."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.kinds.choosing import ChoosingKind
from assessments.kinds.contract import ChoiceFacts, Value


class Multiple(ChoosingKind):
    key = "multiple"
    label = gettext_lazy("Multiple choice")
    hint = gettext_lazy("Points only for all right choices and no wrong one.")
    partial_hint = gettext_lazy("Each right choice earns its part, each wrong one takes a part away.")
    also_called = ("多选", "不定项选择题")
    sheet_help = gettext_lazy("Options from A on; the answer is the letters of all right ones, such as ACD.")
    rows_help = gettext_lazy("One choice in each row; mark all that are right.")
    several = True

    def problems(self, choices: Sequence[ChoiceFacts], stem: str = "") -> list[str]:
        found = super().problems(choices)
        if not any(choice.is_correct for choice in choices):
            found.append(_("Mark at least one choice as right."))
        return found

    def share(self, item: dict, key: dict, value: Value) -> Decimal:
        whole = super().share(item, key, value)
        if whole or not value or not key.get("partial"):
            return whole
        right = set(key["right"])
        hits = len(right.intersection(value))
        # A wrong choice weighs as much as a right one: whoever ticks everything, or at random, gains nothing.
        wrong = Decimal(len(value) - hits) / max(key["choices"] - len(right), 1)
        return max(Decimal(0), Decimal(hits) / len(right) - wrong)
