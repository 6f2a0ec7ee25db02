"""The parts of a case as submitters meet them: twelve sections, one a screen, each with fields, hints and limits. Pure.

A draft keeps one JSON object per section, shaped by these definitions; forms, the completeness meter, the check before
a case is handed in, the comparison of versions and the page itself are all made from them. Sizes and guidance follow
what calls for cases ask for; the sections are fixed because free prose leaves out what another town needs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.enums import (
    Better,
    ConditionKind,
    Element,
    EvidenceKind,
    GroupKind,
    Outcome,
    PlaceType,
    ResourceKind,
    Stage,
)
from content.themes import Theme

Label = str | Promise
Choices = Sequence[tuple[str, Label]]


class Kind(StrEnum):
    """What a field holds: a line, a text, one choice, several, a day, a whole number, a tick, rows, or files."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    DAY = "day"
    NUMBER = "number"
    TICK = "tick"
    ROWS = "rows"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `least` and `most` count characters of a text, rows of a list; `most` of a text is a hard limit."""

    key: str
    kind: Kind
    label: Label
    hint: Label = ""
    required: bool = False
    least: int = 0
    most: int = 0
    choices: Choices = ()
    fields: tuple["Field", ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One screen of the draft."""

    key: str
    title: Label
    intro: Label
    fields: tuple[Field, ...]

    def field(self, key: str) -> Field:
        return next(field for field in self.fields if field.key == key)


def line(key: str, label: Label, hint: Label = "", *, required: bool = False, most: int = 80) -> Field:
    return Field(key, Kind.LINE, label, hint, required, most=most)


def text(key: str, label: Label, hint: Label = "", *, required: bool = True, least: int = 0, most: int = 2000) -> Field:
    return Field(key, Kind.TEXT, label, hint, required, least, most)


def choice(key: str, label: Label, choices: Choices, hint: Label = "", *, required: bool = True) -> Field:
    return Field(key, Kind.CHOICE, label, hint, required, choices=choices)


def rows(key: str, label: Label, hint: Label, *fields: Field, least: int = 0, most: int = 12) -> Field:
    return Field(key, Kind.ROWS, label, hint, least > 0, least, most, fields=fields)


