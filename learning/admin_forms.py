"""Forms of the CMS screens for enrollments and invite codes."""

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from accounts.enums import Audience, Role
from accounts.models import Organisation, User
from accounts.queries import units_for
from courses.models import CoursePage
from learning.models import Enrollment, InviteCode
from learning.models.paths import PATH_ROLES
from learning.services.enrollments import COURSE_ROLES
from learning.services.invites import fresh_code

ASSIGNING_ROLES = (*COURSE_ROLES, Role.TOWN_ADMIN)
PEOPLE_AT_ONCE = 500
CODE_SIGNER = signing.Signer(salt="learning.invite")


def courses_run_by(user):
    """Live courses whose applications, assignments and codes are this person's business."""
    courses = CoursePage.objects.live().filter(organisation__in=units_for(user, *COURSE_ROLES))
    return courses.select_related("organisation").order_by("title")


def courses_assignable_by(user):
    """A town administrator may put the town's people into any live course, other staff into their own."""
    if units_for(user, Role.TOWN_ADMIN).exists():
        return CoursePage.objects.live().order_by("title")
    return courses_run_by(user)


class UnitChoice(forms.ModelChoiceField):
    """A unit out of the person's own; lower units are indented."""

    def label_from_instance(self, unit: Organisation) -> str:
        return "\u3000" * (unit.depth - 1) + unit.name_short


class ReasonForm(forms.Form):
    """Why staff end an enrollment or declare it completed."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why; it is kept in the history.")},
    )  # fmt: skip


class DecisionForm(forms.Form):
    """The answer to an application."""

    reason = forms.CharField(
        label=_("Words to the applicant"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed when you decline; the applicant reads it."),
    )  # fmt: skip


class AssignForm(forms.Form):
    """Step one: which course, and whose people. Sent by GET, so that it can be gone back to."""

    course = forms.ModelChoiceField(label=_("Course"), queryset=CoursePage.objects.none())
    unit = UnitChoice(label=_("Unit and below"), queryset=Organisation.objects.none())
    audience = forms.ChoiceField(
        label=_("Who they are"), required=False, choices=[("", _("Everybody")), *Audience.choices]
    )

    def __init__(self, *args, by: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses_assignable_by(by)
        self.fields["unit"].queryset = units_for(by, *ASSIGNING_ROLES).filter(is_active=True)

    def people(self):
        """The people who may be picked: those with a current post in the unit or below."""
        people = User.objects.filter(is_active=True).within(Organisation.objects.within(self.cleaned_data["unit"]))
        audience = self.cleaned_data["audience"]
        return people.filter(audience=audience) if audience else people


class PickForm(forms.Form):
    """Step two: the people themselves and the day."""

    people = forms.ModelMultipleChoiceField(
        label=_("People"), queryset=User.objects.none(), error_messages={"required": _("Tick at least one person.")}
    )
    due_on = forms.DateField(label=_("Due"), required=False, widget=AdminDateInput)

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("The day is in the past."))
        return day


class InviteCodeForm(forms.ModelForm):
    """A new code. `ticket` is the code itself, drawn with the form, so that a form sent twice makes one code."""

    ticket = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = InviteCode
        fields = ("course", "max_uses", "expires_on")
        labels = {"course": _("Course")}
        widgets = {"expires_on": AdminDateInput}
        help_texts = {
            "max_uses": _("How many people the code lets in."),
            "expires_on": _("The code still works on this day. Empty: until the places are used."),
        }

    def __init__(self, *args, by: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses_run_by(by)
        self.fields["ticket"].initial = CODE_SIGNER.sign(fresh_code())
        self.fields["max_uses"].min_value = 1
        self.fields["max_uses"].initial = 30

    def clean_max_uses(self) -> int:
        places = self.cleaned_data["max_uses"]
        if not 1 <= places <= 5000:
            raise forms.ValidationError(_("Between 1 and 5,000 places."))
        return places

    def clean_expires_on(self):
        day = self.cleaned_data["expires_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("The last day is in the past."))
        return day

    def clean_ticket(self) -> str:
        try:
            return CODE_SIGNER.unsign(self.cleaned_data["ticket"])
        except signing.BadSignature:
            # The field is hidden, so its error is told above the form.
            self.add_error(None, _("Please open the form anew."))
            return ""


def standing_of(course: CoursePage, people: list[User]) -> dict[int, Enrollment]:
    """The latest enrollment of each of `people` in `course`."""
    rows = Enrollment.objects.filter(course=course, learner__in=people).order_by("pk")
    return {row.learner_id: row for row in rows}


class LearningPathForm(WagtailAdminModelForm):
    """A path belongs to a unit in which its author writes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "organisation" in self.fields and self.for_user is not None:
            self.fields["organisation"].queryset = units_for(self.for_user, *PATH_ROLES)
