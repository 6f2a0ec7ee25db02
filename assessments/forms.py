"""What the authoring screens check beyond the fields: whose bank it is, and whether the choices make a question."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from uuid_utils.compat import uuid7
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.widgets import AdminDateTimeInput

from accounts.queries import units_for
from assessments.kinds import ChoiceFacts, kind_of
from assessments.models import Allowance, QuestionBank
from assessments.models.banks import AUTHORING_ROLES, NO_CASE
from assessments.queries import UnknownLearner, named_at, quizzes_run_by
from cases.models import CasePage
from learning.models import Enrollment


class QuestionBankForm(WagtailAdminModelForm):
    """A bank belongs to a unit in which its author writes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "organisation" in self.fields and self.for_user is not None:
            self.fields["organisation"].queryset = units_for(self.for_user, *AUTHORING_ROLES)


class QuestionForm(WagtailAdminModelForm):
    """Drafts may be half a question; what is published can be asked and marked."""

    def clean_bank(self):
        bank = self.cleaned_data["bank"]
        if not QuestionBank.objects.visible_to(self.for_user).filter(pk=bank.pk).exists():
            raise forms.ValidationError(_("Choose a bank of your own unit."))
        return bank

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if self.is_deferred_validation or "choices" not in self.formsets:
            return True
        return self._case_stands() and self._rows_stand()

    def _case_stands(self) -> bool:
        """A case analysis quotes a case everybody can read."""
        if not kind_of(self.cleaned_data["kind"]).quotes_case:
            return True
        case = self.cleaned_data.get("case")
        if case is None:
            self.add_error("case", NO_CASE)
        elif not CasePage.objects.in_library().filter(pk=case.pk).exists():
            self.add_error("case", _("This case is not published."))
        return not self.errors

    def _rows_stand(self) -> bool:
        formset = self.formsets["choices"]
        facts = [
            ChoiceFacts(str(number), row["text"], row["is_correct"], row["feedback"], row["match"])
            for number, row in enumerate(self._rows(formset))
        ]
        problems = kind_of(self.cleaned_data["kind"]).problems(facts, self.cleaned_data["stem"])
        # Said above the choices, where it can be put right.
        formset.non_form_errors().extend(problems)
        for problem in problems:
            self.add_error(None, problem)
        return not problems

    @staticmethod
    def _rows(formset) -> list[dict]:
        return [
            form.cleaned_data
            for form in formset.ordered_forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]

    def save(self, commit: bool = True):
        if self.instance.author_id is None:
            self.instance.author = self.for_user
        return super().save(commit=commit)


class RegradeForm(forms.Form):
    """Why papers are marked anew."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For example: the key named the wrong choice. Those affected read it on their result."),
        error_messages={"required": gettext_lazy("Say why; those affected read it.")},
    )  # fmt: skip


class AllowanceForm(forms.ModelForm):
    """Extra time or a make-up for named learners of one quiz, or for all who failed it."""

    learners = forms.CharField(
        label=gettext_lazy("Learners"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One name or user name a line. Empty: everybody who has used up the attempts without passing."
        ),
    )  # fmt: skip
    batch = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Allowance
        fields = ("quiz", "learners", "minutes", "attempts", "opens_at", "closes_at", "reason")
        widgets = {"opens_at": AdminDateTimeInput, "closes_at": AdminDateTimeInput}
        help_texts = {
            "minutes": gettext_lazy("Also added to an attempt that is under way."),
            "attempts": gettext_lazy("For a make-up: how many more attempts."),
            "opens_at": gettext_lazy("Empty: at once."),
            "closes_at": gettext_lazy("Empty: no end."),
        }

    def __init__(self, *args, by, for_user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.enrollments: list[Enrollment] = []
        self.fields["quiz"].queryset = quizzes_run_by(by)
        self.fields["batch"].initial = uuid7()

    def clean(self):
        values = super().clean()
        quiz = values.get("quiz")
        if quiz is not None:
            try:
                self.enrollments = named_at(quiz, values.get("learners", ""))
            except UnknownLearner as unknown:
                self.add_error(
                    "learners", _("No learner of this course, or more than one: %(name)s") % {"name": unknown}
                )
        opens, closes = values.get("opens_at"), values.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The make-up closes after it opens."))
        return values


class QuestionSearchForm(BaseFilterForm):
    """Finds questions in the chooser by words of the question and by category."""

    q = forms.CharField(label=gettext_lazy("Words in the question"), required=False)
    category = forms.CharField(label=gettext_lazy("Category"), required=False)

    def filter(self, objects):
        objects = super().filter(objects)
        if words := self.cleaned_data.get("q"):
            objects = objects.filter(stem__icontains=words)
        if category := self.cleaned_data.get("category"):
            objects = objects.filter(category__icontains=category)
        return objects
