"""What the CMS learns from the roof: the screens of search."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from lms.search.screens import SynonymViewSet, ZeroHitMenuItem, ZeroHitReport


@hooks.register("register_admin_viewset")
def register_synonyms():
    return SynonymViewSet()


@hooks.register("register_admin_urls")
def report_urls() -> list:
    return [
        path("reports/searches-without-result/", ZeroHitReport.as_view(), name="searches_without_result"),
        path(
            "reports/searches-without-result/results/",
            ZeroHitReport.as_view(results_only=True),
            name="searches_without_result_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item():
    return ZeroHitMenuItem(
        _("Searches without result"), reverse("searches_without_result"), icon_name="search", order=320
    )
