"""What the authoring screens check beyond the fields: whose bank it is, and whether the choices make a question."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm

from accounts.queries import units_for
from assessments.kinds import ChoiceFacts, kind_of
from assessments.models import QuestionBank
from assessments.models.banks import AUTHORING_ROLES


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
        formset = self.formsets["choices"]
        facts = [
            ChoiceFacts(uid=str(number), text=row["text"], is_correct=row["is_correct"], feedback=row["feedback"])
            for number, row in enumerate(self._rows(formset))
        ]
        problems = kind_of(self.cleaned_data["kind"]).problems(facts)
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
