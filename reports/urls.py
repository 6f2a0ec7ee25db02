"""Doors of reports below /reports/."""

from django.urls import path

from reports.views import chain

app_name = "reports"

urlpatterns = [
    path("chain/", chain.chain, name="chain"),
    path("chain/case/<uuid:key>/", chain.case_chain, name="case_chain"),
    path("chain/<slug:slug>/", chain.chain, name="chain_of"),
    path("chain/<slug:slug>/<slug:kind>/", chain.gap, name="gap"),
]
