"""Forms of help wanted and of visits. What a rule forbids, the services say; `take` puts it at its field."""

import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from cases.enums import PlaceType
from cases.models import CasePage
from content.themes import Theme
from practice.enums import HelpState, Support
from practice.models import BrandPage, HelpPost, Replication, VisitSite

RATINGS = [
    ("5", _("Very useful, we begin at once")),
    ("4", _("Useful")),
    ("3", _("Partly useful")),
    ("2", _("Hardly useful")),
    ("1", _("Not useful")),
]


def _area(rows: int, most: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": most})


def take(form: forms.Form, error: ValidationError, **names: str) -> None:
    """Put what a service refused at the fields of `form`; `names` translates those that are called otherwise there."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        name = names.get(field, field)
        form.add_error(name if name in form.fields else None, errors)


class KeyedForm(forms.Form):
    """`key` names this form, so that sending it twice makes one thing."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4


class UnitForm(KeyedForm):
    """Something done in the name of a unit; with one unit there is nothing to choose."""

    unit = forms.ModelChoiceField(label=_("In the name of"), queryset=None, to_field_name="slug", empty_label=None)

    def __init__(self, *args, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.queryset, field.label_from_instance = units, lambda unit: unit.name_full
        first = list(units[:2])
        self.only_unit: Organisation | None = first[0] if len(first) == 1 else None
        if self.only_unit is not None:
            field.widget, field.initial = forms.HiddenInput(), self.only_unit.slug


class HelpForm(UnitForm):
    title = forms.CharField(
        label=_("In one sentence"), max_length=60,
        help_text=_("For example: the activity room for the old is locked most of the week"),
    )  # fmt: skip
    problem = forms.CharField(
        label=_("What is the problem?"), max_length=1000, widget=_area(6, 1000),
        help_text=_("For whom, since when, what it has led to. No names and no numbers of persons, please."),
    )  # fmt: skip
    tried = forms.CharField(
        label=_("What have you tried?"), max_length=600, required=False, widget=_area(4, 600),
        help_text=_("What did not work saves others from proposing it again."),
    )  # fmt: skip
    theme = forms.ChoiceField(label=_("Theme"), choices=[("", _("Please choose")), *Theme.choices])
    place_type = forms.ChoiceField(label=_("Kind of place"), choices=[("", _("Please choose")), *PlaceType.choices])
    support = forms.MultipleChoiceField(
        label=_("What would help you?"), required=False, choices=Support.choices, widget=forms.CheckboxSelectMultiple
    )


class AnswerForm(UnitForm):
    """`cases` offers what fits the post and what the answering person's units have in the library."""

    text = forms.CharField(
        label=pgettext_lazy("help wanted", "Your answer"), max_length=1000, widget=_area(7, 1000),
        help_text=_("What you did, what came first, what you would do differently. Answers go through this site."),
    )  # fmt: skip
    cases = forms.ModelMultipleChoiceField(
        label=_("Cases worth reading"), required=False, queryset=CasePage.objects.none(),
        to_field_name="translation_key", widget=forms.CheckboxSelectMultiple, help_text=_("Four at the most."),
    )  # fmt: skip
    invites_to = forms.ModelChoiceField(
        label=_("Invite to a visit"), required=False, queryset=VisitSite.objects.none(), to_field_name="uuid",
        empty_label=_("No invitation"), help_text=_("They choose one of the times that are open there."),
    )  # fmt: skip

    def __init__(self, *args, cases, sites, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].queryset = cases
        self.fields["cases"].label_from_instance = lambda case: f"{case.title}，{case.printed_unit}"
        self.fields["invites_to"].queryset = sites
        for name, rows in (("cases", cases), ("invites_to", sites)):
            if not rows.exists():
                del self.fields[name]


class SolvedForm(forms.Form):
    outcome = forms.CharField(
        label=_("How was it solved?"), max_length=400, widget=_area(4, 400),
        help_text=_("Everybody reads it; the next village with this problem begins here."),
    )  # fmt: skip
    case = forms.ModelChoiceField(
        label=_("Which case helped?"), required=False, queryset=CasePage.objects.none(),
        to_field_name="translation_key", empty_label=_("None"),
    )  # fmt: skip
    replication = forms.ModelChoiceField(
        label=_("Which replication was begun?"), required=False, queryset=Replication.objects.none(),
        to_field_name="uuid", empty_label=_("None"),
    )  # fmt: skip

    def __init__(self, *args, cases, replications, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].queryset = cases
        self.fields["replication"].queryset = replications
        self.fields["replication"].label_from_instance = lambda row: (
            f"{row.case.title}，{row.adopter.name_short}，{row.get_state_display()}"
        )
        if not replications.exists():
            del self.fields["replication"]


class CloseForm(forms.Form):
    outcome = forms.CharField(label=_("Reason"), max_length=200, widget=_area(3, 200))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=_area(3, 200))


class HelpFilter(forms.Form):
    """Filters of the list; what is not understood is passed over."""

    theme = forms.ChoiceField(label=_("Theme"), required=False, choices=[("", _("All themes")), *Theme.choices])
    town = forms.ModelChoiceField(
        label=_("Town"), required=False, queryset=Organisation.objects.towns(), to_field_name="slug",
        empty_label=_("All towns"),
    )  # fmt: skip
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args, states: list[HelpState], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All states")), *((state.value, state.label) for state in states)]
        self.fields["town"].queryset = Organisation.objects.towns().order_by("sort_order", "path")


class SiteFilter(forms.Form):
    theme = forms.ChoiceField(label=_("Theme"), required=False, choices=[("", _("All themes")), *Theme.choices])
    town = forms.ModelChoiceField(
        label=_("Town"), required=False, queryset=None, to_field_name="slug", empty_label=_("All towns")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].queryset = Organisation.objects.towns().order_by("sort_order", "path")


class SiteForm(UnitForm):
    title = forms.CharField(label=_("Name of the site"), max_length=40)
    case = forms.ModelChoiceField(
        label=_("Which case does it show?"), required=False, queryset=CasePage.objects.none(),
        to_field_name="translation_key", empty_label=_("None, it shows a brand"),
    )  # fmt: skip
    brand = forms.ModelChoiceField(
        label=_("Which brand does it show?"), required=False, queryset=BrandPage.objects.none(),
        to_field_name="translation_key", empty_label=_("None, it shows a case"),
    )  # fmt: skip
    description = forms.CharField(
        label=_("What is there to see?"), max_length=800, widget=_area(6, 800),
        help_text=_("What visitors see and hear, and how long it takes. No names and no numbers of persons, please."),
    )  # fmt: skip
    way = forms.CharField(
        label=_("How to get there"), max_length=300, widget=_area(3, 300),
        help_text=_("The place, the nearest stop, where to park, where to meet."),
    )  # fmt: skip
    capacity = forms.IntegerField(label=_("How many visitors at once?"), min_value=1, max_value=500, initial=20)
    languages = forms.CharField(
        label=_("Languages"), max_length=60, required=False, help_text=_("For example: Mandarin, Cantonese")
    )
    access = forms.CharField(
        label=_("Barrier-free access"), max_length=200, required=False,
        help_text=_("Ramps, lifts, toilets, seats, sign language; also what is missing."),
    )  # fmt: skip
    is_active = forms.BooleanField(label=_("Receives visitors at present"), required=False, initial=True)

    def __init__(self, *args, cases, brands, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].queryset, self.fields["brand"].queryset = cases, brands

    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "unit")}


