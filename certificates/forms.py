"""The question a stranger asks."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VerifyForm(forms.Form):
    """Number (with the name, if known) or the code from the paper."""

    number = forms.CharField(
        label=_("Certificate number or verification code"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Both stand on the certificate, e.g. PY-2026-C1-000001-K or 7K3M-Q9XR-2VTD."),
        error_messages={"required": _("Enter the number or the code that stands on the certificate.")},
    )
    name = forms.CharField(
        label=_("Holder’s name"),
        max_length=50,
        required=False,
        help_text=_("As printed. Without it the name is shown masked."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