BASICS = Section(
    "basics", _("The basics"), _("What it is called, where it happened and how far it has come."),
    (
        line("title", _("Title"), _("The practice and the place; a slogan alone tells nobody anything."),
             required=True, most=40),
        line("subtitle", _("Subtitle"), _("For example: how a community in Shiqiao did it."), most=40),
        choice("theme", _("Main theme"), Theme.choices),
        Field("themes", Kind.CHOICES, _("Further themes"), _("Three at the most."), most=3, choices=Theme.choices),
        choice("place_type", _("Kind of place"), PlaceType.choices),
        choice("group_kind", _("Kind of organisation that carries it"), GroupKind.choices,
               _("Leave it open when no community organisation takes part."), required=False),
        Field("start_date", Kind.DAY, _("Begun on"), _("When it first happened, not when it was decided."),
              required=True),
        choice("stage", _("Stage"), Stage.choices),
        choice("outcome", _("Did it work?"), Outcome.choices,
               _("What did not work helps others too, and is judged no worse.")),
    ),
)  # fmt: skip
SUMMARY = Section(
    "summary", _("Summary"), _("Three sentences: which problem, what was done, what has changed."),
    (text("summary", _("Summary"), _("Somebody who reads only this should know what it is about."),
          least=150, most=300),),
)  # fmt: skip
PROBLEM = Section(
    "problem", _("Background and problem"), _("First the place and its people, then who was troubled by what."),
    (
        text("background", _("Background"), _("What kind of place, how many people, what was there before."),
             least=100, most=600),
        text("problem", _("Problem"), _("Who was hurt, since when, why it was hard. A figure or a resident’s words."),
             least=100, most=600),
    ),
)  # fmt: skip
ACTORS = Section(
    "actors", _("Who took part"), _("Tick only who really did something, and say what."),
    (rows("actors", _("Participants"), _("One line for each kind of participant."),
          choice("element", _("Element"), Element.choices),
          line("who", _("Who"), _("By role, for example: resident social workers of the town station."),
               required=True, most=60),
          line("contribution", _("What they did"), required=True, most=160), least=1, most=7),),
)  # fmt: skip
APPROACH = Section(
    "approach", _("What was done"), _("In order, with who did what. Somebody else should be able to repeat it."),
    (
        text("approach", _("How it went"), _("The story between the steps: why in this order, what decided it."),
             least=200, most=1500),
        rows("steps", _("Steps"), _("Three to eight steps, each with its time."),
             line("when", _("When"), _("For example: March 2026, or week 2."), most=30),
             line("title", _("Step"), required=True, most=20),
             line("text", _("What was done"), required=True, most=160), least=3, most=8),
    ),
)  # fmt: skip
MECHANISM = Section(
    "mechanism", _("What keeps it going"), _("Rules, roles, money and meetings that stay when the activity is over."),
    (text("mechanism", _("Mechanism"), _("Who answers for it, what is written down, what happens when it is broken."),
          least=100, most=600),),
)  # fmt: skip
RESOURCES = Section(
    "resources", _("What it took"), _("Money by source, people, premises and goods. Nothing spent is an answer too."),
    (rows("resources", _("Resources"), _("One line each; the sum of the money decides the cost band."),
          choice("kind", _("Kind"), ResourceKind.choices),
          line("text", _("What"), required=True, most=80),
          line("source", _("From whom"), required=True, most=60),
          Field("yuan", Kind.NUMBER, _("Sum in yuan"), _("For money only, whole yuan."), most=100_000_000),
          least=1, most=12),),
)  # fmt: skip
RESULTS = Section(
    "results", _("Results and figures"),
    _("Write what changed, not how lively it was. Each figure has a source and a day."),
    (
        text("results", _("Results"), _("How it was before, how it is now, who can say so."), least=100, most=600),
        rows("indicators", _("Figures"), _("Before and after. A figure without source or day cannot be handed in."),
             line("name", _("What was counted"), required=True, most=30),
             line("unit", _("Unit"), required=True, most=10),
             line("before", _("Before"), required=True, most=16),
             line("after", _("After"), required=True, most=16),
             choice("better", _("Which way is better"), Better.choices),
             line("source", _("Source of the figure"), _("For example: register of swapped goods."),
                  required=True, most=60),
             Field("as_of", Kind.DAY, _("As of"), required=True), most=8),
    ),
)  # fmt: skip
EVIDENCE = Section(
    "evidence", _("Evidence"), _("Tie each proof to one claim: a file, a number or a link."),
    (rows("evidence", _("Proofs"), _("Minutes, notices, lists without names, surveys, press."),
          line("claim", _("Which claim it proves"), required=True, most=80),
          choice("kind", _("Kind"), EvidenceKind.choices),
          line("title", _("Name of the proof"), required=True, most=60),
          line("note", _("Note"), most=120),
          line("link", _("Link"), most=300),
          Field("file", Kind.FILES, _("File"), _("PDF or Word, 20 MB at the most."), most=1), least=1, most=12),),
)  # fmt: skip
VOICES = Section(
    "voices", _("Voices and lessons"), _("What residents say, what went wrong, and what others should know."),
    (
        text("feedback", _("What residents say"), _("How many were asked and how; quotes without names."),
             least=50, most=300),
        text("difficulties", _("Difficulties"),
             _("What failed and what was changed. A case without any is not believed."),
             least=50, most=500),
        text("insight", _("Lessons"), _("What another town should know before it begins."), least=100, most=500),
    ),
)  # fmt: skip
CONDITIONS = Section(
    "conditions", _("Doing the same elsewhere"), _("What must be there, what helps, and where it does not fit."),
    (
        rows("conditions", _("Conditions"), _("At least one that is needed and one where it does not fit."),
             choice("kind", _("Kind"), ConditionKind.choices),
             line("text", _("Condition"), required=True, most=80), least=2, most=15),
        text("risks", _("Risks and limits"), _("Law, safety, money and privacy."), least=50, most=300),
        line("contact", _("Contact (never shown in public)"), _("Name and telephone for reviewers only."),
             required=True, most=80),
    ),
)  # fmt: skip
PICTURES = Section(
    "pictures", _("Pictures and declarations"),
    _("Three pictures or more that show the place, the doing and the result."),
    (
        Field("pictures", Kind.FILES, _("Pictures"), _("Drag to change the order; the first is the cover."),
              required=True, least=1, most=9, fields=(
                  line("caption", _("Caption"), required=True, most=60),
                  line("alt", _("What can be seen, for people who cannot see it"), required=True, most=120),
                  line("photographer", _("Photographer"), most=30),
                  Field("consent", Kind.TICK, _("Everybody who can be recognized agreed"), required=True),
              )),
        Field("real", Kind.TICK, _("All of this happened as it is told."), required=True),
        Field("original", Kind.TICK, _("We wrote it ourselves."), required=True),
        Field("rights", Kind.TICK, _("We may publish the pictures and material."), required=True),
        Field("portraits", Kind.TICK, _("People in the pictures agreed; children’s guardians agreed."), required=True),
        Field("secrecy", Kind.TICK, _("It was checked for secrets and personal data."), required=True),
    ),
)  # fmt: skip

SECTIONS: tuple[Section, ...] = (
    BASICS, SUMMARY, PROBLEM, ACTORS, APPROACH, MECHANISM, RESOURCES, RESULTS, EVIDENCE, VOICES, CONDITIONS, PICTURES,
)  # fmt: skip
BY_KEY: Mapping[str, Section] = {section.key: section for section in SECTIONS}
