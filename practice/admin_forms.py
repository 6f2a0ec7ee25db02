"""Forms of the CMS."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from practice.checking import FIRST_SHEETS
from practice.community_enums import ItemKind, SheetKey
from practice.enums import STAGE_ORDER
from practice.maturity import COUNT, FIGURES, FIRST_CRITERIA, SIGNED
from practice.models import CheckSheet, MaturityRule

_BAR = re.compile(r"[|｜]")


class MaturityRuleForm(WagtailAdminModelForm):
    """A standard with its criteria as lines: stage｜words｜figure｜least, or stage｜words｜signed."""

    lines = forms.CharField(label=gettext_lazy("criteria"), widget=forms.Textarea(attrs={"rows": 10}))
    field_order = ["name", "valid_from", "lines", "note"]

    class Meta:
        model = MaturityRule
        fields = ["name", "valid_from", "note"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        stages = "、".join(f"{stage}（{stage.label}）" for stage in STAGE_ORDER[1:])
        figures = "、".join(f"{name}（{label}）" for name, label in FIGURES.items())
        self.fields["lines"].help_text = _(
            "One criterion a line: stage | words | figure | at least; or stage | words | signed. Stages: %(stages)s. "
            "Figures: %(figures)s."
        ) % {"stages": stages, "figures": figures}
        self.fields["lines"].initial = "\n".join(_line(one) for one in self.instance.criteria or [])

    def clean_lines(self) -> list[dict[str, Any]]:
        """The criteria; one that keeps its words keeps its key, and with it the signatures it has."""
        known = {one["label"]: one["key"] for rule in MaturityRule.objects.order_by("pk") for one in rule.criteria}
        lines = [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        found = [_criterion(number, line, known) for number, line in enumerate(lines, start=1)]
        if len({one["key"] for one in found}) != len(found):
            raise ValidationError(_("Two criteria have the same words."))
        return found

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        # While the lines are wrong nothing is saved; the model is checked with something that is right.
        self.instance.criteria = found.get("lines") or self.instance.criteria or list(FIRST_CRITERIA)
        return found


def _line(one: dict[str, Any]) -> str:
    parts = [one["stage"], one["label"]]
    parts += [SIGNED] if one["kind"] == SIGNED else [one["figure"], str(one["least"])]
    return "｜".join(parts)


def _criterion(number: int, line: str, known: dict[str, str]) -> dict[str, Any]:
    parts = [part.strip() for part in _BAR.split(line)]
    if len(parts) < 3 or parts[0] not in STAGE_ORDER[1:] or not parts[1]:
        raise ValidationError(_("Line %(number)d does not begin with a stage and words.") % {"number": number})
    stage, label, rest = parts[0], parts[1], parts[2:]
    key = known.get(label, f"c{number}-{len(known)}")
    if rest == [SIGNED]:
        return {"key": key, "stage": stage, "label": label, "kind": SIGNED, "figure": "", "least": 0}
    if len(rest) == 2 and rest[0] in FIGURES and re.fullmatch(r"[1-9][0-9]{0,5}", rest[1]):
        return {"key": key, "stage": stage, "label": label, "kind": COUNT, "figure": rest[0], "least": int(rest[1])}
    raise ValidationError(
        _("Line %(number)d needs a known figure and a whole number, or “signed”.") % {"number": number}
    )


class CheckSheetForm(WagtailAdminModelForm):
    """A version of a sheet with its lines as text: kind｜words｜what to do."""

    lines = forms.CharField(label=gettext_lazy("lines"), widget=forms.Textarea(attrs={"rows": 12}))
    field_order = ["key", "title", "note", "lines"]

    class Meta:
        model = CheckSheet
        fields = ["key", "title", "note"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kinds = "、".join(f"{kind}（{kind.label}）" for kind in ItemKind)
        self.fields["lines"].help_text = _(
            "One line each: kind | words | what to do when it is not met. Kinds: %(kinds)s. A line that keeps its "
            "words keeps its history."
        ) % {"kinds": kinds}
        self.fields["lines"].initial = "\n".join(_sheet_line(one) for one in self.instance.items or [])
        if not self.instance.pk:
            self.fields["key"].help_text = _("A new row is the next version of the sheet that is chosen here.")

    def clean_lines(self) -> list[dict[str, str]]:
        """The lines; one that keeps its words keeps its key, so that later checks can be laid beside earlier ones."""
        rows = CheckSheet.objects.filter(key=self.cleaned_data.get("key") or SheetKey.FIVE_FIX).order_by("pk")
        known = {one["text"]: one["key"] for sheet in rows for one in sheet.items}
        lines = [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        found = [_item(number, line, known) for number, line in enumerate(lines, start=1)]
        if len({one["key"] for one in found}) != len(found):
            raise ValidationError(_("Two lines have the same words."))
        return found

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        # While the lines are wrong nothing is saved; the model is checked with something that is right.
        self.instance.items = found.get("lines") or self.instance.items or list(FIRST_SHEETS[0]["items"])
        return found


def _sheet_line(one: dict[str, str]) -> str:
    return "｜".join([one["kind"], one["text"], one.get("help", "")]).rstrip("｜")


def _item(number: int, line: str, known: dict[str, str]) -> dict[str, str]:
    parts = [part.strip() for part in _BAR.split(line, maxsplit=2)]
    if len(parts) < 2 or parts[0] not in ItemKind.values or not parts[1]:
        raise ValidationError(_("Line %(number)d does not begin with a kind and words.") % {"number": number})
    key = known.get(parts[1], f"c{number}-{len(known)}")
    return {"key": key, "kind": parts[0], "text": parts[1], "help": parts[2] if len(parts) > 2 else ""}
