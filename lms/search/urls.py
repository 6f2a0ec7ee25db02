"""The doors of the search page."""

from django.urls import path

from lms.search import views

urlpatterns = [
    path("", views.results, name="search"),
    path("suggest/", views.suggestions, name="search_suggestions"),
]
