"""Forms behind the page editor: an address may be left to us, and a course stays in the hands of its unit."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm

from accounts.enums import Role
from accounts.models import Organisation
from accounts.queries import units_for

# Who may decide which unit a course belongs to.
OWNING_ROLES = (Role.AUTHOR, Role.DISTRICT_ADMIN)


class PinyinSlugForm(WagtailAdminPageForm):
    """An empty address is filled in pinyin when the page is checked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Empty: made from the title in pinyin.")

    def clean_slug(self):
        slug = self.cleaned_data.get("slug", "")
        if slug or not self.cleaned_data.get("title"):
            return slug
        return self.instance.free_slug(self.cleaned_data["title"], parent=self.parent_page)


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
