"""Forms of questions: asking, answering, passing on, closing, and letting an answer out."""

import uuid_utils.compat as uuid
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from content.themes import Theme
from practice.guidance_forms import text_area
from practice.models import ExpertProfile, Question


class ExpertChoice(forms.ModelChoiceField):
    """An expert with the fields they know, so that the choice is no matter of names."""

    def label_from_instance(self, obj: ExpertProfile) -> str:
        themes = "、".join(str(field.get_theme_display()) for field in obj.fields.all())
        return f"{obj.user.name}（{themes}）" if themes else obj.user.name


class UnitChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name_full


class AskForm(forms.ModelForm):
    """A question. `key` names it: sent twice it is asked once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid7)
    unit = UnitChoice(label=_("Asked for"), queryset=None, to_field_name="slug", empty_label=None)
    expert = ExpertChoice(
        label=_("Whom"), queryset=None, required=False, to_field_name="uuid",
        empty_label=_("Let it be arranged"),
        help_text=_("Then whoever leads the guidance of your unit answers, or an expert the district chooses."),
    )  # fmt: skip

    class Meta:
        model = Question
        fields = ("key", "unit", "theme", "title", "text", "expert")
        widgets = {"text": text_area(6, 1500), "title": forms.TextInput(attrs={"maxlength": 60})}
        help_texts = {
            "text": _("What happened so far, what you tried, where you are stuck. No names or numbers of residents."),
        }

    def __init__(self, *args, units: list[Organisation], experts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Organisation.objects.filter(pk__in=[unit.pk for unit in units])
        self.fields["expert"].queryset = experts.prefetch_related("fields")
        if units:
            self.fields["unit"].initial = units[0].slug
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
        self.fields["theme"].choices = [("", _("Choose a theme")), *Theme.choices]

    def _post_clean(self) -> None:
        """Who asks whom is for the service to say."""


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("What you answer"), max_length=3000, widget=text_area(8, 3000),
        error_messages={"required": _("Please write what you answer.")},
    )  # fmt: skip


class PassForm(forms.Form):
    """To whom, and why. An expert may leave the choice to the district."""

    expert = ExpertChoice(label=_("To whom"), queryset=None, required=False, to_field_name="uuid")
    reason = forms.CharField(label=_("Why you pass it on"), max_length=200, required=False, widget=text_area(2, 200))

    def __init__(self, *args, experts, may_give_back: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expert"].queryset = experts.prefetch_related("fields")
        self.fields["expert"].required = not may_give_back
        self.fields["expert"].empty_label = _("The district chooses") if may_give_back else _("Choose an expert")
        self.fields["expert"].error_messages["required"] = _("Please choose who answers.")


class PublishForm(forms.Form):
    """The question and the answer once more, for readers who know nothing of the matter and shall learn no name."""

    public_title = forms.CharField(label=_("Question in a sentence"), max_length=60)
    public_question = forms.CharField(label=_("What lies behind it"), max_length=1500, widget=text_area(5, 1500))
    public_answer = forms.CharField(label=_("Answer"), max_length=3000, widget=text_area(10, 3000))
    names_are_none = forms.BooleanField(
        label=_("What was found is no name of a person"), required=False,
        help_text=_("A word can read like a name. Numbers and accounts are never let through."),
    )  # fmt: skip
    read_again = forms.BooleanField(
        label=_("I have read it once more: nobody can be recognised by it"),
        error_messages={"required": _("Please read it once more before everybody can.")},
    )

    def __init__(self, *args, ask_about_names: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not ask_about_names:
            self.fields["names_are_none"].widget = forms.HiddenInput()


class FindAnswerForm(forms.Form):
    """Filters of the public answers; what is not understood is passed over."""

    q = forms.CharField(label=_("Words"), required=False, max_length=60)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", _("All themes")), *Theme.choices]
