"""CMS screens that show only what a person may see.

Wagtail's generic views ask for a permission per model, never per row. Here every view a viewset builds is wrapped on
its way out, so none can be forgotten: the list is cut by `model.objects.visible_to(user)`, and whatever is named by a
key in the address is 404 for people who may not see it, before the view does anything.
"""

import datetime
from io import BytesIO

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponseNotAllowed
from django.shortcuts import get_list_or_404
from django.utils import timezone
from django.utils.functional import cached_property, classproperty
from openpyxl import Workbook
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

# A cell that begins like this is run as a formula by some programs once the file is saved as CSV.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
SHEET_TITLE_LENGTH = 31  # of the file format


def visible(model, user):
    """Rows of `model` that `user` may see. A model without a rule of its own has no place in a scoped screen."""
    return model._default_manager.get_queryset().visible_to(user)


def safe_cell(value):
    """A value as a spreadsheet may show it: times as in Shanghai, nothing that is run as a formula."""
    if isinstance(value, datetime.datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if value is None or isinstance(value, int | float | datetime.date | datetime.time) or hasattr(value, "as_tuple"):
        return value
    text = ", ".join(str(part) for part in value) if isinstance(value, list | tuple | set) else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class SafeExportMixin(SpreadsheetExportMixin):
    """Lists as .xlsx only (a CSV opens as mojibake in Chinese Excel), safe cells, local times, an audit entry."""

    FORMATS = (SpreadsheetExportMixin.FORMAT_XLSX,)

    def preprocess_field_value(self, field, value, export_format):
        preprocess = self.custom_field_preprocess.get(field, {}).get(export_format)
        return safe_cell(preprocess(value) if preprocess else value)

    def write_xlsx_response(self, queryset) -> FileResponse:
        workbook = Workbook(write_only=True, iso_dates=True)
        sheet = workbook.create_sheet(title=self.get_filename()[:SHEET_TITLE_LENGTH])
        sheet.append([self.get_heading(queryset, field) for field in self.list_export])
        rows = 0
        for item in queryset:
            sheet.append(self.generate_xlsx_row(sheet, self.to_row_dict(item), date_format="yyyy-mm-dd hh:mm"))
            rows += 1
        output = BytesIO()
        workbook.save(output)
        output.seek(0)
        data = {"list": self.get_filename(), "rows": rows, "filter": self.request.GET.urlencode()}
        log(self.request.user, "accounts.list_exported", user=self.request.user, data=data)
        name = f"{self.get_filename()}-{timezone.localdate():%Y%m%d}.xlsx"
        return FileResponse(output, as_attachment=True, filename=name)

    def get_filename(self) -> str:
        model = getattr(self, "model", None)
        return str(model._meta.verbose_name_plural if model is not None else self.export_filename)

    @cached_property
    def header_more_buttons(self):
        offered = super().header_more_buttons
        csv_url = self.csv_export_url
        return [button for button in offered if getattr(button, "url", None) != csv_url]


class ScopedAccessMixin:
    """In front of any generic view: rows and the one row in the address are cut to what the person may see."""

    def setup(self, request, *args, **kwargs) -> None:
        if "pk" in kwargs:
            try:
                found = visible(self.model, request.user).filter(pk=unquote(str(kwargs["pk"]))).exists()
            except (ValueError, ValidationError):
                found = False
            if not found:
                raise Http404
        super().setup(request, *args, **kwargs)

    def get_base_queryset(self):
        queryset = super().get_base_queryset()
        # The history and usage views list log entries and references of a row that was checked above.
        return self._cut(queryset) if queryset.model is self.model else queryset

    def get_object_list(self):
        return self._cut(super().get_object_list())

    def get_objects(self, pks):
        return self._cut(super().get_objects(pks))

    def _cut(self, queryset):
        return queryset.filter(pk__in=visible(queryset.model, self.request.user).order_by().values("pk"))


class GetOnlyMixin:
    """Wagtail's copy view takes hand-made POSTs; copying is opening a filled form, nothing else."""

    def post(self, request, *args, **kwargs):
        return HttpResponseNotAllowed(["GET"])


def _scope(view_class, *, get_only: bool = False):
    bases: tuple[type, ...] = (view_class,)
    if issubclass(view_class, SpreadsheetExportMixin) and not issubclass(view_class, SafeExportMixin):
        bases = (SafeExportMixin, *bases)
    if not issubclass(view_class, ScopedAccessMixin):
        bases = (ScopedAccessMixin, *bases)
    if get_only:
        bases = (GetOnlyMixin, *bases)
    return type(f"Scoped{view_class.__name__}", bases, {"__module__": view_class.__module__})


class ScopedViewsMixin:
    """Wraps every view at the one place where a viewset builds views."""

    def construct_view(self, view_class, **kwargs):
        get_only = view_class is getattr(self, "copy_view_class", None)
        return super().construct_view(_scope(view_class, get_only=get_only), **kwargs)


class ScopedModelViewSet(ScopedViewsMixin, ModelViewSet):
    """`ModelViewSet` cut by `model.objects.visible_to(user)`; records stay out of the reference index."""

    add_to_reference_index = False
    copy_view_enabled = False

    def register_admin_url_finder(self) -> None:
        """Lists that link to a row, the audit trail among them, lead to a screen the viewset really has."""
        names = {pattern.name for pattern in self.get_urlpatterns()}
        target = next((name for name in ("edit", "inspect") if name in names), None)
        if target is not None:
            finder = type("_RowURLFinder", (ModelAdminURLFinder,), {"edit_url_name": self.get_url_name(target)})
            register_admin_url_finder(self.model, finder)


class ScopedSnippetChooserViewSet(ScopedViewsMixin, SnippetChooserViewSet):
    """The chooser of a scoped snippet offers, and hands over, only what the person may see."""


class ScopedSnippetViewSet(ScopedViewsMixin, SnippetViewSet):
    """`SnippetViewSet` cut by `model.objects.visible_to(user)`, choosers, previews and revisions included."""

    chooser_viewset_class = ScopedSnippetChooserViewSet


class ScopedDeleteBulkAction(DeleteBulkAction):
    """Deleting several snippets at once, out of those the person may see."""

    @classproperty
    def models(cls) -> list:
        return [model for model in get_snippet_models() if isinstance(model.snippet_viewset, ScopedSnippetViewSet)]

    def get_queryset(self, model, object_ids):
        return get_list_or_404(visible(model, self.request.user), pk__in=object_ids)


class ScopedReportView(SafeExportMixin, ScopedAccessMixin, ReportView):
    """A report over `model`, cut by `model.objects.visible_to(user)`; the export too."""
