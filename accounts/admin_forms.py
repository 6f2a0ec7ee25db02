"""Forms of the CMS screens for people and units."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from accounts.enums import GRANTABLE_ROLES, PEOPLE_ADMIN_ROLES, Audience, Role
from accounts.models import Organisation, User
from accounts.models.people import PHONE
from accounts.policies import current_roles
from accounts.queries import units_for


class UnitField(forms.ModelChoiceField):
    """One unit out of those where the person who fills in the form looks after people; villages are indented."""

    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=Organisation.objects.none(), label=_("Work unit"), empty_label=None, **kwargs)

    def label_from_instance(self, unit: Organisation) -> str:
        return "\u3000" * (unit.depth - 1) + unit.name_short

    def offer(self, user) -> None:
        self.queryset = units_for(user, *PEOPLE_ADMIN_ROLES).filter(is_active=True)


class PersonForm(forms.ModelForm):
    """A profile as administrators correct it."""

    phone = forms.CharField(label=_("Mobile number"), required=False, max_length=11, validators=[PHONE])
    audience = forms.ChoiceField(label=_("Who they are"), required=False, choices=[("", "—"), *Audience.choices])

    class Meta:
        model = User
        fields = ("name", "phone", "audience", "is_active")
        labels = {"is_active": _("May log in")}
        help_texts = {
            "name": _("As it is to be printed on certificates."),
            "is_active": _("Without the tick all sessions end at once."),
        }

    def clean_phone(self) -> str | None:
        phone = self.cleaned_data["phone"].strip() or None
        if phone and User.objects.filter(phone=phone).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is an account with this number already."))
        return phone


class NewPersonForm(PersonForm):
    """A new account with its first post."""

    organisation = UnitField()
    post = forms.CharField(label=_("Post"), required=False, max_length=60)

    class Meta(PersonForm.Meta):
        fields = ("name", "phone", "audience")

    def __init__(self, *args, by: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(by)


class PostForm(forms.Form):
    organisation = UnitField()
    post = forms.CharField(label=_("Post"), required=False, max_length=60)

    def __init__(self, *args, by: User, **kwargs) -> None:
        super().__init__(*args, auto_id="post_%s", **kwargs)
        self.fields["organisation"].offer(by)


class GrantForm(forms.Form):
    organisation = UnitField()
    role = forms.ChoiceField(label=_("Role"))
    until = forms.DateField(
        label=_("Until"), required=False, widget=AdminDateInput, help_text=_("Empty: until it is taken back.")
    )

    def __init__(self, *args, by: User, **kwargs) -> None:
        super().__init__(*args, auto_id="grant_%s", **kwargs)
        self.fields["organisation"].offer(by)
        held = set(Role) if by.is_superuser else current_roles(by)
        rights = set(Role) if by.is_superuser else {right for role in held for right in GRANTABLE_ROLES.get(role, ())}
        self.fields["role"].choices = [(role.value, role.label) for role in Role if role in rights]


class UnitForm(forms.ModelForm):
    """What changes about a unit without moving it; the tree itself comes from the list of units."""

    class Meta:
        model = Organisation
        fields = (
            "name_full", "name_short", "name_en", "unit_type", "pinyin", "sort_order", "stat_code", "valid_from",
            "valid_to", "is_active",
        )  # fmt: skip
        widgets = {"valid_from": AdminDateInput, "valid_to": AdminDateInput}