class SlotForm(forms.Form):
    """A day and two clock times, as people say it; `period` makes moments of them."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("To"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=500)

    def period(self) -> tuple[datetime.datetime, datetime.datetime]:
        data = self.cleaned_data
        begins, ends = (datetime.datetime.combine(data["day"], data[name]) for name in ("begins", "ends"))
        return timezone.make_aware(begins), timezone.make_aware(ends)


class BookForm(forms.Form):
    party_size = forms.IntegerField(label=_("How many people come?"), min_value=1, max_value=500, initial=1)
    purpose = forms.CharField(
        label=_("What do you want to learn?"), max_length=300, widget=_area(4, 300),
        help_text=_("The hosts prepare for it. No telephone numbers: they answer through this site."),
    )  # fmt: skip
    help_post = forms.ModelChoiceField(
        label=_("Does it belong to a call for help?"), required=False, queryset=HelpPost.objects.none(),
        to_field_name="uuid", empty_label=_("No"),
    )  # fmt: skip

    def __init__(self, *args, posts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["help_post"].queryset = posts
        if not posts.exists():
            del self.fields["help_post"]


class DecideForm(forms.Form):
    note = forms.CharField(
        label=_("A word to the visitor"), max_length=200, required=False, widget=_area(3, 200),
        help_text=_("Where you meet, what to bring. If you decline, please say why."),
    )  # fmt: skip


class FeedbackForm(forms.Form):
    rating = forms.ChoiceField(label=_("How useful was the visit?"), choices=RATINGS, widget=forms.RadioSelect)
    feedback = forms.CharField(
        label=_("What would you tell the hosts?"), max_length=600, required=False, widget=_area(5, 600),
        help_text=_("What you take home, what was missing. Only the hosts read it."),
    )  # fmt: skip
