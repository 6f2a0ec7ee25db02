"""The CMS screens of learning: who takes what, and invite codes."""

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSetGroup

from accounts.viewsets import ScopedModelViewSet
from learning.admin_forms import InviteCodeForm, LearningPathForm
from learning.assign_screens import AssignView, InviteCreateView, InviteIndexView, InviteView
from learning.enrollment_screens import EnrollmentFilterSet, EnrollmentIndexView, EnrollmentView
from learning.invite_codes import spoken
from learning.models import Enrollment, InviteCode, LearningPath


class EnrollmentMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("learning.view_enrollment")


class InviteMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("learning.view_invitecode")


def progress_in_words(row: Enrollment) -> str:
    outline = row.study.outline
    return f"{outline.done}/{outline.total}" if row.may_read else "—"


class EnrollmentViewSet(ScopedModelViewSet):
    """Enrollments in scope. They are made by learners and by assigning, never by hand, and never deleted."""

    model = Enrollment
    name = "enrollment"
    url_prefix = "enrollments"
    icon = "group"
    menu_label = _("Enrollments")
    menu_item_class = EnrollmentMenuItem
    index_view_class = EnrollmentIndexView
    inspect_view_class = EnrollmentView
    inspect_view_enabled = True
    filterset_class = EnrollmentFilterSet
    ordering = ["-enrolled_at", "-pk"]
    list_per_page = 50
    search_fields = ["learner__name", "course__title"]
    search_backend_name = None
    list_display = [
        TitleColumn(
            "learner",
            label=_("Learner"),
            accessor="learner.name",
            sort_key="learner__name_sort",
            url_name="enrollment:inspect",
        ),
        Column("organisation", label=_("Unit"), accessor="organisation.name_short"),
        Column("course", label=_("Course"), accessor="course.title"),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("progress", label=_("Progress"), accessor=progress_in_words),
        Column("due_on", label=_("Due"), accessor="due_on", sort_key="due_on"),
    ]
    list_export = [
        "learner", "organisation", "course", "status", "method", "progress", "due_on", "enrolled_at", "completed_at",
    ]  # fmt: skip
    export_headings = {
        "learner": _("Learner"),
        "organisation": _("Unit"),
        "course": _("Course"),
        "progress": _("Progress"),
    }
    form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs) -> dict:
        none = {"add_url_name": None, "edit_url_name": None, "delete_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**(none | kwargs))

    def get_index_view_kwargs(self, **kwargs) -> dict:
        return super().get_index_view_kwargs(export_headings=self.export_headings, **kwargs)

    def get_urlpatterns(self) -> list:
        left_out = {"add", "edit", "delete", "usage"}
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name not in left_out]
        return [*kept, path("assign/", AssignView.as_view(), name="assign")]


class InviteCodeViewSet(ScopedModelViewSet):
    """Invite codes in scope: made, read out, ended; never edited or deleted, for people came in by them."""

    model = InviteCode
    name = "invitecode"
    url_prefix = "invites"
    icon = "key"
    menu_label = _("Invite codes")
    menu_item_class = InviteMenuItem
    index_view_class = InviteIndexView
    add_view_class = InviteCreateView
    inspect_view_class = InviteView
    inspect_view_enabled = True
    ordering = ["-created_at", "-pk"]
    search_fields = ["code", "course__title"]
    search_backend_name = None
    list_display = [
        TitleColumn(
            "code", label=_("Invite code"), accessor=lambda invite: spoken(invite.code), url_name="invitecode:inspect"
        ),
        Column("course", label=_("Course"), accessor="course.title"),
        Column("uses", label=_("Used"), accessor=lambda invite: f"{invite.uses}/{invite.max_uses}", sort_key="uses"),
        Column("expires_on", label=_("Last day"), accessor="expires_on", sort_key="expires_on"),
        Column("created_by", label=_("Made by"), accessor="created_by"),
    ]
    list_export = ["code", "course", "organisation", "uses", "max_uses", "expires_on", "created_by"]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        none = {"edit_url_name": None, "delete_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**(none | kwargs))

    def get_form_class(self, for_update: bool = False) -> type:
        return InviteCodeForm

    def get_urlpatterns(self) -> list:
        left_out = {"edit", "delete", "usage"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in left_out]


class PathMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("learning.view_learningpath")


class LearningPathViewSet(ScopedModelViewSet):
    """Learning paths of the person's units. They are taken off the site, never deleted: people follow them."""

    model = LearningPath
    name = "learning_paths"
    icon = "list-ol"
    menu_label = _("Learning paths")
    menu_item_class = PathMenuItem
    edit_handler = ObjectList(LearningPath.panels, base_form_class=LearningPathForm)
    list_display = ["title", "organisation", BooleanColumn("is_open", label=_("offered to learners")), "sort_order"]
    search_fields = ["title"]
    search_backend_name = None
    ordering = ["sort_order", "pk"]
    copy_view_enabled = False

    def get_common_view_kwargs(self, **kwargs) -> dict:
        return super().get_common_view_kwargs(**({"delete_url_name": None} | kwargs))

    def get_urlpatterns(self) -> list:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]


class LearningGroup(ModelViewSetGroup):
    menu_label = _("Learners and enrollment")
    menu_name = "learning-group"
    menu_icon = "group"
    menu_order = 120
    items = (EnrollmentViewSet, InviteCodeViewSet, LearningPathViewSet)
