"""Forms of a replication: the intention, the plan, a line of the log, the outcome."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation, User
from practice.enums import EntryKind, Fit, Move, PartKind, ReplicationForm, ReplicationOutcome, StopReason, Support
from practice.models import Replication


class PictureList(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several pictures at once; an empty choice is an empty list."""

    def __init__(self, **kwargs) -> None:
        super().__init__(widget=PictureList(attrs={"accept": "image/jpeg,image/png,image/webp"}), **kwargs)

    def clean(self, data, initial=None):
        files = data if isinstance(data, list) else [data]
        return [super(PicturesField, self).clean(one, initial) for one in files if one]


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class UnitChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name_full


class PersonChoice(forms.ModelChoiceField):
    """People by name; two of one name are told apart by their unit."""

    def label_from_instance(self, obj: User) -> str:
        return obj.name


class AdoptForm(forms.Form):
    """The intention: for which unit, how much of it, what it should bring."""

    unit = UnitChoice(label=_("For which unit"), queryset=None, to_field_name="slug", empty_label=None)
    form = forms.ChoiceField(
        label=_("How much of it"), choices=ReplicationForm.choices, initial=ReplicationForm.ADAPTED,
        widget=forms.RadioSelect,
    )  # fmt: skip
    aim = forms.CharField(
        label=_("What it should bring to your place"), max_length=400,
        help_text=_("The problem you have, and how you would see that it is better."),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 400}),
    )  # fmt: skip

    def __init__(self, *args, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class PlanForm(forms.ModelForm):
    """Who, when, with what; the parts and the conditions have forms of their own."""

    support = forms.MultipleChoiceField(
        label=_("Support wanted"), choices=Support.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    owner = PersonChoice(label=_("Person in charge"), queryset=None, to_field_name="uuid", empty_label=None)
    mentor = PersonChoice(
        label=_("Mentor"), queryset=None, to_field_name="uuid", required=False, empty_label=_("Nobody yet"),
        help_text=_("An expert, or somebody of the unit the practice comes from."),
    )  # fmt: skip

    class Meta:
        model = Replication
        fields = ("form", "aim", "starts_on", "ends_on", "budget", "budget_note", "support", "owner", "mentor")
        widgets = {
            "form": forms.RadioSelect,
            "aim": forms.Textarea(attrs={"rows": 4, "maxlength": 400}),
            "starts_on": day_input(),
            "ends_on": day_input(),
        }

    def __init__(self, *args, people, mentors, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people
        self.fields["mentor"].queryset = mentors
        for name in ("owner", "mentor"):
            # A model form gives the key of the row; people are named by uuid outside.
            person = getattr(self.instance, name)
            self.initial[name] = person.uuid if person else None

    def _post_clean(self) -> None:
        """The service writes and checks; the row on the page stays as it is until then."""


class PartForm(forms.Form):
    """One part of the original. A row without a name does not count."""

    kind = forms.ChoiceField(label=_("What happens to it"), choices=PartKind.choices, initial=PartKind.KEEP)
    what = forms.CharField(label=_("Part of the practice"), max_length=100, required=False)
    how = forms.CharField(label=_("How it is done here"), max_length=200, required=False)
    why = forms.CharField(label=_("Why it is done so"), max_length=200, required=False)

    def clean(self):
        cleaned = super().clean()
        said = any(cleaned.get(name) for name in ("how", "why"))
        if said and not cleaned.get("what"):
            self.add_error("what", _("Name the part this is about."))
        if cleaned.get("what") and cleaned.get("kind") != PartKind.KEEP and not cleaned.get("why"):
            self.add_error("why", _("Say why; others learn most from this."))
        return cleaned


class ConditionForm(forms.Form):
    """The answer to one condition; what it says is shown beside it."""

    order = forms.IntegerField(widget=forms.HiddenInput)
    fit = forms.ChoiceField(label=_("Here"), choices=Fit.choices, required=False, widget=forms.RadioSelect)
    words = forms.CharField(label=_("How it is met, or what is done about it"), max_length=200, required=False)


PartFormSet = forms.formset_factory(PartForm, extra=2, max_num=12)
ConditionFormSet = forms.formset_factory(ConditionForm, extra=0, max_num=40)


class TraineeForm(forms.Form):
    person = PersonChoice(label=_("Who"), queryset=None, to_field_name="uuid")
    course = forms.ModelChoiceField(label=_("Course"), queryset=None, to_field_name="translation_key")

    def __init__(self, *args, people, courses, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["course"].queryset = courses


class EntryForm(forms.Form):
    """A line of the log, made for a phone at the place where it happens."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=EntryKind.choices, initial=EntryKind.MILESTONE, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("What was reached"),
        max_length=60,
        help_text=_("For example: the stair leaders have met for the first time."),
    )
    on = forms.DateField(label=_("Day"), widget=day_input(), initial=timezone.localdate)
    text = forms.CharField(
        label=_("In a few words"), max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 600}),
    )  # fmt: skip
    pictures = PicturesField(
        label=_("Pictures"), required=False,
        help_text=_("Up to six, JPEG or PNG. Where they were taken is removed; only those who work on it see them."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class FigureForm(forms.Form):
    name = forms.CharField(label=_("What was counted"), max_length=40, required=False)
    value = forms.CharField(label=_("How many"), max_length=20, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=16, required=False)


FigureFormSet = forms.formset_factory(FigureForm, extra=3, max_num=6)


class MoveForm(forms.Form):
    """What a move asks for; a move that asks for nothing has no fields."""

    def __init__(self, *args, move: Move, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if move == Move.EVALUATE:
            self._choice("outcome", _("What came of it"), ReplicationOutcome.choices)
        elif move == Move.STOP:
            self._choice("stop_reason", _("Why it is stopped"), StopReason.choices)
        elif move == Move.REOPEN:
            self._text("reason", _("Why it is taken up again"), 200, rows=3)
        if move in (Move.EVALUATE, Move.STOP):
            label = _("Result") if move == Move.EVALUATE else _("What happened")
            self._text("result", label, 1000, _("What has changed, with numbers if you have them."), rows=5)
            hint = _("What you would do differently. This helps the next place most.")
            self._text("advice", _("What others should know"), 600, hint, rows=4, required=False)

    def _choice(self, name: str, label, choices) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)

    def _text(self, name: str, label, most: int, hint="", *, rows: int, required: bool = True) -> None:
        self.fields[name] = forms.CharField(
            label=label, max_length=most, help_text=hint, required=required,
            widget=forms.Textarea(attrs={"rows": rows, "maxlength": most}),
        )  # fmt: skip


class WordsForm(forms.Form):
    words = forms.CharField(
        label=_("What you saw"), max_length=300, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("For example: went there on 12 May, sat in one meeting, read the minutes."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 200})
    )


class PublicFilter(forms.Form):
    """Filters of the public list; what is not understood is passed over."""

    outcome = forms.ChoiceField(required=False)
    town = forms.ModelChoiceField(required=False, queryset=None, to_field_name="slug", empty_label=_("All towns"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [
            ("", _("All results")), ("running", _("Under way")), *ReplicationOutcome.choices, ("stopped", _("Stopped")),
        ]  # fmt: skip
        self.fields["outcome"].label = _("Result")
        self.fields["town"].label = pgettext_lazy("of a filter", "Town")
        self.fields["town"].queryset = Organisation.objects.towns().filter(is_active=True).order_by("sort_order")


class SignForm(forms.Form):
    """An expert's signature under a criterion."""

    words = forms.CharField(
        label=_("What it rests on"), max_length=200, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 200}),
        help_text=_("What you read or saw, and when. Shown in public without your name."),
    )  # fmt: skip


class BrandReviewForm(forms.Form):
    """The yearly look at a brand."""

    words = forms.CharField(
        label=_("Opinion"), max_length=600, widget=forms.Textarea(attrs={"rows": 5, "maxlength": 600})
    )
    advice = forms.CharField(
        label=_("Advice for the next year"), max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 600}),
    )  # fmt: skip
