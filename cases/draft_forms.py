"""What people typed into a section: read from the form, and laid out for the form, after the definitions. No database.

A field of a row is named `steps-2-title`; rows are read in the order of their numbers, which may have holes.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.completeness import Gap, Personal, day, field_gaps
from cases.sections import Field, Kind, Section

MAX_ROWS = 60
# The number of the empty row a script copies.
BLANK = 999
# Fields of a row that share a line on a phone: a half, or two thirds and one.
WIDTHS = {
    "indicators": {"name": "most", "unit": "third", "before": "half", "after": "half"},
    "steps": {"when": "half", "title": "half"},
    "resources": {"source": "half", "yuan": "half"},
}
ACT = re.compile(r"(add|remove|up|down):([a-z]+)(?::(\d{1,3}))?")


# --- reading


def read_section(section: Section, post: QueryDict, act: str = "") -> dict[str, Any]:
    """The section as typed, after `act` ("up:steps:2", "remove:steps:0"); rows in which nothing stands are left out."""
    found = ACT.fullmatch(act)
    verb, key, at = found.groups() if found else ("", "", None)
    data: dict[str, Any] = {}
    for field in section.fields:
        if field.kind in (Kind.ROWS, Kind.FILES):
            rows = _rows(field, post)
            if field.key == key and at is not None:
                rows = _moved(rows, verb, int(at))
            data[field.key] = [row for _number, row in rows if _says(row)]
        else:
            data[field.key] = _value(field, post, field.key)
    return data


def _value(field: Field, post: QueryDict, name: str) -> Any:
    if field.kind is Kind.TICK:
        return name in post
    if field.kind in (Kind.CHOICES, Kind.FILES):
        return [_clean(value) for value in post.getlist(name) if value]
    text = _clean(post.get(name, ""))
    if field.kind is Kind.DAY:
        known = day(text)
        return known.isoformat() if known else text
    # A line stays a line, whatever was pasted into it.
    return text.rstrip() if field.kind is Kind.TEXT else " ".join(text.split())


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "")


def _rows(field: Field, post: QueryDict) -> list[tuple[int, dict[str, Any]]]:
    pattern = re.compile(rf"{field.key}-(\d{{1,3}})-")
    numbers = sorted({int(found[1]) for name in post if (found := pattern.match(name))})[:MAX_ROWS]
    return [(number, _row(field, post, number)) for number in numbers]


def _row(field: Field, post: QueryDict, number: int) -> dict[str, Any]:
    prefix = f"{field.key}-{number}-"
    row: dict[str, Any] = {"id": _clean(post.get(f"{prefix}id", ""))[:40]}
    if field.kind is Kind.FILES:
        row["file"] = [_clean(value) for value in post.getlist(f"{prefix}file") if value]
    return row | {part.key: _value(part, post, f"{prefix}{part.key}") for part in field.fields}


def _says(row: Mapping[str, Any]) -> bool:
    return any(value for key, value in row.items() if key != "id")


def _moved(rows: list[tuple[int, dict[str, Any]]], verb: str, at: int) -> list[tuple[int, dict[str, Any]]]:
    place = next((index for index, (number, _row_) in enumerate(rows) if number == at), None)
    if place is None:
        return rows
    rows = list(rows)
    row = rows.pop(place)
    if verb == "remove":
        return rows
    rows.insert(max(0, place - 1) if verb == "up" else place + 1, row)
    return rows


# --- laying out


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question on the screen: what stands there, what is wrong with it, and what looks like personal data."""

    field: Field
    name: str
    value: Any
    errors: tuple[str | Promise, ...] = ()
    warnings: tuple[str, ...] = ()
    rows: tuple["RowView", ...] = ()
    blank: "RowView | None" = None
    file: Any = None

    @property
    def id(self) -> str:
        return f"id_{self.name}"

    @property
    def template(self) -> str:
        """A list of files is one thing, the file that belongs to a row another."""
        kind = "file" if self.field.kind is Kind.FILES and not self.field.fields else self.field.kind.value
        return f"cases/fields/{kind}.html"

    @property
    def width(self) -> str:
        found = WIDTHS.get(self.name.partition("-")[0], {}) if "-" in self.name else {}
        return found.get(self.field.key, "")

    @property
    def length(self) -> int:
        return len(str(self.value or "").strip())

    @property
    def shown(self) -> str:
        return "" if self.value is None else str(self.value)

    @property
    def is_day(self) -> bool:
        """A browser's own date field loses what is no date, so that is shown in a plain one."""
        return not self.shown or re.fullmatch(r"\d{4}-\d{2}-\d{2}", self.shown) is not None

    @property
    def chosen(self) -> list[str]:
        return self.value if isinstance(self.value, list) else [self.shown]

    @property
    def as_buttons(self) -> bool:
        return len(self.field.choices) <= 4 and "-" not in self.name

    @property
    def free(self) -> bool:
        """Whether another row may be added."""
        return not self.field.most or len(self.rows) < self.field.most


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a list, folded when it is complete."""

    number: int
    id: str
    parts: tuple[FieldView, ...]
    file: Any = None
    folded: bool = False
    heading: str = ""
    digest: str = ""
    pair: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Showing:
    """What a section is shown with. `checked`: everything that is missing, otherwise only what is wrong in what stands
    there. `extra`: the list to which an empty row is added. `files`: what rows name by uuid. `refused`: why an upload
    was not taken, by the name of its input."""

    checked: bool = False
    extra: str = ""
    personal: Sequence[Personal] = ()
    files: Mapping[str, Any] = dataclass_field(default_factory=dict)
    refused: Mapping[str, str] = dataclass_field(default_factory=dict)


def field_views(section: Section, data: Mapping[str, Any], showing: Showing | None = None) -> list[FieldView]:
    """The section's questions."""
    return [_view(section, field, data.get(field.key), showing or Showing()) for field in section.fields]


