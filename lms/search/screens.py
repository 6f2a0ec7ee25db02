"""The CMS screens of search: synonyms, and what was searched in vain."""

from django.db.models import Max, QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.scoped import ScopedModelViewSet, ScopedReportView
from lms.models import SynonymGroup, ZeroHit
from lms.models.search import looks_after_search


class SynonymViewSet(ScopedModelViewSet):
    """Words that mean the same, for authors and district administrators. Changes work within a minute."""

    model = SynonymGroup
    name = "synonyms"
    icon = "list-ul"
    menu_label = _("Synonyms")
    menu_order = 700
    add_to_settings_menu = True
    list_display = ["words", "note"]
    search_fields = ["words", "note"]
    form_fields = ["words", "note"]
    inspect_view_enabled = False


class ZeroHitReport(ScopedReportView):
    """Terms that found nothing, the most wanted first. Nobody's name is kept with them."""

    index_url_name = "searches_without_result"
    index_results_url_name = "searches_without_result_results"
    page_title = _("Searches without result")
    header_icon = "search"
    model = ZeroHit
    permission_policy = ModelPermissionPolicy(ZeroHit)
    any_permission_required = ["view"]
    is_searchable = False
    columns = [
        Column("term", label=_("searched for"), accessor="term"),
        Column("times", label=_("times"), accessor="times"),
        Column("last_day", label=_("last searched"), accessor="last_day"),
    ]
    list_export = ["term", "times", "last_day"]
    export_headings = {"term": _("searched for"), "times": _("times"), "last_day": _("last searched")}

    def get_base_queryset(self) -> QuerySet:
        rows = ZeroHit.objects.get_queryset().visible_to(self.request.user)
        # One row a term: `pk` is a stand-in for tables that want one.
        by_term = rows.order_by().values("term")
        return by_term.annotate(times=Sum("count"), last_day=Max("day")).order_by("-times", "term")


class ZeroHitMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return looks_after_search(request.user)
