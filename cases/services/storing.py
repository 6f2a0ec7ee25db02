"""How a section of a draft is written: checked against its version, in one statement. Used by drafting and filing."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from accounts.queries import can
from cases.completeness import completeness
from cases.models import CaseFile, DraftSection, Submission
from cases.sections import BY_KEY
from cases.services.steps import locked

# Section → its list of rows in which files are named.
WITH_FILES: Mapping[str, str] = {"pictures": "pictures", "evidence": "evidence"}


class Conflict(Exception):
    """Somebody saved this section in between. Carries what stands there now; nothing was overwritten."""

    def __init__(self, standing: DraftSection) -> None:
        super().__init__()
        self.standing = standing


class Closed(Exception):
    """The draft cannot be changed where the submission stands now: it is being reviewed, or was decided."""


def writable(submission: Submission, by: User) -> Submission:
    """The submission as it is now, held until the end of the transaction, for somebody who may write in it.

    Raises PermissionDenied without the role at its unit today, Closed once it was handed in.
    """
    row = locked(submission)
    if not can(by, row.unit, Role.CASE_CONTRIBUTOR):
        raise PermissionDenied
    if not row.is_editable:
        raise Closed
    return row


def store(row: Submission, key: str, data: Mapping[str, Any], version: int, by: User) -> DraftSection:
    """Write one section on top of `version` (0: nothing was there). Raises Conflict, KeyError for an unknown key.

    What is written anyway (the same text sent twice, because the answer to the first was lost) is a success.
    """
    data = own_files(row, BY_KEY[key].key, data)
    standing = row.sections.filter(key=key).first()
    if standing is None:
        if not any(data.values()):
            return DraftSection(submission=row, key=key, data={}, version=0)
        made, _new = DraftSection.objects.get_or_create(
            submission=row, key=key, defaults={"data": data, "saved_by": by, "saved_at": timezone.now()}
        )
        standing = made
    if standing.data == data:
        return standing
    now = timezone.now()
    # The version is asked for in the statement that writes: whoever comes second changes no row.
    written = DraftSection.objects.filter(submission=row, key=key, version=version).update(
        data=data, version=F("version") + 1, saved_by=by, saved_at=now
    )
    if not written:
        raise Conflict(standing)
    if key in WITH_FILES:
        _note_removed(row, key, standing.data, data)
    standing.data, standing.version, standing.saved_by, standing.saved_at = dict(data), version + 1, by, now
    return standing


def summarize(row: Submission) -> None:
    """Copy title and completeness from the sections to the submission, which lists are made of."""
    drafted = dict(row.sections.values_list("key", "data"))
    row.title = str(drafted.get("basics", {}).get("title", "")).strip()[:120]
    row.percent = completeness(drafted).percent
    row.saved_at = timezone.now()
    row.save(update_fields=["title", "percent", "saved_at"])


def own_files(row: Submission, key: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The same data, naming only files that were uploaded to this submission."""
    found = dict(data)
    if key in WITH_FILES and (rows := found.get(WITH_FILES[key])):
        own = {str(uuid) for uuid in row.files.filter(uuid__in=_uuids(rows)).values_list("uuid", flat=True)}
        found[WITH_FILES[key]] = [
            one | {"file": [uuid for uuid in one.get("file") or [] if uuid in own]} for one in rows
        ]
    return found


def _uuids(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return [uuid for one in rows for uuid in one.get("file") or [] if _is_uuid(uuid)]


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _note_removed(row: Submission, key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Files that are named no longer were removed; those that are named again came back."""
    name = WITH_FILES[key]
    kept = set(_uuids(after.get(name) or []))
    row.files.filter(uuid__in=kept).exclude(removed_at=None).update(removed_at=None, row={})
    for one in before.get(name) or []:
        gone = set(_uuids([one])) - kept
        if gone:
            row.files.filter(uuid__in=gone, removed_at=None).update(removed_at=timezone.now(), row=dict(one))


def files_by_uuid(row: Submission) -> dict[str, CaseFile]:
    return {str(file.uuid): file for file in row.files.present()}
