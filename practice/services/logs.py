"""The log of a replication: lines with figures and pictures, written once, struck out with a reason, never changed."""

import datetime
from collections.abc import Mapping, Sequence
from typing import BinaryIO, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from cases.photos import Photo, photo
from practice.enums import EntryKind, ReplicationState
from practice.models import LogEntry, LogPicture, Replication
from practice.services.holding import show_anew, touch, writable
from practice.spreading import NotPossible

MOST_PICTURES = 6
MOST_FIGURES = 6
# A mentor and the other side may look on; who writes is who works there, or the mentor about a visit.
WRITABLE = (ReplicationState.PREPARING, ReplicationState.RUNNING)


def add_entry(
    *,
    replication: Replication,
    by: User,
    key: UUID,
    title: str,
    kind: str = EntryKind.MILESTONE,
    on: datetime.date | None = None,
    text: str = "",
    figures: Sequence[Mapping[str, str]] = (),
    pictures: Sequence[UploadedFile] = (),
) -> LogEntry:
    """Write one line. `key` names the press of the button: sent twice, it is written once. `figures` are {"name",
    "value", "unit"}; rows without a name or a value are left out.

    Raises Refused for a picture that is not taken, ValidationError by field, NotPossible outside preparation and
    practice, PermissionDenied for whoever does not work on it. Nothing is written then.
    """
    if len(pictures) > MOST_PICTURES:
        raise ValidationError({"pictures": _("At most %(most)d pictures are possible.") % {"most": MOST_PICTURES}})
    taken = [(picture.name or "", _read(picture)) for picture in pictures]
    with transaction.atomic():
        row = writable(replication, by)
        standing = LogEntry.objects.filter(uuid=key).first()
        if standing is not None:
            if standing.replication_id != row.pk or standing.by_id != by.pk:
                raise PermissionDenied
            return standing
        if row.state not in WRITABLE:
            raise NotPossible
        entry = LogEntry(
            uuid=key, replication=row, kind=kind, on=on or timezone.localdate(), title=title.strip(),
            text=text.strip(), figures=_figures(figures), by=by,
        )  # fmt: skip
        _check(entry)
        entry.save()
        for name, picture in taken:
            _keep(entry, name, picture)
        touch(row)
        if row.state == ReplicationState.RUNNING:
            show_anew(row)
        log(row, "practice.log", user=by, data={"title": entry.title})
    return entry


def _read(picture: UploadedFile) -> Photo:
    return photo(picture.name or "", cast(BinaryIO, picture), picture.size or 0)


def _figures(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    found = [{name: str(row.get(name, "")).strip()[:40] for name in ("name", "value", "unit")} for row in rows]
    return [row for row in found if row["name"] and row["value"]][:MOST_FIGURES]


def _check(entry: LogEntry) -> None:
    if not entry.title:
        raise ValidationError({"title": _("Say in a few words what was reached.")})
    if entry.on > timezone.localdate():
        raise ValidationError({"on": _("This day has not come yet.")})
    entry.full_clean(exclude=["replication", "by"])


def _keep(entry: LogEntry, name: str, picture: Photo) -> LogPicture:
    row = LogPicture(entry=entry, name=name[-120:], alt=entry.title)
    row.file.save("picture.jpg", ContentFile(picture.data), save=False)
    row.file.storage.save(small_name(row), ContentFile(picture.thumb))
    row.save()
    return row


def small_name(picture: LogPicture) -> str:
    """Where the small twin of a picture is kept."""
    return f"{str(picture.file.name).rpartition('.')[0]}-small.jpg"


@transaction.atomic
def strike_entry(*, entry: LogEntry, by: User, reason: str) -> LogEntry:
    """Strike a line out; it stays readable with the reason for those who work on it. A second time changes nothing."""
    row = writable(entry.replication, by)
    line = LogEntry.objects.get(pk=entry.pk)
    if line.struck_at is not None:
        return line
    if not row.is_open:
        raise NotPossible
    words = reason.strip()
    if not words:
        raise ValidationError({"reason": _("Please say why.")})
    line.struck_at, line.struck_reason = timezone.now(), words[:200]
    line.save(update_fields=["struck_at", "struck_reason"])
    touch(row)
    show_anew(row)
    log(row, "practice.strike", user=by, data={"title": line.title, "reason": line.struck_reason})
    return line
