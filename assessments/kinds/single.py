"""Single choice (单选题): one of several is right."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.kinds.choosing import ChoosingKind
from assessments.kinds.contract import ChoiceFacts


class Single(ChoosingKind):
    key = "single"
    label = gettext_lazy("Single choice")
    also_called = ("单选",)
    sheet_help = gettext_lazy("Options from A on; the answer is the letter of the right one.")
    rows_help = gettext_lazy("One choice in each row; mark the right one.")

    def problems(self, choices: Sequence[ChoiceFacts], stem: str = "") -> list[str]:
        found = super().problems(choices)
        if sum(choice.is_correct for choice in choices) != 1:
            found.append(_("Mark exactly one choice as right."))
        return found
