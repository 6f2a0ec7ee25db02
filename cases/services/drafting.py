"""Beginning a submission and writing it, section by section.

Autosaves write no audit entry of their own, there are hundreds of them: each section says who saved it last and when,
and every hand-in freezes all of them.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import Organisation, User
from accounts.queries import can
from cases.building import sections_of
from cases.models import CaseFile, CasePage, DraftSection, Submission
from cases.services.filing import add_file, keep, read_upload, restore_file
from cases.services.storing import Closed, Conflict, store, summarize, writable

__all__ = ["Closed", "Conflict", "add_file", "restore_file", "save_section", "start_renewal", "start_submission"]

RENEWAL_OVER = ("published", "featured", "unpublished", "archived", "replaced", "rejected", "reserve")


def start_submission(
    *,
    unit: Organisation,
    by: User,
    title: str = "",
    problem: str = "",
    picture: UploadedFile | None = None,
    key: UUID | None = None,
) -> Submission:
    """Begin a case of `unit` with a title, a problem and a picture, each of which may come later.

    `key` names the press of the button: pressed twice it begins one case. Raises PermissionDenied without the role
    at the unit, Refused (with nothing begun) for a picture that is not taken.
    """
    taken = read_upload("pictures", picture) if picture else None
    with transaction.atomic():
        if not can(by, unit, Role.CASE_CONTRIBUTOR):
            raise PermissionDenied
        made, new = _begin(unit, by, key)
        if not new:
            return made
        for section, field, text in (("basics", "title", title), ("problem", "problem", problem)):
            if text.strip():
                store(made, section, {field: text.strip()}, 0, by)
        if taken is not None and picture is not None:
            file = keep(made, "pictures", picture.name or "", taken, by)
            store(made, "pictures", {"pictures": [{"id": str(file.uuid)[-12:], "file": [str(file.uuid)]}]}, 0, by)
        summarize(made)
        log(made, "cases.start", user=by, data={"unit": unit.slug})
    return made


def _begin(unit: Organisation, by: User, key: UUID | None) -> tuple[Submission, bool]:
    if key is None:
        return Submission.objects.create(unit=unit, contributor=by), True
    made, new = Submission.objects.get_or_create(uuid=key, defaults={"unit": unit, "contributor": by})
    if made.contributor_id != by.pk:
        raise PermissionDenied
    return made, new


@transaction.atomic
def save_section(*, submission: Submission, key: str, data: Mapping[str, Any], version: int, by: User) -> DraftSection:
    """Save one section that was written on top of `version`.

    Raises Conflict when somebody else saved in between (nothing is overwritten), Closed when the draft may not be
    changed any more, PermissionDenied without the role today, KeyError for a section that does not exist.
    """
    row = writable(submission, by)
    saved = store(row, key, data, version, by)
    summarize(row)
    return saved


def start_renewal(*, case: CasePage, by: User) -> Submission:
    """Begin a new version of a published case from what is in the library, or go on with the one that was begun.

    Declarations are made anew; pictures and contact are taken over from the last version handed in. Raises
    PermissionDenied for whoever is no contributor of its unit, or when the case is not public.
    """
    if not case.live or not can(by, case.organisation, Role.CASE_CONTRIBUTOR):
        raise PermissionDenied
    try:
        with transaction.atomic():
            return _running(case) or _renew(case, by)
    except IntegrityError:
        # Somebody else began at the same moment: the constraint let one in.
        running = _running(case)
        if running is None:
            raise
        return running


def _running(case: CasePage) -> Submission | None:
    return case.submissions.filter(renews=True).exclude(state__in=RENEWAL_OVER).first()


def _renew(case: CasePage, by: User) -> Submission:
    made = Submission.objects.create(unit=case.organisation, contributor=by, case=case, renews=True)
    drafted = sections_of(case)
    before = case.submissions.exclude(pk=made.pk).exclude(round=0).order_by("-submitted_at").first()
    version = before.versions.order_by("number").last() if before else None
    if before is not None and version is not None:
        drafted.setdefault("conditions", {})["contact"] = version.sections.get("conditions", {}).get("contact", "")
        drafted["pictures"] = {"pictures": version.sections.get("pictures", {}).get("pictures", [])}
        drafted = _with_copied_files(drafted, before, made, by)
    for key, data in drafted.items():
        store(made, key, data, 0, by)
    summarize(made)
    log(made, "cases.renew", user=by, data={"case": case.number})
    return made


def _with_copied_files(drafted: dict[str, Any], before: Submission, made: Submission, by: User) -> dict[str, Any]:
    """Each proceeding has its own rows of files, so that who may see them follows from it alone; bytes are shared."""
    new = {}
    for file in before.files.present():
        old = str(file.uuid)
        copy = CaseFile(
            submission=made, kind=file.kind, file=file.file.name, name=file.name, size=file.size, sha256=file.sha256,
            width=file.width, height=file.height, uploaded_by=by,
        )  # fmt: skip
        copy.save()
        new[old] = str(copy.uuid)
    for key in ("pictures", "evidence"):
        for row in drafted.get(key, {}).get(key, []):
            row["file"] = [new[uuid] for uuid in row.get("file") or [] if uuid in new]
    return drafted
