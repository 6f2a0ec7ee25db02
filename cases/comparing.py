"""What changed between two texts of a case, field by field, with insert and delete marks. Pure.

Chinese is compared by characters, Latin words and numbers as wholes. Rows are matched by the id they carry, so that a
row that only moved is not shown as deleted and written anew.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from cases.completeness import Drafted
from cases.sections import SECTIONS, Field, Kind, Section

_TOKEN = re.compile(r"[A-Za-z0-9.%]+|\s+|.", re.S)
# One or two equal characters between two changes are chance; shown as equal they make the marks unreadable.
MIN_EQUAL = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `mark` is same, gone or new."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of a list; `mark` is same, changed, gone or new."""

    mark: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that is not the same any more: `pieces` of its text, or its `rows`."""

    field: Field
    pieces: tuple[Piece, ...] = ()
    rows: tuple[RowChange, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionChange:
    section: Section
    fields: tuple[FieldChange, ...]


def compare(before: Drafted, after: Drafted) -> list[SectionChange]:
    """Sections in which something changed, with the fields that did."""
    changes = ((section, section_changes(section, before, after)) for section in SECTIONS)
    return [SectionChange(section, fields) for section, fields in changes if fields]


def section_changes(section: Section, before: Drafted, after: Drafted) -> tuple[FieldChange, ...]:
    old, new = before.get(section.key, {}), after.get(section.key, {})
    found = (_field_change(field, old.get(field.key), new.get(field.key)) for field in section.fields)
    return tuple(change for change in found if change is not None)


def _field_change(field: Field, before: Any, after: Any) -> FieldChange | None:
    if field.kind in (Kind.ROWS, Kind.FILES):
        rows = tuple(_row_changes(field, before or [], after or []))
        moved = [_row_key(row) for row in before or []] != [_row_key(row) for row in after or []]
        return FieldChange(field, rows=rows) if moved or any(row.mark != "same" for row in rows) else None
    old, new = readable(field, before), readable(field, after)
    return FieldChange(field, pieces=text_pieces(old, new)) if old != new else None


def _row_key(row: Any) -> str:
    return str(row.get("id", "")) if isinstance(row, Mapping) else str(row)


def _row_changes(field: Field, before: Sequence[Any], after: Sequence[Any]) -> Iterator[RowChange]:
    """Rows in their new order; what went stands where it was."""
    matched = list(_matched(before, after))
    kept = {id(old) for old, _new in matched if old is not None}
    waiting = list(before)
    for old, new in matched:
        # First what stood before this row and went.
        while old is not None and waiting and waiting[0] is not old:
            gone = waiting.pop(0)
            if id(gone) not in kept:
                yield RowChange("gone", (Piece("gone", readable_row(field, gone)),))
        if old is not None and waiting:
            waiting.pop(0)
        yield _row_change(field, old, new)
    for gone in waiting:
        if id(gone) not in kept:
            yield RowChange("gone", (Piece("gone", readable_row(field, gone)),))


def _matched(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    by_id = {row["id"]: row for row in before if isinstance(row, Mapping) and row.get("id")}
    unnamed = [row for row in before if not (isinstance(row, Mapping) and row.get("id"))]
    for row in after:
        if isinstance(row, Mapping) and row.get("id"):
            yield by_id.get(row["id"]), row
        else:
            yield (unnamed.pop(0) if unnamed else None), row


def _row_change(field: Field, old: Any, new: Any) -> RowChange:
    text = readable_row(field, new)
    if old is None:
        return RowChange("new", (Piece("new", text),))
    was = readable_row(field, old)
    return RowChange("same" if was == text else "changed", text_pieces(was, text))


def readable(field: Field, value: Any) -> str:
    """A value as people read it; a list one row a line."""
    if field.kind is Kind.TICK:
        return _("Yes") if value else _("No")
    if field.kind is Kind.CHOICE:
        return str(dict(field.choices).get(value, value or ""))
    if field.kind is Kind.CHOICES:
        return "、".join(str(dict(field.choices).get(one, one)) for one in value or [])
    if field.kind in (Kind.ROWS, Kind.FILES):
        return "\n".join(readable_row(field, row) for row in value or [])
    return str(value or "").strip()


def readable_row(field: Field, row: Any) -> str:
    if not isinstance(row, Mapping):
        return _("A file") if row else ""
    parts = ((part, row.get(part.key)) for part in field.fields)
    said = [f"{part.label}：{readable(part, value)}" for part, value in parts if value]
    return "；".join(said)


def text_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one line of pieces: same and gone give the first text, same and new the second."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    found: list[Piece] = []
    gone = fresh = ""
    for number, (tag, start, end, first, last) in enumerate(codes):
        inside = 0 < number < len(codes) - 1
        if tag == "equal" and not (inside and end - start < MIN_EQUAL):
            found += _changed(gone, fresh)
            gone = fresh = ""
            found.append(Piece("same", "".join(old[start:end])))
        else:
            gone += "".join(old[start:end])
            fresh += "".join(new[first:last])
    return (*found, *_changed(gone, fresh))


def _changed(gone: str, fresh: str) -> list[Piece]:
    return [Piece(mark, text) for mark, text in (("gone", gone), ("new", fresh)) if text]
