"""Doors of practice below /practice/. Every record is named by its uuid; brands are Wagtail's pages."""

from django.urls import path

from practice.views import brands as brand_views
from practice.views import outcomes, public, records

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

organisations: list = []

urlpatterns = [*brands, *replications, *lineage, *help_wanted, *visits, *experts, *organisations]
