"""Forms of community organisations, leaders and self-checks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import UnitType
from accounts.models import Organisation
from practice.checking import WORDS_LENGTH
from practice.community_enums import FundingSource, ItemKind, LeaderStage, LegalType, Met, OrgKind
from practice.forms import PersonChoice, UnitChoice, day_input
from practice.models import CommunityOrganisation, Replication


def text_area(rows: int, most: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": most})


class OrganisationForm(forms.ModelForm):
    """What an organisation is. In a village the fifth kind is offered first: it is what villages care for most."""

    leader = PersonChoice(
        label=_("Account of the person in charge"), queryset=None, to_field_name="uuid", required=False,
        empty_label=_("No account"), help_text=_("If they have an account here, they can read this record."),
    )  # fmt: skip

    class Meta:
        model = CommunityOrganisation
        fields = (
            "name", "kind", "legal_type", "registration_number", "founded_on", "member_count", "volunteer_count",
            "introduction", "leader_name", "leader",
        )  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect,
            "legal_type": forms.RadioSelect,
            "founded_on": day_input(),
            "introduction": text_area(5, 600),
        }
        help_texts = {
            "registration_number": _("Only staff of your town and the district see it."),
            "leader_name": _("Only staff of your town and the district see it."),
            "introduction": _(
                "Whom it helps, with what, how often. Everybody can read it: no names, no phone numbers."
            ),
            "founded_on": _("If you do not know the day, the first of the month will do."),
        }

    def __init__(self, *args, people, unit: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = people
        leader = self.instance.leader
        self.initial["leader"] = leader.uuid if leader else None
        kinds: list[tuple[str, Any]] = list(OrgKind.choices)
        if unit.unit_type == UnitType.VILLAGERS_COMMITTEE:
            self.fields["kind"].help_text = _("Villages should give culture and recreation special care.")
            kinds = [kinds[-1], *kinds[:-1]]
        self.fields["kind"].choices = kinds
        self.fields["legal_type"].choices = LegalType.choices
        self.fields["legal_type"].help_text = _(
            "A group that is filed or not filed cannot sign contracts or raise funds in its own name."
        )

    def clean(self):
        cleaned = super().clean()
        members, volunteers = cleaned.get("member_count"), cleaned.get("volunteer_count")
        if members is not None and volunteers is not None and volunteers > members:
            self.add_error("volunteer_count", _("There cannot be more volunteers than members."))
        if cleaned.get("founded_on") and cleaned["founded_on"] > timezone.localdate():
            self.add_error("founded_on", _("This day has not come yet."))
        return cleaned

    def _post_clean(self) -> None:
        """The service writes and checks; the row on the page stays as it is until then."""


class ProjectForm(forms.Form):
    """One project. A row without a title does not count."""

    title = forms.CharField(label=_("Project"), max_length=60, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=1980, required=False)
    source = forms.ChoiceField(label=_("Where the money comes from"), choices=FundingSource.choices, required=False)
    amount = forms.IntegerField(label=_("Amount in yuan"), min_value=0, max_value=100_000_000, required=False)
    result = forms.CharField(label=_("What came of it"), max_length=200, required=False)

    def clean(self):
        cleaned = super().clean()
        said = any(cleaned.get(name) for name in ("year", "amount", "result"))
        if said and not cleaned.get("title"):
            self.add_error("title", _("Name the project this is about."))
        if cleaned.get("title") and "year" not in self.errors:
            if not cleaned.get("year"):
                self.add_error("year", _("Please give the year in four digits."))
            elif cleaned["year"] > timezone.localdate().year + 1:
                self.add_error("year", _("This year is too far away."))
        return cleaned


ProjectFormSet = forms.formset_factory(ProjectForm, extra=2, max_num=20)


class CasesForm(forms.Form):
    """Cases of the town that tell of the organisation."""

    cases = forms.ModelMultipleChoiceField(
        label=_("Cases that tell of it"), queryset=None, to_field_name="translation_key", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args, cases, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].queryset = cases


class MemberForm(forms.Form):
    person = PersonChoice(label=_("Who"), queryset=None, to_field_name="uuid")
    function = forms.CharField(label=_("Function"), max_length=30, help_text=_("For example: accounts, activities."))

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class UnitForm(forms.Form):
    """The first question of whoever works for several units."""

    unit = UnitChoice(label=_("For which unit"), queryset=None, to_field_name="slug", empty_label=None)

    def __init__(self, *args, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class RegisterFilter(forms.Form):
    """Filters of the register; what is not understood is passed over. Counts are put on the choices by the page."""

    q = forms.CharField(label=_("Name"), max_length=40, required=False, widget=forms.SearchInput)
    town = forms.ModelChoiceField(required=False, queryset=None, to_field_name="slug", empty_label=_("All towns"))
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *OrgKind.choices])
    legal = forms.ChoiceField(
        label=_("Legal type"), required=False, choices=[("", _("All legal types")), *LegalType.choices]
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].label = pgettext_lazy("of a filter", "Town")
        self.fields["town"].queryset = Organisation.objects.towns().filter(is_active=True).order_by("sort_order")


class NominateForm(forms.Form):
    """Who is put on the way to community leader, and why."""

    person = PersonChoice(label=_("Who"), queryset=None, to_field_name="uuid")
    organisation = forms.ModelChoiceField(
        label=_("Community organisation"), queryset=None, to_field_name="uuid", required=False,
        empty_label=_("None"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Why this person"), max_length=400, widget=text_area(4, 400),
        help_text=_("What they have done for the neighbors. The person can read it."),
    )  # fmt: skip

    def __init__(self, *args, people, organisations, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["organisation"].queryset = organisations


class EnrollmentChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        day = timezone.localtime(obj.completed_at).date() if obj.completed_at else ""
        return f"{obj.course.title}（{day}）" if day else obj.course.title


class ReplicationChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Replication) -> str:
        return f"{obj.place}：{obj.case.title}"


# What each step asks for, in the words of whoever writes it.
STEP_HINTS = {
    LeaderStage.TRAIN: _("What the person took from the course and uses."),
    LeaderStage.PRACTICE: _("What they led themselves: with whom, how often, what changed."),
    LeaderStage.MENTORED: _("Who accompanied them, how often they met, and what was worked on."),
    LeaderStage.RECOGNIZED: _("Why the town recognizes them, and what they look after from now on."),
}


class StepForm(forms.Form):
    """One step with its evidence; a file is chosen anew after a mistake, everything else stays."""

    on = forms.DateField(label=_("Day"), widget=day_input(), initial=timezone.localdate)
    words = forms.CharField(label=_("What shows it"), max_length=400, widget=text_area(4, 400))

    def __init__(self, *args, stage: LeaderStage, enrollments, replications, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = STEP_HINTS.get(stage, "")
        if stage == LeaderStage.TRAIN:
            self.fields["enrollment"] = EnrollmentChoice(
                label=_("Completed course"), queryset=enrollments, to_field_name="uuid",
            )  # fmt: skip
        if stage == LeaderStage.PRACTICE:
            self.fields["replication"] = ReplicationChoice(
                label=_("Replication"), queryset=replications, to_field_name="uuid", required=False,
                empty_label=_("None"), help_text=_("If it was the practice of another place that they took over."),
            )  # fmt: skip
        self.fields["file"] = forms.FileField(
            label=_("File"), required=False, help_text=_("PDF, Word or a picture, at most 10 MB."),
            widget=forms.FileInput(attrs={"accept": ".pdf,.docx,image/jpeg,image/png,image/webp"}),
        )  # fmt: skip

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class StartCheckForm(forms.Form):
    """What is checked: one of the unit's organisations, or a public space by its name."""

    organisation = forms.ModelChoiceField(
        label=_("Community organisation"), queryset=None, to_field_name="uuid", required=False,
        empty_label=_("None, it is a public space"),
    )  # fmt: skip
    space_name = forms.CharField(
        label=_("Name of the public space"), max_length=40, required=False,
        help_text=_("For example: the room on the ground floor of block 3."),
    )  # fmt: skip

    def __init__(self, *args, organisations, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("organisation")) == bool((cleaned.get("space_name") or "").strip()):
            self.add_error("space_name", _("Choose an organisation, or name a public space; not both."))
        return cleaned


