"""Forms of the review desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.enums import Action, EvidenceLevel


class ReasonForm(forms.Form):
    """The reason of a step; `state` and `round` say what the person had before them."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    state = forms.CharField(widget=forms.HiddenInput)
    round = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, required: bool = True, read_by: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = required
        self.fields["reason"].error_messages["required"] = _("Please say why; the submitting unit will read it.")
        self.fields["reason"].help_text = read_by


class ShortReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class RemarkForm(forms.Form):
    section = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Remark"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class LevelForm(forms.Form):
    level = forms.TypedChoiceField(
        label=_("Evidence level"), coerce=int, choices=EvidenceLevel.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Shown in public with your name and the day."),
    )  # fmt: skip


class QueueForm(forms.Form):
    """Filters of the queue; what is not understood is passed over."""

    state = forms.ChoiceField(label=_("State"), required=False)
    town = forms.ModelChoiceField(label=_("Town"), required=False, queryset=None, to_field_name="slug")

    def __init__(self, *args, states, towns, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All states")), *states]
        self.fields["town"].queryset = towns
        self.fields["town"].empty_label = _("All towns")


RECOMMENDED = [(action.value, action.label) for action in (Action.ADOPT, Action.RESERVE, Action.RETURN, Action.REJECT)]
