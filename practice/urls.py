"""Doors of practice below /practice/. Every record is named by its uuid; brands are Wagtail's pages."""

from django.urls import path

from practice.views import brands as brand_views
from practice.views import checks, leaders, organisation_forms, outcomes, public, records
from practice.views import organisations as organisation_views

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

lineage: list = []

help_wanted: list = []

visits: list = []

experts: list = []

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
