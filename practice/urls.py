"""Doors of practice below /practice/. Every record is named by its uuid; brands are Wagtail's pages."""

from django.urls import path

from practice.views import (
    answers,
    assignments,
    booking,
    checks,
    guidance,
    help,
    help_answers,
    hosting,
    kits,
    leaders,
    organisation_forms,
    outcomes,
    public,
    questions,
    records,
)
from practice.views import brands as brand_views
from practice.views import experts as expert_views
from practice.views import organisations as organisation_views
from practice.views import pairs as pair_views
from practice.views import visits as places

app_name = "practice"

brands = [
    path("brands/<uuid:key>/", brand_views.brand, name="brand"),
    path("brands/<uuid:key>/sign/<slug:criterion>/", brand_views.sign, name="brand_sign"),
    path("brands/<uuid:key>/signatures/<uuid:uuid>/withdraw/", brand_views.unsign, name="brand_unsign"),
    path("brands/<uuid:key>/review/", brand_views.review, name="brand_review"),
]

replications = [
    path("adoptions/", public.adoptions, name="adoptions"),
    path("adoptions/<uuid:uuid>/", public.adoption, name="adoption"),
    path("adopt/<uuid:key>/", records.adopt, name="adopt"),
    path("replications/", records.mine, name="replications"),
    path("replications/<uuid:uuid>/", records.record, name="replication"),
    path("replications/<uuid:uuid>/plan/", records.plan, name="plan"),
    path("replications/<uuid:uuid>/people/", records.people, name="people"),
    path("replications/<uuid:uuid>/people/remove/", records.remove_person, name="remove_person"),
    path("replications/<uuid:uuid>/log/", outcomes.log, name="log"),
    path("replications/<uuid:uuid>/log/<uuid:entry>/strike/", outcomes.strike, name="strike"),
    path("replications/<uuid:uuid>/go/<slug:name>/", outcomes.move, name="move"),
    path("replications/<uuid:uuid>/confirm/<slug:side>/", outcomes.confirm, name="confirm"),
    path("replications/<uuid:uuid>/withdraw/<uuid:word>/", outcomes.withdraw, name="withdraw"),
    path("replications/<uuid:uuid>/new-case/", outcomes.new_case, name="new_case"),
    path("pictures/<uuid:uuid>/<slug:size>/", outcomes.picture, name="picture"),
]

lineage = [
    path("kits/<uuid:key>/", kits.kit, name="kit"),
    path("kits/<uuid:key>/pdf/", kits.paper, name="kit_pdf"),
    path("kits/<uuid:key>/docx/", kits.word, name="kit_word"),
    path("pairs/", pair_views.pairs, name="pairs"),
    path("pairs/new/", pair_views.new, name="pair_new"),
    path("pairs/<uuid:uuid>/", pair_views.pair, name="pair"),
    path("pairs/<uuid:uuid>/end/", pair_views.end, name="pair_end"),
    path("pairs/<uuid:uuid>/review/", pair_views.review, name="pair_review"),
]

help_wanted: list = [
    path("help/", help.help_list, name="help_list"),
    path("help/new/", help.help_new, name="help_new"),
    path("help/answers/<uuid:uuid>/thank/", help.help_thank, name="help_thank"),
    path("help/<uuid:uuid>/", help.help_post, name="help_post"),
    path("help/<uuid:uuid>/answer/", help_answers.help_answer, name="help_answer"),
    path("help/<uuid:uuid>/ask/", help.help_ask, name="help_ask"),
    path("help/<uuid:uuid>/solved/", help.help_solved, name="help_solved"),
    path("help/<uuid:uuid>/close/", help.help_close, name="help_close"),
    path("help/<uuid:uuid>/reopen/", help.help_reopen, name="help_reopen"),
]

visits: list = [
    path("visits/", places.visit_sites, name="visit_sites"),
    path("visits/new/", hosting.visit_site_new, name="visit_site_new"),
    path("visits/hosting/", hosting.visit_hosting, name="visit_hosting"),
    path("visits/mine/", booking.my_visits, name="my_visits"),
    path("visits/times/<uuid:uuid>/book/", booking.visit_book, name="visit_book"),
    path("visits/times/<uuid:uuid>/cancel/", hosting.visit_slot_cancel, name="visit_slot_cancel"),
    path("visits/booked/<uuid:uuid>/", booking.visit, name="visit"),
    path("visits/booked/<uuid:uuid>/decide/", booking.visit_decide, name="visit_decide"),
    path("visits/booked/<uuid:uuid>/cancel/", booking.visit_cancel, name="visit_cancel"),
    path("visits/booked/<uuid:uuid>/attended/", booking.visit_attended, name="visit_attended"),
    path("visits/booked/<uuid:uuid>/feedback/", booking.visit_feedback, name="visit_feedback"),
    path("visits/<uuid:uuid>/", places.visit_site, name="visit_site"),
    path("visits/<uuid:uuid>/change/", hosting.visit_site_change, name="visit_site_change"),
    path("visits/<uuid:uuid>/times/new/", hosting.visit_slot_new, name="visit_slot_new"),
    path("mine/", booking.mine, name="mine"),
]

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

organisations = [
    path("organisations/", organisation_views.organisations, name="organisations"),
    path("organisations/mine/", organisation_views.mine, name="my_organisations"),
    path("organisations/desk/", organisation_views.desk, name="organisations_desk"),
    path("organisations/register/", organisation_forms.register, name="register_organisation"),
    path("organisations/<uuid:uuid>/", organisation_views.organisation, name="organisation"),
    path("organisations/<uuid:uuid>/record/", organisation_views.record, name="organisation_record"),
    path("organisations/<uuid:uuid>/edit/", organisation_forms.edit, name="edit_organisation"),
    path("organisations/<uuid:uuid>/members/", organisation_forms.members, name="organisation_members"),
    path("organisations/<uuid:uuid>/members/remove/", organisation_forms.remove, name="remove_member"),
    path("organisations/<uuid:uuid>/confirm/", organisation_forms.confirm, name="confirm_organisation"),
    path("organisations/<uuid:uuid>/return/", organisation_forms.send_back, name="return_organisation"),
    path("organisations/<uuid:uuid>/close/", organisation_forms.close, name="close_organisation"),
    path("leaders/", leaders.leaders, name="leaders"),
    path("leaders/nominate/", leaders.nominate, name="nominate_leader"),
    path("leaders/files/<uuid:uuid>/", leaders.evidence, name="leader_evidence"),
    path("leaders/<uuid:uuid>/", leaders.leader, name="leader"),
    path("leaders/<uuid:uuid>/withdraw/", leaders.withdraw, name="withdraw_leader"),
    path("leaders/<uuid:uuid>/<slug:stage>/", leaders.step, name="leader_step"),
    path("checks/", checks.checks, name="checks"),
    path("checks/start/<slug:key>/", checks.start, name="start_check"),
    path("checks/<uuid:uuid>/", checks.check, name="check"),
    path("checks/<uuid:uuid>/fill/", checks.fill, name="fill_check"),
    path("checks/<uuid:uuid>/review/", checks.review, name="review_check"),
]

urlpatterns = [*brands, *replications, *lineage, *help_wanted, *visits, *experts, *organisations]
