"""Forms behind the page editor: an address may be left to us, and a course stays in the hands of its unit."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm

from accounts.enums import CMS_ROLES, Role
from accounts.models import Organisation, RoleGrant, User
from accounts.queries import units_for
from content.slugs import PinyinSlugForm

# Who may decide which unit a course belongs to.
OWNING_ROLES = (Role.AUTHOR, Role.DISTRICT_ADMIN)


class StaffOnlyMixin:
    """Offers the people who work in the CMS, not every learner of the district; who is in the team already stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        staff = RoleGrant.objects.current().filter(role__in=CMS_ROLES).values("user")
        offered = Q(pk__in=staff, is_active=True) | Q(pk=self.instance.user_id)
        self.fields["user"].queryset = User.objects.filter(offered)


class CourseForm(PinyinSlugForm):
    """A course may be given only to a unit the person writes for, or stay where it is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields.get("organisation")
        if field is not None and self.for_user is not None:
            units = units_for(self.for_user, *OWNING_ROLES)
            kept = Organisation.objects.filter(pk=self.instance.organisation_id)
            field.queryset = Organisation.objects.filter(pk__in=(units | kept).values("pk"))
            field.error_messages["invalid_choice"] = _("You may only choose a unit you write courses for.")
            if not self.instance.pk and not self.initial.get("organisation"):
                # Mostly there is one; with several the first (the highest) is the likely one.
                self.initial["organisation"] = units.values_list("pk", flat=True).first()
        if "team" in self.formsets:
            team = self.formsets["team"]
            team.form = type("TeamMemberForm", (StaffOnlyMixin, team.form), {})

    def clean_code(self):
        code = self.cleaned_data["code"]
        if type(self.instance).objects.filter(code=code).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                _("Another course has this code. Certificates are numbered by it, so choose a free one.")
            )
        return code


class CourseCopyForm(CopyForm):
    """A copy is a draft of its own: it is not published with the original, and it does not follow it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("publish_copies", None)
        self.fields.pop("alias", None)

    def clean(self):
        parent = self.cleaned_data.get("new_parent_page")
        if parent is not None:
            # Rights on the catalog are those of the catalog, not of any page.
            self.cleaned_data["new_parent_page"] = parent.specific
        return super().clean()
