"""True or false (判断题): two choices, 对 and 错, always in the order the author gave."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.kinds.cells import Cells
from assessments.kinds.choosing import ChoosingKind
from assessments.kinds.contract import ChoiceFacts

RIGHT, WRONG = "对", "错"
WORDS = {RIGHT, WRONG}
# What teachers write instead.
SAID = {
    RIGHT: ("对", "正确", "是", "√", "✓", "T", "TRUE", "Y", "1"),
    WRONG: ("错", "错误", "否", "×", "✗", "X", "F", "FALSE", "N", "0"),
}  # fmt: skip


class TrueFalse(ChoosingKind):
    key = "true_false"
    label = gettext_lazy("True or false")
    rows_help = gettext_lazy("Two rows, 对 and 错; mark the right one.")
    also_called = ("判断",)
    sheet_help = gettext_lazy("The answer is 对 or 错; the options stay empty.")
    shuffles = False

    def problems(self, choices: Sequence[ChoiceFacts], stem: str = "") -> list[str]:
        found = []
        if len(choices) != 2 or {choice.text.strip() for choice in choices} != WORDS:
            found.append(_("A true-or-false question has exactly two choices: 对 and 错."))
        if sum(choice.is_correct for choice in choices) != 1:
            found.append(_("Mark exactly one choice as right."))
        return found

    def to_cells(self, choices: Sequence[ChoiceFacts]) -> Cells:
        cells = super().to_cells(choices)
        if cells.options != (RIGHT, WRONG):
            return cells
        right = [choice.text for choice in choices if choice.is_correct]
        return replace(cells, options=(), answer="".join(right))

    def from_cells(self, cells: Cells) -> list[ChoiceFacts]:
        said = unicodedata.normalize("NFKC", cells.answer).strip().upper()
        options = cells.options or (RIGHT, WRONG)
        for word, ways in SAID.items():
            if said in ways and word in options:
                cells = replace(cells, answer="AB"[options.index(word)])
        return super().from_cells(replace(cells, options=options))
