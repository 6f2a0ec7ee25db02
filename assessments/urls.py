"""Doors of the quiz. An attempt is named by its uuid and opens for its learner only; an answer on the marking desk
by a random one of its own."""

from django.urls import path

from assessments.views import marking, practice, regrading, sitting, trial

app_name = "assessments"

urlpatterns = [
    path("start/<uuid:key>/", sitting.start, name="start"),
    path("marking/", marking.desk, name="marking"),
    path("marking/<uuid:key>/<uuid:item>/", marking.pile, name="pile"),
    path("marking/<uuid:uuid>/", marking.task, name="task"),
    path("marking/<uuid:uuid>/second/", marking.second, name="second"),
    path("wrong/", practice.wrong, name="wrong"),
    path("wrong/<uuid:item>/", practice.practice, name="practice"),
    path("regrade/<uuid:uid>/", regrading.regrade, name="regrade"),
    path("trial/<uuid:uuid>/", trial.sit, name="trial_sit"),
    path("trial/<uuid:uuid>/answer/", trial.answer, name="trial_answer"),
    path("trial/<uuid:uuid>/review/", trial.review, name="trial_review"),
    path("trial/<uuid:uuid>/submit/", trial.submit, name="trial_submit"),
    path("trial/<uuid:uuid>/result/", trial.result, name="trial_result"),
    path("<uuid:uuid>/", sitting.sit, name="sit"),
    path("<uuid:uuid>/answer/", sitting.answer, name="answer"),
    path("<uuid:uuid>/left/", sitting.left, name="left"),
    path("<uuid:uuid>/review/", sitting.review, name="review"),
    path("<uuid:uuid>/submit/", sitting.submit, name="submit"),
    path("<uuid:uuid>/result/", sitting.result, name="result"),
]
