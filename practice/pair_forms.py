"""Forms of pairs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from content.themes import Theme


class TownChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name_short


class PairForm(forms.Form):
    """Which town learns what from which."""

    learner = TownChoice(label=_("Town that learns"), queryset=None, to_field_name="slug")
    source = TownChoice(label=_("Town that shows"), queryset=None, to_field_name="slug")
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    aim = forms.CharField(
        label=_("What for"), max_length=200, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 200}),
        help_text=_("What the one can do and the other wants to learn, in a sentence."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("learner", "source"):
            self.fields[name].queryset = Organisation.objects.towns().filter(is_active=True).order_by("sort_order")

    def clean(self):
        told = super().clean()
        if told.get("learner") and told.get("learner") == told.get("source"):
            self.add_error("source", _("Choose two different towns."))
        return told


class PairReviewForm(forms.Form):
    words = forms.CharField(
        label=_("What it brought"), max_length=600, widget=forms.Textarea(attrs={"rows": 5, "maxlength": 600})
    )
    advice = forms.CharField(
        label=_("What the other side should know"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 400}),
    )  # fmt: skip
