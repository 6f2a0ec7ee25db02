"""The tree of units: loading it from a list, correcting one unit."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import Organisation, User
from accounts.queries import can

ATTRIBUTES = (
    "level", "unit_type", "name_full", "name_short", "name_en", "pinyin", "sort_order", "stat_code", "former_names",
)  # fmt: skip
ORDER = ("sort_order", "pinyin")


@dataclass(frozen=True)
class LoadReport:
    """How many units a run made, changed, moved and found as they should be."""

    created: int = 0
    changed: int = 0
    moved: int = 0
    unchanged: int = 0


@transaction.atomic
def load_organisations(data: Iterable[Mapping[str, Any]]) -> LoadReport:
    """Bring the tree in line with `data`: rows with slug, parent (a slug or null) and the attributes of a unit.

    Units are known by their slug. Missing ones are made, differing ones updated, those under another parent moved
    with everything below them; none is ever deleted, and attributes a row leaves out stay. Running it again changes
    nothing. Raises ValidationError for a slug that comes twice or a parent that nobody has.
    """
    rows = _parents_first(list(data))
    counts = {"created": 0, "changed": 0, "moved": 0, "unchanged": 0}
    for row in rows:
        counts[_load(row)] += 1
    return LoadReport(**counts)


@transaction.atomic
def update_organisation(*, unit: Organisation, by: User, values: Mapping[str, Any]) -> Organisation:
    """Correct the attributes of a unit; a new order moves it among its siblings. Raises PermissionDenied.

    A new full name keeps the old one as a former name that ended yesterday, so that a certificate still prints what
    was right on its day.
    """
    if not can(by, unit, Role.DISTRICT_ADMIN):
        raise PermissionDenied
    unit = Organisation.objects.select_for_update().get(pk=unit.pk)
    changed = {name: value for name, value in values.items() if getattr(unit, name) != value}
    if not changed:
        return unit
    if "name_full" in changed:
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        unit.former_names = [*unit.former_names, {"name": unit.name_full, "until": yesterday.isoformat()}]
    for name, value in changed.items():
        setattr(unit, name, value)
    unit.full_clean()
    unit.save()
    log(unit, "wagtail.edit", user=by, data={"fields": sorted(changed)})
    if changed.keys() & set(ORDER):
        parent = unit.get_parent()
        if parent is not None:
            unit.move(parent, pos="sorted-child")
    return Organisation.objects.get(pk=unit.pk)


def _parents_first(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    by_slug = {row["slug"]: row for row in rows}
    if len(by_slug) != len(rows):
        raise ValidationError(_("A key comes twice in the list of units."))
    known = set(Organisation.objects.values_list("slug", flat=True))
    ordered: list[Mapping[str, Any]] = []
    placed: set[str | None] = {None}
    while len(ordered) < len(rows):
        ready = [
            row
            for slug, row in by_slug.items()
            if slug not in placed
            and (row["parent"] in placed or (row["parent"] in known and row["parent"] not in by_slug))
        ]
        if not ready:
            missing = ", ".join(sorted(slug for slug in by_slug if slug not in placed))
            raise ValidationError(_("These units have a parent that does not exist: %(units)s") % {"units": missing})
        ordered += ready
        placed |= {row["slug"] for row in ready}
    return ordered


def _load(row: Mapping[str, Any]) -> str:
    values = {name: row[name] for name in ATTRIBUTES if name in row}
    parent = Organisation.objects.get(slug=row["parent"]) if row["parent"] else None
    unit = Organisation.objects.filter(slug=row["slug"]).first()
    if unit is None:
        unit = Organisation(slug=row["slug"], **values)
        unit.full_clean(exclude=["path", "depth", "numchild"])
        made = parent.add_child(instance=unit) if parent else Organisation.add_root(instance=unit)
        log(made, "wagtail.create")
        return "created"
    changed = {name: value for name, value in values.items() if getattr(unit, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(unit, name, value)
        unit.full_clean()
        unit.save()
        log(unit, "accounts.unit_changed", data={"fields": sorted(changed)})
    return _place(unit, parent, reorder=bool(changed.keys() & set(ORDER))) or ("changed" if changed else "unchanged")


def _place(unit: Organisation, parent: Organisation | None, *, reorder: bool) -> str | None:
    """Move `unit` under `parent`, or to its place among its siblings; says "moved" only for a new parent."""
    current = unit.get_parent()
    elsewhere = parent is not None and (current is None or current.pk != parent.pk)
    if elsewhere and parent is not None:
        unit.move(parent, pos="sorted-child")
        log(unit, "accounts.unit_moved", data={"to": parent.slug, "from": current.slug if current else ""})
        return "moved"
    if reorder and current is not None:
        unit.move(current, pos="sorted-child")
    return None