class CheckForm(forms.Form):
    """A sheet: for each line an answer and words, then the plan. Nothing has to be there to be saved."""

    def __init__(self, *args, items: Sequence[Mapping[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            key = item["key"]
            self.fields[f"{key}-fit"] = forms.ChoiceField(
                label=_("Here"), choices=Met.choices, required=False, widget=forms.RadioSelect
            )
            self.fields[f"{key}-words"] = forms.CharField(
                label=_("What shows it, or what is missing"), max_length=WORDS_LENGTH, required=False,
                widget=text_area(2, WORDS_LENGTH),
            )  # fmt: skip
        self.fields["plan"] = forms.CharField(
            label=_("What we do next"), max_length=600, required=False, widget=text_area(4, 600),
            help_text=_("One line for each: what, who, until when."),
        )  # fmt: skip

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines of the sheet with their bound fields."""
        return [
            {"item": item, "kind": ItemKind(item["kind"]), "fit": self[f"{item['key']}-fit"],
             "words": self[f"{item['key']}-words"]}
            for item in self.items
        ]  # fmt: skip

    @property
    def answers(self) -> dict[str, dict[str, str]]:
        """What was said, in the shape of `SelfCheck.answers`."""
        told = self.cleaned_data
        return {
            item["key"]: {"fit": told[f"{item['key']}-fit"], "words": told[f"{item['key']}-words"]}
            for item in self.items
        }


class ReviewCheckForm(forms.Form):
    words = forms.CharField(
        label=_("Answer of the town"), max_length=300, widget=text_area(4, 300),
        help_text=_("What you agree with, and what you will help with."),
    )  # fmt: skip
