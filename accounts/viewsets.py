"""The CMS screens of this app, and the scoped viewsets that every app builds its own on."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from accounts.admin_forms import NewPersonForm, PersonForm, UnitForm
from accounts.models import Holiday, Organisation, PrivacyNotice, User
from accounts.people_screens import (
    PeopleFilterSet,
    PeopleIndexView,
    PersonCreateView,
    PersonEditView,
    PersonHistoryView,
    PersonView,
    ResetPasswordView,
    posts_in_words,
)
from accounts.policies import people_policy
from accounts.scoped import (
    SafeExportMixin,
    ScopedModelViewSet,
    ScopedReportView,
    ScopedSnippetChooserViewSet,
    ScopedSnippetViewSet,
)
from accounts.services import update_organisation

__all__ = [
    "PeopleGroup",
    "SafeExportMixin",
    "ScopedModelViewSet",
    "ScopedReportView",
    "ScopedSnippetChooserViewSet",
    "ScopedSnippetViewSet",
]


class PeopleMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return people_policy.user_has_any_permission(request.user, ["add", "change", "view"])


class PersonViewSet(ScopedModelViewSet):
    """People in scope. Accounts are never deleted here, they are switched off."""

    model = User
    name = "people"
    icon = "user"
    menu_label = gettext_lazy("People")
    menu_item_class = PeopleMenuItem
    index_view_class = PeopleIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    inspect_view_class = PersonView
    history_view_class = PersonHistoryView
    reset_view_class = ResetPasswordView
    inspect_view_enabled = True
    list_display = [
        "name",
        Column("posts", label=gettext_lazy("Posts"), accessor=posts_in_words),
        "audience",
        "phone",
        BooleanColumn("is_active", label=gettext_lazy("May log in")),
    ]
    search_fields = ["name", "phone"]
    filterset_class = PeopleFilterSet
    list_export = ["name", "username", "phone", "audience", "posts", "last_login"]
    export_headings = {"posts": gettext_lazy("Posts")}

    def get_common_view_kwargs(self, **kwargs) -> dict:
        own = {"permission_policy": people_policy, "delete_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**(own | kwargs))

    def get_index_view_kwargs(self, **kwargs) -> dict:
        return super().get_index_view_kwargs(export_headings=self.export_headings, **kwargs)

    def get_form_class(self, for_update: bool = False) -> type:
        return PersonForm if for_update else NewPersonForm

    def get_urlpatterns(self) -> list:
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"delete", "usage"}]
        reset = self.construct_view(self.reset_view_class)
        return [*kept, path("reset-password/<int:pk>/", reset, name="reset_password")]

    def register_permissions(self) -> None:
        """Django's permissions on users stay unused, see PeoplePolicy."""

    def register_admin_url_finder(self) -> None:
        """Links to people in Wagtail's own lists would ignore scope."""


class UnitIndexView(generic.IndexView):
    any_permission_required = ["change", "view"]


class UnitEditView(generic.EditView):
    def form_valid(self, form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)

    def save_instance(self) -> Organisation:
        unit = Organisation.objects.get(pk=self.object.pk)
        return update_organisation(unit=unit, by=self.request.user, values=self.form.cleaned_data)


class UnitMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.view_organisation")


def unit_in_tree(unit: Organisation) -> str:
    return format_html("{}{}", "\u3000" * (unit.depth - 1), unit.name_full)


class OrganisationViewSet(ScopedModelViewSet):
    """The units in scope, in the order of the tree. Units come from the list that `load_organisations` reads."""

    model = Organisation
    name = "units"
    icon = "list-ul"
    menu_label = gettext_lazy("Work units")
    menu_item_class = UnitMenuItem
    index_view_class = UnitIndexView
    edit_view_class = UnitEditView
    inspect_view_enabled = True
    inspect_view_fields = ["name_full", "name_short", "name_en", "unit_type", "pinyin", "stat_code", "is_active"]
    ordering = "path"
    list_per_page = 100
    list_display = [
        "name_short",
        Column("full", label=gettext_lazy("Full name"), accessor=unit_in_tree),
        "unit_type",
        "stat_code",
    ]
    list_export = ["name_full", "name_short", "unit_type", "pinyin", "stat_code"]
    search_fields = ["name_full", "name_short", "pinyin", "slug"]
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs) -> dict:
        own = {"add_url_name": None, "delete_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**(own | kwargs))

    def get_form_class(self, for_update: bool = False) -> type:
        return UnitForm

    def get_urlpatterns(self) -> list:
        left_out = {"add", "delete", "usage"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in left_out]


class PrivacyNoticeEditView(generic.EditView):
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        notice = self.get_object()
        if notice.effective_from <= timezone.localdate():
            messages.error(request, _("A version in force is not changed any more. Write a new version."))
            return redirect(reverse("privacy_notices:inspect", args=[notice.pk]))
        return super().dispatch(request, *args, **kwargs)


class PrivacyNoticeViewSet(ModelViewSet):
    """Versions of the privacy notice; those in force can be read, later ones edited."""

    model = PrivacyNotice
    name = "privacy_notices"
    icon = "lock"
    menu_label = gettext_lazy("Privacy notices")
    edit_view_class = PrivacyNoticeEditView
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["version", "effective_from", "summary", "body"]
    list_display = ["version", "effective_from", "summary"]
    panels = [FieldPanel("version"), FieldPanel("effective_from"), FieldPanel("summary"), FieldPanel("body")]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        return super().get_common_view_kwargs(**({"delete_url_name": None, "usage_url_name": None} | kwargs))

    def get_urlpatterns(self) -> list:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"delete", "usage"}]


class HolidayViewSet(ModelViewSet):
    """Holidays and make-up days, the same for every unit; the district's administrators keep them."""

    model = Holiday
    name = "holidays"
    icon = "calendar-alt"
    menu_label = gettext_lazy("Holidays")
    add_to_reference_index = False
    copy_view_enabled = False
    ordering = "-date"
    list_per_page = 100
    list_display = [
        "date",
        Column("weekday", label=gettext_lazy("Weekday"), accessor=lambda day: date_format(day.date, "l")),
        "name",
        Column("what", label=gettext_lazy("Work"), accessor=lambda day: _("Worked") if day.is_working else _("Off")),
        "source",
    ]
    list_filter = ["is_working"]
    search_fields = ["name", "source"]
    search_backend_name = None
    panels = [FieldPanel("date"), FieldPanel("name"), FieldPanel("is_working"), FieldPanel("source")]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        return super().get_common_view_kwargs(**({"usage_url_name": None} | kwargs))

    def get_urlpatterns(self) -> list:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]


class PeopleGroup(ModelViewSetGroup):
    menu_label = gettext_lazy("People and units")
    menu_name = "people-group"
    menu_icon = "group"
    menu_order = 400
    items = (PersonViewSet, OrganisationViewSet, PrivacyNoticeViewSet, HolidayViewSet)
