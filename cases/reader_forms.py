"""Forms of readers and owners: the yearly answer, the district's question about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.enums import AliveKind
from cases.models import AliveAnswer


class AliveForm(forms.ModelForm):
    """One screen: still so or ended, a sentence, new figures if there are any."""

    kind = forms.ChoiceField(label=_("How is it today?"), choices=AliveKind.choices, widget=forms.RadioSelect)

    class Meta:
        model = AliveAnswer
        fields = ("kind", "text", "figures")
        labels = {"text": _("In a sentence"), "figures": _("New figures")}
        help_texts = {
            "text": _("What is done today; or why it ended and what you would tell others."),
            "figures": _("What was counted, the number, the day and the source. Leave empty if there are none."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "maxlength": 200}),
                   "figures": forms.Textarea(attrs={"rows": 2, "maxlength": 190})}  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True


class ObjectionForm(forms.Form):
    reason = forms.CharField(
        label=_("What is unclear?"), max_length=200, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 200})
    )
