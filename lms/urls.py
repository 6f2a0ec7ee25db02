"""The one place where all doors are listed."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cases.views import open_data
from lms import serving, views

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("courses.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("preferences/", views.preferences, name="preferences"),
    path("accessibility/", views.accessibility, name="accessibility"),
    re_path(
        r"^covers/v(?P<version>\d{1,4})/(?P<theme>[a-z0-9_-]{1,40})/"
        r"(?P<palette>[a-z]+)-(?P<seed>[0-9a-f]{16})-(?P<shape>[a-z]+)\.svg$",
        views.cover,
        name="cover",
    ),
    path("search/", include("lms.search.urls")),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("healthz", views.health, name="health"),
    # Image renditions are public; every other upload is handed out by a view that asks who is there.
    re_path(r"^media/(?P<path>images/.*)$", serve_file, {"document_root": settings.MEDIA_ROOT}, name="rendition"),
    path("learn/", include("learning.urls")),
    path("", include("certificates.urls")),
    path("quiz/", include("assessments.urls")),
    path("case/", include("cases.urls")),
    path("practice/", include("practice.urls")),
    path("reports/", include("reports.urls")),
    path("cases/cases.csv", open_data.as_csv, name="cases_csv"),
    path("cases/cases.json", open_data.as_json, name="cases_json"),
    # The catalog page, the library and the help under their usual addresses, so that navigation need not look them up.
    path("courses/", serving.serve, {"path": "courses/"}, name="catalog"),
    path(serving.LIBRARY, serving.serve, {"path": serving.LIBRARY}, name="library"),
    path(serving.HELP, serving.serve, {"path": serving.HELP}, name="help"),
    re_path(r"^((?:[\w\-]+/)*)$", serving.serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
]
