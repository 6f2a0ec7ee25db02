"""Teaching cases of the demonstration: their texts as a contributor would have typed them."""

from typing import Any

from lms.demo.case_writing import CaseText


def sections_from(text: CaseText) -> dict[str, dict[str, Any]]:
    """The text as a contributor would have typed it, section by section; pictures are added by whoever uploads them."""
    conditions = [("needed", text.needed), ("helpful", text.helpful), ("blocking", text.blocking)]
    return {
        "basics": {
            "title": text.title, "subtitle": text.subtitle, "theme": text.themes[0], "themes": list(text.themes[1:4]),
            "place_type": text.place_type, "group_kind": text.group_kind, "start_date": text.start_date.isoformat(),
            "stage": text.stage, "outcome": text.outcome,
        },
        "summary": {"summary": text.summary},
        "problem": {"background": text.background, "problem": text.problem},
        "actors": {"actors": _rows(vars(actor) for actor in text.actors)},
        "approach": {"approach": text.approach, "steps": _rows(vars(step) for step in text.steps)},
        "mechanism": {"mechanism": text.mechanism},
        "resources": {
            "resources": _rows(
                {"kind": row.kind, "text": row.text, "source": row.source, "yuan": "" if row.yuan is None else str(row.yuan)}
                for row in text.resources
            )
        },
        "results": {
            "results": text.results,
            "indicators": _rows(vars(row) | {"as_of": row.as_of.isoformat()} for row in text.indicators),
        },
        "evidence": {"evidence": _rows(vars(row) | {"link": "", "file": []} for row in text.evidence)},
        "voices": {"feedback": text.feedback, "difficulties": text.difficulties, "insight": text.insight},
        "conditions": {
            "conditions": _rows({"kind": kind, "text": words} for kind, lines in conditions for words in lines),
            "risks": text.risks, "contact": "示例联系人（不公开）",
        },
        "pictures": dict.fromkeys(("real", "original", "rights", "portraits", "secrecy"), True),
    }  # fmt: skip


def _rows(rows) -> list[dict[str, Any]]:
    return [dict(row) | {"id": str(number)} for number, row in enumerate(rows, start=1)]
