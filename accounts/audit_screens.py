"""The audit trail in the CMS: read by auditors only, within their units, and changed by nobody.

Wagtail's own screen shows an entry to everybody with some right on that kind of object, in whatever unit; here it is
the auditor's, and entries are cut to what people of the auditor's units did.
"""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import IntegerField, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.log_actions import registry

from accounts.enums import Role
from accounts.models import Organisation, User
from accounts.queries import units_for
from accounts.scoped import SafeExportMixin


def may_audit(user) -> bool:
    """Whether the person reads the audit trail anywhere."""
    return units_for(user, Role.AUDITOR).exists()


def entries_for(log_model, user) -> QuerySet:
    """Entries of `log_model` an auditor may read: all at the root of the tree, else those of the units' people."""
    units = units_for(user, Role.AUDITOR)
    if not Organisation.get_root_nodes().exclude(pk__in=units.values("pk")).exists():
        return log_model.objects.all()
    return log_model.objects.filter(user__in=User.objects.within(units))


class AuditFilterSet(SiteHistoryReportFilterSet):
    """Choices that name every action and kind of object, and the people of one's units."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        used = {pk for model in registry.get_log_entry_models() for pk in model.objects.all().get_content_type_ids()}
        self.filters["object_type"].queryset = ContentType.objects.filter(pk__in=used).order_by("model")

    def get_action_choices(self) -> list:
        return registry.get_choices()

    def get_user_choices(self) -> QuerySet:
        return User.objects.within(units_for(self.request.user, Role.AUDITOR)).order_by("name_sort")


class AuditTrailView(SafeExportMixin, LogEntriesView):
    """Who did what to which object, and when. Rows can be searched and exported, never edited."""

    filterset_class = AuditFilterSet

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_audit(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filtered_queryset(self) -> QuerySet:
        self.log_models = list(registry.get_log_entry_models())
        parts = []
        for index, log_model in enumerate(self.log_models):
            rows = entries_for(log_model, self.request.user).values("pk", "timestamp")
            rows = rows.annotate(log_model_index=Value(index, output_field=IntegerField()))
            parts.append(self.filter_queryset(rows).order_by())
        return parts[0].union(*parts[1:], all=True).order_by("-timestamp")

    def get_filename(self) -> str:
        return str(self.page_title)
