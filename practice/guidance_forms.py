"""Forms of experts and guidance: profile, assignment, log, agreed actions, feedback."""

import uuid_utils.compat as uuid
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from content.themes import Theme
from practice.enums import GuidanceForm, Rating
from practice.models import AgreedAction, ExpertProfile, Guidance


def take_errors(form: forms.Form, error: ValidationError) -> None:
    """Put what a service found at its field; what belongs to no field of the form stands above it."""
    found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for field, words in found.items():
        form.add_error(field if field in form.fields else None, words)


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def text_area(rows: int, most: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": most})


class UnitChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name_short


class UnitChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name_short


class FindExpertForm(forms.Form):
    """Filters of the list; what is not understood is passed over."""

    theme = forms.ChoiceField(label=_("Field"), required=False)
    town = UnitChoice(label=_("Towns"), required=False, queryset=None, to_field_name="slug")
    free = forms.BooleanField(label=_("Takes on new matters"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", _("All fields")), *Theme.choices]
        self.fields["town"].queryset = Organisation.objects.towns()
        self.fields["town"].empty_label = _("All towns")


class ProfileForm(forms.ModelForm):
    """What an expert offers."""

    themes = forms.MultipleChoiceField(
        label=_("Fields"), choices=Theme.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one field.")},
    )  # fmt: skip
    towns = UnitChoices(
        label=_("Towns"), queryset=None, required=False, to_field_name="slug", widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none if it is the whole district."),
    )  # fmt: skip

    class Meta:
        model = ExpertProfile
        fields = ("themes", "towns", "introduction", "capacity", "is_available")
        widgets = {"introduction": text_area(5, 600)}
        help_texts = {
            "introduction": _("What you have done and what you can help with. No telephone, no address."),
            "capacity": _("Guidance, reviews and questions together. Shown to those who assign."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["towns"].queryset = Organisation.objects.towns()
        if self.instance.pk:
            self.initial["themes"] = [field.theme for field in self.instance.fields.all()]


class AssignForm(forms.Form):
    """One expert for one target; the experts themselves are drawn by the page, with what they have to do."""

    expert = forms.UUIDField(
        error_messages={"required": _("Please choose an expert."), "invalid": _("Please choose an expert.")}
    )
    task = forms.CharField(
        label=_("What for"), max_length=200, required=False, widget=text_area(2, 200),
        help_text=_("The expert and the unit read it."),
    )  # fmt: skip
    since = forms.DateField(label=_("From"), widget=day_input(), initial=timezone.localdate)
    until = forms.DateField(label=_("Last day"), required=False, widget=day_input())
    is_lead = forms.BooleanField(
        label=_("Leads the team"), required=False,
        help_text=_("Gets the questions of the unit. Who led so far stays in the team."),
    )  # fmt: skip


class LogForm(forms.ModelForm):
    """A visit, call or meeting, written on a phone. `key` names this entry: sent twice it is written once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid7)
    form = forms.ChoiceField(
        label=_("How"), choices=GuidanceForm.choices, widget=forms.RadioSelect, initial=GuidanceForm.VISIT
    )

    class Meta:
        model = Guidance
        fields = ("key", "on", "form", "advice")
        widgets = {"on": day_input(), "advice": text_area(7, 2000)}
        help_texts = {"advice": _("What you saw, what you advise, and why. The unit reads it.")}

    def _post_clean(self) -> None:
        """The day depends on the assignment, which only the service holds under lock."""


class AgreedForm(forms.ModelForm):
    """One agreed action; an empty row is none."""

    class Meta:
        model = AgreedAction
        fields = ("what", "who", "due_on")
        widgets = {"due_on": day_input()}

    def _post_clean(self) -> None:
        """Whether it stands there twice is for the service to say."""


# Two empty rows below what stands there; the page says that no row is an initial one, so each may be left empty.
AgreedFormSet = forms.formset_factory(AgreedForm, extra=2, max_num=12, absolute_max=12, validate_max=True)


class DoneForm(forms.Form):
    words = forms.CharField(
        label=_("What came of it"), max_length=200, widget=text_area(2, 200),
        error_messages={"required": _("Please say in at most 200 characters what came of it.")},
    )  # fmt: skip


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is open again"), max_length=200, widget=text_area(2, 200),
        error_messages={"required": _("Please say in at most 200 characters why it is open again.")},
    )  # fmt: skip


class FeedbackForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("Did it help?"), coerce=int, choices=Rating.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the five.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In your words"), max_length=300, required=False, widget=text_area(3, 300),
        help_text=_("What helped, what was missing. The expert and the district read it."),
    )  # fmt: skip


class EndForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it ends"), max_length=200, widget=text_area(3, 200),
        help_text=_("The expert and the unit read it."),
        error_messages={"required": _("Please give the reason in at most 200 characters.")},
    )  # fmt: skip
