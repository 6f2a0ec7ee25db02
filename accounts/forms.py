"""Forms of the account pages."""

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.channels import Channel, configured_channels
from accounts.enums import OPTIONAL_KINDS, NoticeKind, Rhythm
from accounts.models import ChannelChoice, MutedKind, User
from accounts.models.notices import INBOX
from accounts.models.people import PHONE
from accounts.services import change_own_password, choose_notices


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
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("For nothing but what waits in your inbox. Nobody else here sees it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    class Meta:
        model = User
        fields = ("phone", "email", "audience")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_phone(self) -> str | None:
        """Empty is None: many people without a number must not collide in the unique column."""
        phone = self.cleaned_data["phone"].strip() or None
        if phone and User.objects.filter(phone=phone).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This number belongs to another account. Ask your administrator."))
        return phone


class NoticeChoicesForm(forms.Form):
    """What a person wants to be told in the inbox, and how often over each channel that is configured."""

    inbox = forms.MultipleChoiceField(
        label=_("In the inbox"),
        required=False,
        choices=[(kind.value, kind.label) for kind in OPTIONAL_KINDS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you have to do, results and official notices always come."),
    )

    def __init__(self, *args, person: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.channels = configured_channels()
        self.label_suffix = ""
        muted = set(MutedKind.objects.filter(user=person).values_list("channel", "kind"))
        rhythms = dict(ChannelChoice.objects.filter(user=person).values_list("channel", "rhythm"))
        self.initial["inbox"] = [kind.value for kind in OPTIONAL_KINDS if (INBOX, kind.value) not in muted]
        for channel in self.channels:
            self._add(channel, rhythms.get(channel.key, Rhythm.OFF), muted)

    def _add(self, channel: Channel, rhythm: str, muted: set[tuple[str, str]]) -> None:
        self.fields[f"rhythm_{channel.key}"] = forms.ChoiceField(
            label=channel.label,
            choices=Rhythm.choices,
            initial=rhythm,
            widget=forms.RadioSelect,
            help_text=_("What you have not read yet, between 8:00 and 22:00. No mail when there is nothing."),
        )
        self.fields[f"kinds_{channel.key}"] = forms.MultipleChoiceField(
            label=_("What it tells"),
            required=False,
            choices=NoticeKind.choices,
            initial=[kind for kind in NoticeKind.values if (channel.key, kind) not in muted],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Official notices are always in it."),
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        for channel in self.channels:
            name = f"rhythm_{channel.key}"
            if cleaned.get(name, Rhythm.OFF) != Rhythm.OFF and not channel.reaches(self.person):
                self.add_error(name, channel.hint)
        return cleaned

    def save(self) -> None:
        wanted = self.cleaned_data
        muted = {INBOX: {kind.value for kind in OPTIONAL_KINDS} - set(wanted["inbox"])}
        for channel in self.channels:
            muted[channel.key] = set(NoticeKind.values) - set(wanted[f"kinds_{channel.key}"])
        rhythms = {channel.key: wanted[f"rhythm_{channel.key}"] for channel in self.channels}
        choose_notices(person=self.person, muted=muted, rhythms=rhythms)
