"""The CMS screens of the review: rubrics, the way to the desk, what waits for this person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from cases.admin_forms import RubricForm
from cases.desk import Queue
from cases.models import Review, Rubric
from cases.opinions import comes_to_desk


class RubricEditView(generic.EditView):
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        rubric = self.get_object()
        if self.user_has_permission("change") and Review.objects.filter(rubric=rubric).exists():
            messages.error(request, _("Cases were scored by this rubric, so it stays as it is. Write a new version."))
            return redirect(reverse("rubrics:inspect", args=[rubric.pk]))
        return super().dispatch(request, *args, **kwargs)


class RubricMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("cases.view_rubric")


class DeskMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return comes_to_desk(request.user)


class RubricIndexView(generic.IndexView):
    any_permission_required = ["add", "change", "view"]


class RubricViewSet(ModelViewSet):
    """Rubrics, the same for every unit. A change is a new row; one that was used is only read."""

    model = Rubric
    name = "rubrics"
    icon = "list-ol"
    menu_label = gettext_lazy("Scoring rubrics")
    menu_item_class = RubricMenuItem
    index_view_class = RubricIndexView
    edit_view_class = RubricEditView
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "name", "valid_from", "criteria_in_words", "feature_from", "adopt_from", "reserve_from", "spread_limit",
        "town_days", "district_days", "expert_days",
    ]  # fmt: skip
    list_display = ["name", "valid_from", Column("count", label=gettext_lazy("Criteria"), accessor="criteria_count")]

    def get_form_class(self, for_update: bool = False) -> type:
        return RubricForm

    def get_common_view_kwargs(self, **kwargs) -> dict:
        return super().get_common_view_kwargs(**({"delete_url_name": None, "usage_url_name": None} | kwargs))

    def get_urlpatterns(self) -> list:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"delete", "usage"}]


class CasesGroup(ModelViewSetGroup):
    """The menu 案例. The review itself happens at the desk, outside the CMS, where experts work too."""

    menu_label = gettext_lazy("Cases")
    menu_name = "cases-group"
    menu_icon = "clipboard-list"
    menu_order = 210
    items = (RubricViewSet,)

    def get_submenu_items(self) -> list:
        desk = DeskMenuItem(
            gettext_lazy("Review desk"), reverse("cases:desk"), name="review-desk", icon_name="tasks", order=0
        )
        return [desk, *super().get_submenu_items()]


class WaitingCasesPanel(Component):
    """On the start page of the CMS: the cases that wait for this person."""

    name = "waiting_cases"
    template_name = "cases/admin/waiting_panel.html"
    order = 110

    def get_context_data(self, parent_context) -> dict:
        user = parent_context["request"].user
        return {"cases": list(Queue(user).listed("mine")[:8]) if comes_to_desk(user) else []}
