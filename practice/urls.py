"""Doors of practice below /practice/. Every record is named by its uuid; brands are Wagtail's pages."""

app_name = "practice"

brands: list = []

replications: list = []

lineage: list = []

help_wanted: list = []

visits: list = []

experts: list = []

organisations: list = []

urlpatterns = [*brands, *replications, *lineage, *help_wanted, *visits, *experts, *organisations]
