"""Short words for writing the teaching cases of the demonstration: plain data in the shape of a case's fields.

All of it is invented; names of towns are real and are used for teaching only. Residents appear by role (居民甲), never
by name. Figures are invented too, and still each has a source and a day, because that is what a case is judged by.
"""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Actor:
    """One of the five-society elements (`cases.enums.Element` key) and what it did; `who` names it by role."""

    element: str
    who: str
    contribution: str


@dataclass(frozen=True)
class Step:
    """One step in order: when (in words), what it is called, what was done and by whom."""

    when: str
    title: str
    text: str


@dataclass(frozen=True)
class Resource:
    """kind: money, people, space or goods. `yuan` is given for money only; `source` says who gave it."""

    kind: str
    text: str
    source: str
    yuan: int | None = None


@dataclass(frozen=True)
class Indicator:
    """A figure before and after. `better` is up or down; `as_of` the day of the second figure."""

    name: str
    unit: str
    before: str
    after: str
    as_of: datetime.date
    source: str
    better: str = "up"


@dataclass(frozen=True)
class Evidence:
    """A proof tied to one claim. kind: record, data, survey, photo, document, press or third_party."""

    claim: str
    kind: str
    title: str
    note: str


@dataclass(frozen=True)
class Picture:
    """A drawing of `lms/demo/figures` (PNG file name) with caption and alternative text."""

    file: str
    caption: str
    alt: str


@dataclass(frozen=True)
class CaseText:
    """One teaching case with every field of the case template; lengths are those that submitters are asked for."""

    key: str
    town: str  # slug of the town or subdistrict
    unit_name: str  # as printed: 市桥街某社区（示例）
    title: str  # at most 40 characters
    subtitle: str  # at most 40
    themes: tuple[str, ...]  # the main one first; keys of content.themes.Theme
    place_type: str
    group_kind: str  # charity, service, affairs, deliberative, culture_recreation or ""
    start_date: datetime.date
    stage: str  # pilot, running, mature or ended
    outcome: str  # worked, partly or failed
    summary: str  # 150–300 characters
    background: str  # 200–600; paragraphs parted by an empty line
    problem: str  # 200–600
    actors: tuple[Actor, ...]
    approach: str  # 300–900, the story between the steps
    steps: tuple[Step, ...]  # 4 to 7
    mechanism: str  # 200–600
    resources: tuple[Resource, ...]
    results: str  # 200–600
    indicators: tuple[Indicator, ...]  # 2 to 4
    evidence: tuple[Evidence, ...]  # 2 to 4
    feedback: str  # 100–300, how residents were asked, quotes without names
    difficulties: str  # 150–400, what went wrong and what was changed
    insight: str  # 200–500
    needed: tuple[str, ...]
    helpful: tuple[str, ...]
    blocking: tuple[str, ...]
    risks: str  # 100–300: law, safety, money, privacy
    pictures: tuple[Picture, ...]  # 3
    questions: tuple[str, ...]  # guiding questions for a lesson, 3 or 4
    teacher_notes: str  # 100–300, only trainers see it
    evidence_level: int = 2  # 1 to 5
    evidence_reason: str = ""
    tags: tuple[str, ...] = field(default=())
