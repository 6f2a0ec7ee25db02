"""Files of the media library for people who work in the CMS."""

from django.urls import re_path

from courses import views

urlpatterns = [
    re_path(r"^media/(?P<path>(?:media|media_thumbnails)/.+)$", views.library_file, name="library_file"),
]
