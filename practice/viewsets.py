"""The CMS screens of brand standards and self-check sheets. A change is a new row; one that was used is only read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from practice.admin_forms import CheckSheetForm, MaturityRuleForm
from practice.models import CheckSheet, MaturityRule, StageChange


class RuleEditView(generic.EditView):
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        rule = self.get_object()
        if self.user_has_permission("change") and StageChange.objects.filter(rule=rule).exists():
            messages.error(request, _("Brands were judged by this standard, so it stays as it is. Write a new one."))
            return redirect(reverse("brand_rules:inspect", args=[rule.pk]))
        return super().dispatch(request, *args, **kwargs)


class RuleIndexView(generic.IndexView):
    any_permission_required = ["add", "change", "view"]


class MaturityRuleViewSet(ModelViewSet):
    """Brand standards, the same for every town."""

    model = MaturityRule
    name = "brand_rules"
    icon = "list-ol"
    menu_label = gettext_lazy("Brand standards")
    add_to_admin_menu = True
    menu_order = 360
    index_view_class = RuleIndexView
    edit_view_class = RuleEditView
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["name", "valid_from", "criteria_in_words", "note"]
    list_display = ["name", "valid_from", Column("criteria_count", label=gettext_lazy("Criteria"))]

    def get_form_class(self, for_update: bool = False):
        return MaturityRuleForm


class SheetCreateView(generic.CreateView):
    def get_initial_form_instance(self) -> CheckSheet:
        """A new version begins with the words of the one it follows (`?from=`)."""
        before = self.request.GET.get("from", "")
        found = CheckSheet.objects.filter(pk=before).first() if before.isdecimal() else None
        if found is None:
            return CheckSheet()
        return CheckSheet(key=found.key, title=found.title, note=found.note, items=found.items)


class SheetEditView(generic.EditView):
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        sheet = self.get_object()
        if self.user_has_permission("change") and sheet.checks.exists():
            messages.warning(
                request, _("This version was filled in, so it stays as it is. This is a copy for a new one.")
            )
            return redirect(f"{reverse('check_sheets:add')}?from={sheet.pk}")
        return super().dispatch(request, *args, **kwargs)


class SheetIndexView(generic.IndexView):
    any_permission_required = ["add", "change", "view"]


class CheckSheetViewSet(ModelViewSet):
    """Self-check sheets, the same for every town. A new version is begun from the one in force."""

    model = CheckSheet
    name = "check_sheets"
    icon = "list-ul"
    menu_label = gettext_lazy("Self-check sheets")
    add_to_admin_menu = True
    menu_order = 361
    index_view_class = SheetIndexView
    add_view_class = SheetCreateView
    edit_view_class = SheetEditView
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["key", "version", "title", "note", "lines_in_words", "created_at"]
    list_display = ["title", "key", "version", Column("lines_count", label=gettext_lazy("Lines")), "created_at"]

    def get_form_class(self, for_update: bool = False):
        return CheckSheetForm