def _view(section: Section, field: Field, value: Any, showing: Showing) -> FieldView:
    gaps = list(field_gaps(section.key, field, value)) if showing.checked or value else []
    warnings = tuple(_warning(one) for one in showing.personal if one.field == field.key)
    own = [gap.message for gap in gaps if gap.row is None and (showing.checked or not _unfinished(field, value))]
    own += [reason for name, reason in showing.refused.items() if name == f"{field.key}-upload"]
    if field.kind not in (Kind.ROWS, Kind.FILES):
        return FieldView(field, field.key, value, tuple(own), warnings)
    rows = [_row_view(field, number, row, gaps, showing) for number, row in enumerate(value or [])]
    if field.kind is Kind.ROWS and (showing.extra == field.key or not rows):
        rows.append(_row_view(field, len(rows), {"id": new_row_id()}, [], showing))
    blank = _row_view(field, BLANK, {"id": ""}, [], showing)
    return FieldView(field, field.key, value, tuple(own), warnings, tuple(rows), blank)


def _unfinished(field: Field, value: Any) -> bool:
    """Too little is no mistake while somebody writes; too much, or something unreadable, is."""
    if field.kind in (Kind.ROWS, Kind.FILES):
        return not field.most or len(value) <= field.most
    return field.kind is Kind.TEXT and len(str(value or "").strip()) < field.least


def _row_view(field: Field, number: int, row: Mapping[str, Any], gaps: Sequence[Gap], showing: Showing) -> RowView:
    """One row; `file` is what it names, or what one of its parts names."""
    file = next((showing.files[uuid] for uuid in row.get("file") or [] if uuid in showing.files), None)
    refused = showing.refused.get(f"{field.key}-{number}-upload")
    # A picture that just came in has no words yet: that is no mistake so far.
    begun = showing.checked or any(row.get(part.key) for part in field.fields)
    mine = [gap for gap in gaps if gap.row == number and begun]
    errors = {part.key: [gap.message for gap in mine if gap.part == part.key] for part in field.fields}
    if refused:
        errors.setdefault("file", []).append(refused)
    parts = tuple(
        FieldView(part, f"{field.key}-{number}-{part.key}", row.get(part.key), tuple(errors[part.key]), file=file)
        for part in field.fields
    )
    heading, digest = _said(field, row)
    pair = None
    if row.get("before") and row.get("after"):
        pair = (str(row["before"]), str(row["after"]), str(row.get("unit", "")))
    return RowView(
        number,
        str(row.get("id", "")),
        parts,
        file,
        bool(heading) and not refused and not any(gap.row == number for gap in gaps),
        heading,
        digest,
        pair,
    )


# What heads a folded row; the rest follows in one line.
_HEADINGS = ("name", "title", "who", "text", "caption")
_LEFT_OUT = {"before", "after", "unit", "better", "alt", "consent", "file", "link"}


def _said(field: Field, row: Mapping[str, Any]) -> tuple[str, str]:
    key = next((name for name in _HEADINGS if row.get(name)), "")
    rest = []
    for part in field.fields:
        value = row.get(part.key)
        if not value or part.key == key or part.key in _LEFT_OUT:
            continue
        rest.append(str(dict(part.choices).get(value, value)) if part.kind is Kind.CHOICE else _shown(part, value))
    return str(row.get(key, "")), pgettext("between facts", ", ").join(rest)


def _shown(part: Field, value: Any) -> str:
    if part.key == "yuan":
        return _("%(sum)s yuan") % {"sum": value}
    known = day(value) if part.kind is Kind.DAY else None
    return date_format(known, "DATE_FORMAT") if known else str(value)


def new_row_id() -> str:
    return secrets.token_hex(4)


def masked(found: str) -> str:
    """Enough to find it again, not enough to hand on."""
    return f"{found[:3]}****{found[-4:]}"


def _warning(one: Personal) -> str:
    kind = _("a telephone number") if one.kind == "phone" else _("an identity number")
    return _("This looks like %(kind)s (%(found)s), and every reader would see it.") % {
        "kind": kind, "found": masked(one.found),
    }  # fmt: skip


def notes_of(views: Sequence[FieldView]) -> dict[str, list[str]]:
    """Errors by the name of their field, for a script that writes them in their places."""
    found = {view.name: [str(error) for error in view.errors] for view in views}
    for view in views:
        for row in view.rows:
            found |= {part.name: [str(error) for error in part.errors] for part in row.parts}
    return {name: errors for name, errors in found.items() if errors}


def warnings_of(views: Sequence[FieldView]) -> dict[str, list[str]]:
    return {view.name: list(view.warnings) for view in views if view.warnings}
