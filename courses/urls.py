"""Doors for people who work in the CMS: files of the media library, and choosers of pages.

Included before Wagtail's own, whose choosers know no scope; the addresses are the same.
"""

from django.urls import path, re_path
from wagtail.admin.auth import require_admin_access

from courses import views
from courses.reach import BrowseWithinReachView, ChosenWithinReachView

browse = require_admin_access(BrowseWithinReachView.as_view())

urlpatterns = [
    path("cms/choose-page/", browse),
    path("cms/choose-page/<int:parent_page_id>/", browse),
    path("cms/choose-page/chosen-multiple/", require_admin_access(ChosenWithinReachView.as_view())),
    re_path(r"^media/(?P<path>(?:media|media_thumbnails)/.+)$", views.library_file, name="library_file"),
]
