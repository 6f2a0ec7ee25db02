"""Forms of the CMS."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cases.models import Rubric
from cases.rubrics import FIRST_RUBRIC

PARTS = ("label", "weight", "best", "middle", "worst")
_BAR = re.compile(r"[|｜]")


class RubricForm(WagtailAdminModelForm):
    """A rubric with its criteria as lines: name｜weight｜what 5 looks like｜3｜1."""

    lines = forms.CharField(
        label=gettext_lazy("criteria"), widget=forms.Textarea(attrs={"rows": 9}),
        help_text=gettext_lazy(
            "One criterion a line: name | weight | what 5 looks like | 3 | 1. The weights add up to 100."
        ),
    )  # fmt: skip
    field_order = ["name", "valid_from", "lines"]

    class Meta:
        model = Rubric
        fields = [
            "name", "valid_from", "feature_from", "adopt_from", "reserve_from", "spread_limit", "town_days",
            "district_days", "expert_days",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].initial = "\n".join(
            "｜".join(str(criterion[part]) for part in PARTS) for criterion in self.instance.criteria or []
        )

    def clean_lines(self) -> list[dict[str, Any]]:
        """The criteria; one that keeps its name keeps its key, so that scores can be compared over the years."""
        known = {row["label"]: row["key"] for rubric in Rubric.objects.order_by("pk") for row in rubric.criteria}
        lines = [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        criteria = [_criterion(number, line, known) for number, line in enumerate(lines, start=1)]
        if sum(row["weight"] for row in criteria) != 100 or len({row["key"] for row in criteria}) != len(criteria):
            raise ValidationError(_("The weights must add up to 100, and each name be used once."))
        return criteria

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        # While the lines are wrong nothing is saved; the model is checked with something that is right.
        self.instance.criteria = found.get("lines") or self.instance.criteria or FIRST_RUBRIC
        limits = [found.get(name) for name in ("feature_from", "adopt_from", "reserve_from")]
        if None not in limits and sorted(limits, reverse=True) != limits:
            raise ValidationError(_("Exemplary needs at least as many points as adopted, adopted as many as reserve."))
        return found


def _criterion(number: int, line: str, known: dict[str, str]) -> dict[str, Any]:
    parts = [part.strip() for part in _BAR.split(line)]
    if len(parts) != len(PARTS) or not all(parts) or not re.fullmatch(r"[0-9]{1,3}", parts[1]):
        raise ValidationError(
            _("Line %(number)d needs five parts, the second of them a whole number.") % {"number": number}
        )
    key = known.get(parts[0], f"c{number}")
    return {"key": key, **dict(zip(PARTS, parts, strict=True)), "weight": int(parts[1])}
