"""Forms of the account pages."""

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.people import PHONE
from accounts.services import change_own_password


class LoginForm(AllauthLoginForm):
    """Log in with user name or mobile number. Errors belong to the form, never to one field."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name, password, remember = (self.fields[key] for key in ("login", "password", "remember"))
        name.label = _("User name or mobile number")
        name.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        password.label = _("Password")
        password.help_text = ""
        password.widget.attrs = {"autocomplete": "current-password"}
        remember.label = _("Stay logged in on this device for 14 days")
        self.label_suffix = ""


class ChangePasswordForm(AllauthChangePasswordForm):
    """Choose a new password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("Current password"),
            "password1": _("New password"),
            "password2": _("New password, once more"),
        }
        for key, label in labels.items():
            self.fields[key].label = label
            self.fields[key].widget.attrs.pop("placeholder", None)
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _(
            "At least 8 characters, with three of these four: small letters, capital letters, digits, other signs. "
            "No names of places or units here."
        )
        if self.user.must_change_password:
            self.fields["oldpassword"].label = _("Temporary password you were given")
        self.label_suffix = ""

    def clean(self):
        cleaned = super().clean()
        new = cleaned.get("password1")
        if new and new == cleaned.get("oldpassword"):
            self.add_error("password1", _("The new password must differ from the current one."))
        return cleaned

    def save(self) -> None:
        change_own_password(person=self.user, password=self.cleaned_data["password1"])


class ProfileForm(forms.ModelForm):
    """What a person may change about themselves; the name stands on certificates and is the administrator's."""

    phone = forms.CharField(
        label=_("Mobile number"),
        required=False,
        max_length=11,
        validators=[PHONE],
        help_text=_("You can log in with it. Only administrators of your unit see it."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "tel-national"}),
    )

    class Meta:
        model = User
        fields = ("phone", "audience")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_phone(self) -> str | None:
        """Empty is None: many people without a number must not collide in the unique column."""
        phone = self.cleaned_data["phone"].strip() or None
        if phone and User.objects.filter(phone=phone).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This number belongs to another account. Ask your administrator."))
        return phone
