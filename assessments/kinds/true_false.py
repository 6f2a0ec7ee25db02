"""True or false (判断题): two choices, 对 and 错, always in the order the author gave."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.kinds.choosing import ChoosingKind
from assessments.kinds.contract import ChoiceFacts

WORDS = {"对", "错"}


class TrueFalse(ChoosingKind):
    key = "true_false"
    label = gettext_lazy("True or false")
    rows_help = gettext_lazy("Two rows, 对 and 错; mark the right one.")
    shuffles = False

    def problems(self, choices: Sequence[ChoiceFacts], stem: str = "") -> list[str]:
        found = []
        if len(choices) != 2 or {choice.text.strip() for choice in choices} != WORDS:
            found.append(_("A true-or-false question has exactly two choices: 对 and 错."))
        if sum(choice.is_correct for choice in choices) != 1:
            found.append(_("Mark exactly one choice as right."))
        return found
