"""The CMS screens of extra time and make-ups, for class teachers and authors of the course's unit."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from accounts.viewsets import ScopedModelViewSet
from assessments.forms import AllowanceForm
from assessments.models import Allowance
from assessments.services import end_allowance, grant_allowances


class AllowanceMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("assessments.view_allowance")


class AllowanceIndexView(generic.IndexView):
    any_permission_required = ["view"]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("enrollment__learner", "quiz", "by")


class AllowanceCreateView(generic.CreateView):
    page_title = gettext_lazy("Grant extra time or a make-up")

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"by": self.request.user}

    def form_valid(self, form) -> HttpResponse:
        values = form.cleaned_data
        try:
            made = grant_allowances(
                quiz=values["quiz"], enrollments=form.enrollments, by=self.request.user, reason=values["reason"],
                batch=values["batch"], minutes=values["minutes"], attempts=values["attempts"],
                opens_at=values["opens_at"], closes_at=values["closes_at"],
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        except PermissionDenied:
            form.add_error("quiz", _("You may not do this for this course. Ask the unit that owns it."))
            return self.form_invalid(form)
        words = ngettext("Granted to %(count)d learner.", "Granted to %(count)d learners.", len(made))
        messages.success(self.request, words % {"count": len(made)})
        return redirect("quiz_allowances:index")


class AllowanceView(generic.InspectView):
    """One allowance, and the button that takes it back."""

    any_permission_required = ["view"]
    template_name = "assessments/admin/allowance.html"
    page_title = gettext_lazy("Extra time or make-up")

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        end_allowance(allowance=self.object, by=request.user)
        messages.success(request, _("Taken back. Attempts that began with it keep their time."))
        return redirect("quiz_allowances:inspect", self.object.pk)


class AllowanceViewSet(ScopedModelViewSet):
    """Granted and taken back, never edited or deleted: attempts were begun with them."""

    model = Allowance
    name = "quiz_allowances"
    url_prefix = "quiz-allowances"
    icon = "time"
    menu_label = gettext_lazy("Extra time and make-ups")
    menu_item_class = AllowanceMenuItem
    index_view_class = AllowanceIndexView
    add_view_class = AllowanceCreateView
    inspect_view_class = AllowanceView
    inspect_view_enabled = True
    ordering = ["-at", "-pk"]
    list_per_page = 50
    search_fields = ["enrollment__learner__name", "quiz__title"]
    search_backend_name = None
    list_display = [
        TitleColumn(
            "learner", label=gettext_lazy("Learner"), accessor="enrollment.learner.name",
            url_name="quiz_allowances:inspect",
        ),
        "quiz", "minutes", "attempts", "opens_at", "closes_at",
        Column("reason", label=gettext_lazy("Reason"), accessor="reason"),
        Column("by", label=gettext_lazy("Granted by"), accessor="by.name"),
        "ended_at",
    ]  # fmt: skip
    list_export = [
        "enrollment.learner.name", "quiz", "minutes", "attempts", "opens_at", "closes_at", "reason", "by.name", "at",
        "ended_at",
    ]  # fmt: skip

    def get_common_view_kwargs(self, **kwargs) -> dict:
        none = {"edit_url_name": None, "delete_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**(none | kwargs))

    def get_form_class(self, for_update: bool = False) -> type:
        return AllowanceForm

    def get_urlpatterns(self) -> list:
        left_out = {"edit", "delete", "usage", "history", "history_results"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in left_out]
