"""Doors of practice below /practice/. Every record is named by its uuid; brands are Wagtail's pages."""

from django.urls import path

from practice.views import answers, assignments, guidance, questions
from practice.views import experts as expert_views

app_name = "practice"

brands: list = []

replications: list = []

lineage: list = []

help_wanted: list = []

visits: list = []

experts = [
    path("experts/", expert_views.experts, name="experts"),
    path("experts/<uuid:uuid>/", expert_views.expert, name="expert"),
    path("experts/of/<uuid:uuid>/", expert_views.edit, name="expert_edit"),
    path("assignments/", assignments.assignments, name="assignments"),
    path("assignments/new/", assignments.assign, name="assign"),
    path("assignments/<uuid:uuid>/", assignments.assignment, name="assignment"),
    path("assignments/<uuid:uuid>/end/", assignments.end, name="assignment_end"),
    path("assignments/<uuid:uuid>/log/", guidance.log, name="guidance_log"),
    path("guidance/", guidance.guidances, name="guidances"),
    path("guidance/<uuid:uuid>/", guidance.guidance, name="guidance"),
    path("guidance/<uuid:uuid>/feedback/", guidance.feedback, name="guidance_feedback"),
    path("actions/<uuid:uuid>/done/", guidance.done, name="action_done"),
    path("actions/<uuid:uuid>/reopen/", guidance.reopen, name="action_reopen"),
    path("questions/", questions.questions, name="questions"),
    path("questions/ask/", questions.ask, name="ask"),
    path("questions/<uuid:uuid>/", questions.question, name="question"),
    path("questions/<uuid:uuid>/answer/", questions.answer, name="question_answer"),
    path("questions/<uuid:uuid>/pass-on/", questions.hand_on, name="question_pass_on"),
    path("questions/<uuid:uuid>/close/", questions.close, name="question_close"),
    path("questions/<uuid:uuid>/publish/", answers.publish, name="answer_publish"),
    path("questions/<uuid:uuid>/unpublish/", answers.unpublish, name="answer_unpublish"),
    path("answers/", answers.answers, name="answers"),
    path("answers/<uuid:uuid>/", answers.answer, name="answer"),
]

organisations: list = []

urlpatterns = [*brands, *replications, *lineage, *help_wanted, *visits, *experts, *organisations]
