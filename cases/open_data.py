"""Published cases as open data: what is on their pages, in columns. No contact, no file, no name but the authors'.

The fields are documented in docs/open-data.md; a field is added at the end and never changes its meaning.
"""

import csv
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, Max, QuerySet

from accounts.scoped import safe_cell
from cases.models import CasePage
from cases.showing import citation

LICENSE = "CC BY 4.0"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"
FORMAT = 1
CHUNK = 200
PARTS = ("themes", "actors", "steps", "resources", "indicators", "conditions", "evidence", "follow_ups")
TEXTS = (
    "summary", "background", "problem", "approach", "mechanism", "results", "feedback", "difficulties", "insight",
    "risks",
)  # fmt: skip
# Columns of the CSV; lists are in the JSON alone.
COLUMNS = (
    "number", "title", "subtitle", "address", "citation", "unit", "town", "recommended_by", "authors", "theme",
    "further_themes", "place_type", "elements", "group_kind", "stage", "outcome", "start_date", "cost_band",
    "evidence_level", "evidence_on", "evidence_reason", "is_example", "is_featured", "version", "version_on",
    "confirmed_on", *TEXTS,
)  # fmt: skip
FORMULA = "'"


def published() -> QuerySet[CasePage]:
    related = ("organisation", "town", "recommender")
    return CasePage.objects.in_library().select_related(*related).prefetch_related(*PARTS).order_by("number", "pk")


def etag() -> str:
    """Changes with every publication, taking down, new level and yearly confirmation. One query."""
    facts = CasePage.objects.in_library().order_by().aggregate(
        n=Count("pk"), last=Max("last_published_at"), newest=Max("live_revision_id"), on=Max("evidence_on"),
        alive=Max("alive_on"), version=Max("version_on"),
    )  # fmt: skip
    return f'"{hashlib.sha256(repr((FORMAT, sorted(facts.items()))).encode()).hexdigest()[:32]}"'


def row(case: CasePage) -> dict[str, Any]:
    """One case by the columns of the CSV. Vocabularies are given by their stable keys."""
    return {
        "number": case.number, "title": case.title, "subtitle": case.subtitle,
        "address": f"{settings.SITE_URL}{case.url}", "citation": citation(case), "unit": case.printed_unit,
        "town": case.town.name_short if case.town else "",
        "recommended_by": case.recommender.name_short if case.recommender else "", "authors": case.authors,
        "theme": case.theme, "further_themes": [part.theme for part in case.themes.all()],
        "place_type": case.place_type, "elements": list(dict.fromkeys(part.element for part in case.actors.all())),
        "group_kind": case.group_kind, "stage": case.stage, "outcome": case.outcome, "start_date": case.start_date,
        "cost_band": case.cost_band, "evidence_level": case.evidence_level, "evidence_on": case.evidence_on,
        "evidence_reason": case.evidence_reason, "is_example": case.is_example, "is_featured": case.is_featured,
        "version": case.version, "version_on": case.version_on, "confirmed_on": case.alive_on,
        **{name: getattr(case, name) for name in TEXTS},
    }  # fmt: skip


def whole(case: CasePage) -> dict[str, Any]:
    """One case with its lists, as the JSON has it."""
    parts: dict[str, tuple[str, ...]] = {
        "actors": ("element", "who", "contribution"), "steps": ("when", "title", "text"),
        "resources": ("kind", "text", "source", "yuan"),
        "indicators": ("name", "unit", "before", "after", "better", "source", "as_of"),
        "conditions": ("kind", "text"), "evidence": ("claim", "kind", "title", "checked_on"),
        "follow_ups": ("on", "text"),
    }  # fmt: skip
    lists = {
        key: [{n: getattr(part, n) for n in names} for part in getattr(case, key).all()] for key, names in parts.items()
    }
    return row(case) | lists


class _Echo:
    """A file that hands every line straight back."""

    def write(self, line: str) -> str:
        return line


def csv_lines() -> Iterator[str]:
    """The CSV, line by line: a byte order mark for Excel, no cell that a spreadsheet would run as a formula."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for case in published().iterator(CHUNK):
        yield writer.writerow([_cell(value) for value in row(case).values()])


def json_lines() -> Iterator[str]:
    """The JSON, case by case: {"version", "license", "cases": […]}."""
    head = {"version": FORMAT, "license": LICENSE, "license_url": LICENSE_URL, "publisher": settings.SITE_NAME}
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "cases": ['
    for number, case in enumerate(published().iterator(CHUNK)):
        yield f"{',' if number else ''}\n{json.dumps(whole(case), ensure_ascii=False, cls=DjangoJSONEncoder)}"
    yield "\n]}\n"


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return safe_cell(" ".join(value))
    if isinstance(value, bool):
        return int(value)
    return safe_cell("" if value is None else value)
