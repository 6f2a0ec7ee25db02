"""Doors of the quiz. An attempt is named by its uuid and opens for its learner only."""

from django.urls import path

from assessments import views

app_name = "assessments"

urlpatterns = [
    path("start/<uuid:key>/", views.start, name="start"),
    path("<uuid:uuid>/", views.sit, name="sit"),
    path("<uuid:uuid>/answer/", views.answer, name="answer"),
    path("<uuid:uuid>/review/", views.review, name="review"),
    path("<uuid:uuid>/submit/", views.submit, name="submit"),
    path("<uuid:uuid>/result/", views.result, name="result"),
]
