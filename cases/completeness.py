"""What a draft still lacks, section by section, and what should not stand in it. Pure.

A draft keeps what was typed even where it cannot be used, so nothing is lost; here it is said what is wrong and where.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cases.sections import SECTIONS, Field, Kind, Section

Drafted = Mapping[str, Mapping[str, Any]]  # section key → what was typed


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to do: in which section and field (and row, counted from 0, and part of the row), and what."""

    section: str
    field: str
    message: str | Promise
    row: int | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class SectionState:
    """`mark` is done, partly or empty; `gaps` what is missing."""

    section: Section
    mark: str
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    states: tuple[SectionState, ...]
    percent: int

    @property
    def gaps(self) -> list[Gap]:
        return [gap for state in self.states for gap in state.gaps]

    @property
    def open_sections(self) -> list[SectionState]:
        return [state for state in self.states if state.gaps]

    @property
    def complete(self) -> bool:
        return not self.gaps


def completeness(drafted: Drafted) -> Completeness:
    """How far a draft has come; `percent` is the share of required fields that need nothing more, rounded down."""
    states = [_section_state(section, drafted.get(section.key, {})) for section in SECTIONS]
    wanted = sum(len(_wanted(section)) for section in SECTIONS)
    lacking = sum(len({gap.field for gap in state.gaps} & set(_wanted(state.section))) for state in states)
    whole = not any(state.gaps for state in states)
    return Completeness(tuple(states), 100 if whole else min(99, (wanted - lacking) * 100 // wanted))


def _wanted(section: Section) -> list[str]:
    return [field.key for field in section.fields if field.required]


def _section_state(section: Section, data: Mapping[str, Any]) -> SectionState:
    gaps = tuple(gap for field in section.fields for gap in field_gaps(section.key, field, data.get(field.key)))
    if not gaps:
        # A section without any required field is done only once something stands in it.
        mark = "done"
    else:
        mark = "partly" if any(_given(field, data.get(field.key)) for field in section.fields) else "empty"
    return SectionState(section, mark, gaps)


def _given(field: Field, value: Any) -> bool:
    if field.kind is Kind.ROWS:
        return any(_given(part, row.get(part.key)) for row in value or [] for part in field.fields)
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def field_gaps(section: str, field: Field, value: Any) -> Iterator[Gap]:
    """What is wrong with one field's value; nothing when it may be handed in."""
    if not _given(field, value):
        if field.required:
            yield Gap(section, field.key, _missing(field))
        return
    if field.kind in (Kind.ROWS, Kind.FILES):
        yield from _list_gaps(section, field, value)
        return
    message = _wrong(field, value)
    if message:
        yield Gap(section, field.key, message)


def _list_gaps(section: str, field: Field, value: Any) -> Iterator[Gap]:
    kept = [row for row in value if not isinstance(row, Mapping) or _row_given(field, row)]
    if len(kept) < field.least:
        yield Gap(section, field.key, _too_few(field.least - len(kept)))
    if field.most and len(kept) > field.most:
        yield Gap(section, field.key, _("At most %(most)d are possible.") % {"most": field.most})
    for number, row in enumerate(value):
        if not isinstance(row, Mapping) or (field.kind is Kind.ROWS and not _row_given(field, row)):
            continue
        for part in field.fields:
            for gap in field_gaps(section, part, row.get(part.key)):
                yield Gap(section, field.key, gap.message, number, part.key)
    if field.key == "conditions" and {"needed", "blocking"} - {row.get("kind") for row in kept}:
        yield Gap(section, field.key, _("Name at least one that is needed and one where it does not fit."))


def _row_given(field: Field, row: Mapping[str, Any]) -> bool:
    return field.kind is Kind.FILES or any(_given(part, row.get(part.key)) for part in field.fields)


def _too_few(number: int) -> Promise | str:
    return ngettext_lazy("%(number)d more is needed.", "%(number)d more are needed.", "number") % {"number": number}


def _missing(field: Field) -> Promise:
    if field.kind is Kind.TICK:
        return _("This has to be confirmed.")
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        return _("Please choose.")
    if field.key == "source":
        return _("Say where it comes from; figures without a source cannot be handed in.")
    return _("Please fill this in.")


def _wrong(field: Field, value: Any) -> Promise | str:
    """Why a single value cannot be used; "" when it can."""
    if field.key == "link" and not re.match(r"https?://[^\s/]+\.[^\s]+$", str(value).strip()):
        return _("Please copy the whole address; it begins with http:// or https://.")
    if field.kind in (Kind.LINE, Kind.TEXT):
        return _wrong_length(field, len(str(value).strip()))
    if field.kind is Kind.CHOICE:
        return "" if value in dict(field.choices) else _("Please choose one from the list.")
    if field.kind is Kind.CHOICES:
        if not set(value) <= set(dict(field.choices)):
            return _("Please choose from the list.")
        return _("At most %(most)d are possible.") % {"most": field.most} if len(value) > field.most else ""
    if field.kind is Kind.DAY:
        return _wrong_day(value)
    if field.kind is Kind.NUMBER:
        return "" if whole_number(value, field.most) is not None else _("Please write a whole number.")
    return ""


def _wrong_length(field: Field, length: int) -> Promise | str:
    if field.most and length > field.most:
        return _("%(over)d characters too long; %(most)d are possible.") % {
            "over": length - field.most, "most": field.most,
        }  # fmt: skip
    if length < field.least:
        return _("Too short: %(more)d more characters, please.") % {"more": field.least - length}
    return ""


def _wrong_day(value: Any) -> Promise | str:
    found = day(value)
    if found is None:
        return _("Please write the day as 2026-09-30.")
    return _("This day has not come yet.") if found > datetime.date.today() else ""


def day(value: Any) -> datetime.date | None:
    """The day that was typed, also as 2026年9月30日, 2026/9/30 or 2026.9.30; None when it is none."""
    parts = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", str(value).strip())
    try:
        return datetime.date(*map(int, parts.groups())) if parts else None
    except ValueError:
        return None


def whole_number(value: Any, most: int = 0) -> int | None:
    """The whole number that was typed, with or without separators; None when it is none or over `most`."""
    digits = re.sub(r"[\s,，]", "", str(value))
    if not re.fullmatch(r"[0-9]{1,12}", digits):
        return None
    return int(digits) if not most or int(digits) <= most else None


# A mobile number, and an identity number of 18 places; full-width digits are read too.
_PERSONAL = (
    ("phone", re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")),
    ("identity", re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)")),
)
_WIDE = str.maketrans("０１２３４５６７８９Ｘ", "0123456789X")


@dataclass(frozen=True, slots=True)
class Personal:
    """Something in a text that looks like personal data: where, what kind (phone or identity), and what it says."""

    section: str
    field: str
    kind: str
    found: str


def personal_data(drafted: Drafted) -> list[Personal]:
    """Telephone and identity numbers in fields that will be public. The contact is not public and is passed over."""
    return [
        Personal(section.key, field.key, kind, found)
        for section in SECTIONS
        for field in section.fields
        if field.key != "contact"
        for words in _words(drafted.get(section.key, {}).get(field.key))
        for kind, found in personal_numbers(words)
    ]


def personal_numbers(words: str) -> list[tuple[str, str]]:
    """Telephone and identity numbers in `words`, each with its kind (phone or identity)."""
    wide = words.translate(_WIDE)
    return [(kind, match.group()) for kind, pattern in _PERSONAL for match in pattern.finditer(wide)]


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if key not in ("id", "file"):
                yield from _words(part)
    elif isinstance(value, list):
        for part in value:
            yield from _words(part)
