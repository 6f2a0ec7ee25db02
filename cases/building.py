"""From the sections of a draft to a page, and back: the page is what is published, the sections are what people type.

`fill` expects sections without gaps (`cases.completeness`); what cannot be read is left out. `sections_of` gives the
sections of an existing case, so that a new version begins with what is in the library.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cases.completeness import Drafted, day, whole_number
from cases.costs import cost_band
from cases.models import (
    CaseActor,
    CaseCondition,
    CaseEvidence,
    CaseFile,
    CaseIndicator,
    CasePage,
    CaseResource,
    CaseStep,
    CaseTheme,
)

# Field of the page → section it is asked in. Texts and choices keep their key.
FIELDS: Mapping[str, str] = {
    "title": "basics", "subtitle": "basics", "theme": "basics", "place_type": "basics", "group_kind": "basics",
    "stage": "basics", "outcome": "basics", "summary": "summary", "background": "problem", "problem": "problem",
    "approach": "approach", "mechanism": "mechanism", "results": "results", "feedback": "voices",
    "difficulties": "voices", "insight": "voices", "risks": "conditions",
}  # fmt: skip
# Relation of the page → (section, key of the rows, model, fields copied as they are).
ROWS: Mapping[str, tuple[str, str, type, tuple[str, ...]]] = {
    "actors": ("actors", "actors", CaseActor, ("element", "who", "contribution")),
    "steps": ("approach", "steps", CaseStep, ("when", "title", "text")),
    "resources": ("resources", "resources", CaseResource, ("kind", "text", "source")),
    "indicators": ("results", "indicators", CaseIndicator, ("name", "unit", "before", "after", "better", "source")),
    "conditions": ("conditions", "conditions", CaseCondition, ("kind", "text")),
    "evidence": ("evidence", "evidence", CaseEvidence, ("claim", "kind", "title", "note", "link")),
}


def fill(case: CasePage, drafted: Drafted, files: Mapping[str, CaseFile]) -> CasePage:
    """Write the sections into `case` (not saved). `files` are the draft's files by uuid; pictures come later, when
    the case is adopted: they become public then."""
    for name, section in FIELDS.items():
        setattr(case, name, str(drafted.get(section, {}).get(name, "")).strip())
    case.draft_title = case.title
    case.start_date = day(drafted.get("basics", {}).get("start_date")) or case.start_date
    themes = drafted.get("basics", {}).get("themes") or []
    case.themes = [
        CaseTheme(theme=theme, sort_order=number) for number, theme in enumerate(themes) if theme != case.theme
    ]
    for relation, (section, key, model, names) in ROWS.items():
        typed = drafted.get(section, {}).get(key) or []
        parts = [_part(model, row, names, files) for row in typed if _says_something(row, names)]
        for number, part in enumerate(parts):
            # Without a place of its own a row has none: databases give equals in any order.
            part.sort_order = number
        setattr(case, relation, parts)
    case.cost_band = cost_band(resource.yuan for resource in case.resources.all())
    return case


def _says_something(row: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    return any(str(row.get(name, "")).strip() for name in names)


def _part(model: type, row: Mapping[str, Any], names: tuple[str, ...], files: Mapping[str, CaseFile]):
    made = model(**{name: str(row.get(name, "")).strip() for name in names})
    if model is CaseResource:
        made.yuan = whole_number(row.get("yuan", "")) if made.kind == "money" else None
    elif model is CaseIndicator:
        made.as_of = day(row.get("as_of", ""))
    elif model is CaseEvidence:
        made.file = next((files[uuid] for uuid in row.get("file") or [] if uuid in files), None)
    return made


def sections_of(case: CasePage) -> dict[str, dict[str, Any]]:
    """What the sections would say if the case were typed anew; without contact, files and declarations."""
    found: dict[str, dict[str, Any]] = {}
    for name, section in FIELDS.items():
        found.setdefault(section, {})[name] = getattr(case, name)
    found["basics"]["start_date"] = case.start_date.isoformat()
    found["basics"]["themes"] = [row.theme for row in case.themes.all()]
    for relation, (section, key, _model, names) in ROWS.items():
        rows = [_row(part, names) for part in getattr(case, relation).all()]
        found.setdefault(section, {})[key] = rows
    return found


def _row(part: Any, names: tuple[str, ...]) -> dict[str, Any]:
    row = {name: getattr(part, name) for name in names}
    more: dict[type, Callable[[Any], dict[str, Any]]] = {
        CaseResource: lambda resource: {"yuan": "" if resource.yuan is None else str(resource.yuan)},
        CaseIndicator: lambda indicator: {"as_of": indicator.as_of.isoformat()},
        CaseEvidence: lambda proof: {"file": [str(proof.file.uuid)] if proof.file else []},
    }
    return row | more.get(type(part), lambda _part: {})(part)
