"""What learners write to get into a course."""

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.invite_codes import LENGTH, normal_code


class ApplicationForm(forms.Form):
    """Why somebody wants to take a course."""

    application = forms.CharField(
        label=_("Why do you want to take this course?"),
        help_text=_("One or two sentences: what you do, and what you want to use it for."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": None}),
        error_messages={
            "required": _("Write in a sentence why you want to take the course."),
            "max_length": _("At most 300 characters; this has %(show_value)d. Please shorten it."),
        },
    )


class InviteForm(forms.Form):
    """An invite code, typed in whatever way."""

    code = forms.CharField(
        label=_("Invite code"),
        help_text=_("Eight letters and digits; capitals and hyphens do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Enter the invite code.")},
    )

    def clean_code(self) -> str:
        typed = self.cleaned_data["code"]
        if len(normal_code(typed)) != LENGTH:
            raise forms.ValidationError(_("An invite code has eight letters and digits. Check it letter by letter."))
        return typed


class WithdrawForm(forms.Form):
    """Why somebody leaves a course; may stay empty."""

    reason = forms.CharField(
        label=_("Why do you leave? Your answer helps the teachers."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
