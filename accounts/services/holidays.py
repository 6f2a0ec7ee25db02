"""The list of holidays and make-up days."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import Holiday


@dataclass(frozen=True)
class HolidayReport:
    """How many days a run added, brought up to date, and left as they were."""

    created: int = 0
    changed: int = 0
    kept: int = 0


@transaction.atomic
def load_holidays(data: Iterable[Mapping[str, Any]]) -> HolidayReport:
    """Add the days of `data`: rows with `from`, `to` (the same day when left out), name, is_working and source.

    A day that is there already is only touched while its source is still to be checked: what an administrator
    checked stays. Nothing is ever deleted. Raises KeyError or ValueError for a row that cannot be read.
    """
    known = {holiday.date: holiday for holiday in Holiday.objects.select_for_update()}
    created = changed = kept = 0
    for day, values in _days(data):
        holiday = known.get(day)
        if holiday is None:
            holiday, created = Holiday(date=day), created + 1
        elif holiday.is_checked or all(getattr(holiday, name) == value for name, value in values.items()):
            kept += 1
            continue
        else:
            changed += 1
        _write(holiday, values)
        known[day] = holiday
    return HolidayReport(created, changed, kept)


def _write(holiday: Holiday, values: Mapping[str, Any]) -> None:
    action = "wagtail.edit" if holiday.pk else "wagtail.create"
    for name, value in values.items():
        setattr(holiday, name, value)
    holiday.full_clean()
    holiday.save()
    log(holiday, action)


def _days(data: Iterable[Mapping[str, Any]]) -> Iterator[tuple[datetime.date, dict[str, Any]]]:
    for row in data:
        first = datetime.date.fromisoformat(row["from"])
        last = datetime.date.fromisoformat(row.get("to", row["from"]))
        if last < first:
            raise ValueError(f"{row['name']}: {first} - {last}")
        values = {"name": row["name"], "is_working": row.get("is_working", False), "source": row["source"]}
        for number in range((last - first).days + 1):
            yield first + datetime.timedelta(days=number), values
