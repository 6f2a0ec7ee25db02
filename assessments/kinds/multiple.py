"""Multiple choice (多选题): one or more are right, all of them must be chosen."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.kinds.choosing import ChoosingKind
from assessments.kinds.contract import ChoiceFacts


class Multiple(ChoosingKind):
    key = "multiple"
    label = gettext_lazy("Multiple choice")
    hint = gettext_lazy("Points only for all right choices and no wrong one.")
    several = True

    def problems(self, choices: Sequence[ChoiceFacts]) -> list[str]:
        found = super().problems(choices)
        if not any(choice.is_correct for choice in choices):
            found.append(_("Mark at least one choice as right."))
        return found
