"""Pictures and proofs of a draft: taken in, and brought back after they were removed.

Order and removal are part of the section's text and go through `save_section`.
"""

import hashlib
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from cases.enums import FileKind
from cases.models import CaseFile, DraftSection, Submission
from cases.photos import Photo, check_proof, photo
from cases.sections import BY_KEY
from cases.services.storing import WITH_FILES, store, summarize, writable
from content.uploads import Refused, extension_of

NAME_LENGTH = 120


def add_file(
    *, submission: Submission, key: str, upload: UploadedFile, by: User, row: str = ""
) -> tuple[CaseFile, DraftSection]:
    """Take in a picture or a proof and name it in its section; returns the file and the section as saved.

    `key` is pictures or evidence; `row` is the id of the proof the file belongs to. Raises Refused with a sentence
    for whoever uploaded it, and then nothing was changed; PermissionDenied and Closed as for saving.
    """
    taken = read_upload(key, upload)
    with transaction.atomic():
        held = writable(submission, by)
        file = keep(held, key, upload.name or "", taken, by)
        section = _name_it(held, key, file, row, by)
        summarize(held)
        log(held, "cases.file_add", user=by, data={"file": str(file.uuid), "kind": file.kind})
    return file, section


def read_upload(key: str, upload: UploadedFile) -> Photo | bytes:
    """Judge an upload before anything is held or written. Raises Refused."""
    name, size, opened = upload.name or "", upload.size or 0, cast(BinaryIO, upload)
    if key == "pictures":
        return photo(name, opened, size)
    check_proof(name, opened, size)
    upload.seek(0)
    return upload.read()


def keep(row: Submission, key: str, name: str, taken: Photo | bytes, by: User) -> CaseFile:
    """Store what was read, in the running transaction."""
    picture = taken if isinstance(taken, Photo) else None
    data = taken.data if isinstance(taken, Photo) else taken
    file = CaseFile(
        submission=row, kind=FileKind.PICTURE if picture else FileKind.EVIDENCE, name=name[-NAME_LENGTH:],
        size=len(data), sha256=hashlib.sha256(data).hexdigest(), uploaded_by=by,
        width=picture.width if picture else None, height=picture.height if picture else None,
    )  # fmt: skip
    file.full_clean(exclude=["submission", "file", "uploaded_by"])
    # The stored name says nothing and cannot be guessed; the one people gave is a field.
    file.file.save(f"file.{'jpg' if picture else extension_of(name)}", ContentFile(data), save=False)
    if picture:
        file.file.storage.save(file.thumb, ContentFile(picture.thumb))
    file.save()
    return file


def _name_it(row: Submission, key: str, file: CaseFile, row_id: str, by: User) -> DraftSection:
    """Put the file into the section as it stands now; the row is held, so nobody saves in between."""
    standing = row.sections.filter(key=key).first()
    data: dict[str, Any] = dict(standing.data) if standing else {}
    rows = [dict(one) for one in data.get(WITH_FILES[key]) or []]
    uuid = str(file.uuid)
    target = next((one for one in rows if row_id and one.get("id") == row_id), None)
    if target is not None and key == "evidence":
        target["file"] = [uuid]
    else:
        most = BY_KEY[key].field(WITH_FILES[key]).most
        if len(rows) >= most:
            raise Refused(_("At most %(most)d are possible. Remove one first.") % {"most": most})
        rows.append({"id": row_id or uuid[-12:], "file": [uuid]})
    data[WITH_FILES[key]] = rows
    return store(row, key, data, standing.version if standing else 0, by)


@transaction.atomic
def restore_file(*, submission: Submission, uuid: UUID, by: User) -> DraftSection | None:
    """Bring a removed file back to the end of its section, with what was written beside it; None when it is there."""
    held = writable(submission, by)
    file = held.files.exclude(removed_at=None).filter(uuid=uuid).first()
    if file is None:
        return None
    key = "pictures" if file.kind == FileKind.PICTURE else "evidence"
    standing = held.sections.filter(key=key).first()
    data: dict[str, Any] = dict(standing.data) if standing else {}
    rows = [one for one in data.get(WITH_FILES[key]) or [] if one.get("id") != file.row.get("id")]
    back = file.row or {"id": str(file.uuid)[-12:], "file": [str(file.uuid)]}
    data[WITH_FILES[key]] = [*rows, back]
    section = store(held, key, data, standing.version if standing else 0, by)
    summarize(held)
    log(held, "cases.file_restore", user=by, data={"file": str(file.uuid)})
    return section
