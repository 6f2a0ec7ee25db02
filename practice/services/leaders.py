"""The way of a community leader: nominated, then step by step, each once and in order, each with its evidence."""

import datetime
from typing import BinaryIO, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import Organisation, User
from accounts.queries import can
from cases.photos import photo
from cases.queries import town_of
from content.uploads import IMAGE_TYPES, Refused, check_document, extension_of
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from practice.community import may_take, people_of, replications_of
from practice.community_enums import LeaderStage, LeaderState, OrgState
from practice.leading import next_stage
from practice.models import CommunityOrganisation, LeaderStep, LeaderTrack, Replication
from practice.models.leaders import LEADER_WRITING_ROLES
from practice.services.telling_community import tell_step
from practice.spreading import NotPossible

MOST_BYTES = 10 * 1024 * 1024
PAPERS = ("pdf", "docx")


def nominate_leader(
    *,
    person: User,
    unit: Organisation,
    by: User,
    words: str,
    organisation: CommunityOrganisation | None = None,
    on: datetime.date | None = None,
) -> LeaderTrack:
    """Begin the way of `person` in `unit`, which takes the first step; the way that stands when there is one.

    Raises PermissionDenied for whoever does not write for the unit, or names themselves; ValidationError by field.
    """
    if not can(by, unit, *LEADER_WRITING_ROLES) or by.pk == person.pk:
        raise PermissionDenied
    try:
        with transaction.atomic():
            standing = _standing(person, unit)
            return standing or _nominate(person, unit, by, words, organisation, on or timezone.localdate())
    except IntegrityError:
        # Somebody else of the unit was quicker: the constraint let one in.
        found = _standing(person, unit)
        if found is None:
            raise
        return found


def _standing(person: User, unit: Organisation) -> LeaderTrack | None:
    return LeaderTrack.objects.filter(person=person, unit=unit).exclude(state=LeaderState.WITHDRAWN).first()


def _nominate(
    person: User,
    unit: Organisation,
    by: User,
    words: str,
    organisation: CommunityOrganisation | None,
    on: datetime.date,
) -> LeaderTrack:
    if not people_of(unit).filter(pk=person.pk).exists():
        raise ValidationError({"person": _("Choose somebody who has a post in this unit.")})
    if organisation is not None and (organisation.unit_id != unit.pk or organisation.state == OrgState.CLOSED):
        raise ValidationError({"organisation": _("Choose an organisation of this unit.")})
    track = LeaderTrack(person=person, unit=unit, town=town_of(unit), organisation=organisation, nominated_by=by)
    track.full_clean()
    track.save()
    step = _write(LeaderStep(track=track, step=LeaderStage.NOMINATE, on=on, words=words.strip(), by=by))
    log(track, "practice.leader_nominate", user=by, data={"unit": unit.slug})
    tell_step(track, step)
    return track


def take_step(
    *,
    track: LeaderTrack,
    stage: LeaderStage,
    by: User,
    words: str,
    on: datetime.date | None = None,
    enrollment: Enrollment | None = None,
    replication: Replication | None = None,
    file: UploadedFile | None = None,
) -> LeaderStep:
    """Write the next step; the one that was written when it was taken already.

    Training rests on a completed enrollment of the person, practice on a replication or on words; a file (PDF, Word,
    picture) may go with each. Raises Refused for a file that is not taken, NotPossible out of order or once ended,
    PermissionDenied (see `may_take`), ValidationError by field.
    """
    content = _read(file) if file else None
    with transaction.atomic():
        rows = LeaderTrack.objects.select_for_update(of=("self",)).select_related("unit", "town", "person")
        row = rows.get(pk=track.pk)
        if not may_take(by, row, stage):
            raise PermissionDenied
        steps = {step.step: step for step in row.steps.all()}
        if stage in steps:
            return steps[stage]
        if row.state == LeaderState.WITHDRAWN or next_stage(steps) != stage:
            raise NotPossible
        step = LeaderStep(
            track=row, step=stage, on=on or timezone.localdate(), words=words.strip(), by=by,
            enrollment=enrollment, replication=replication,
        )  # fmt: skip
        _check_evidence(row, step, max(one.on for one in steps.values()))
        if content is not None and file is not None:
            step.file_name = (file.name or "")[-120:]
            step.file.save(content[0], ContentFile(content[1]), save=False)
        _write(step)
        row.changed_at = timezone.now()
        if stage == LeaderStage.RECOGNIZED:
            row.state = LeaderState.RECOGNIZED
        row.save(update_fields=["changed_at", "state"])
        log(row, "practice.leader_step", user=by, data={"step": str(stage)})
        tell_step(row, step)
    return step


def _check_evidence(row: LeaderTrack, step: LeaderStep, last: datetime.date) -> None:
    if step.on < last:
        raise ValidationError({"on": _("This day lies before the last step.")})
    taken = step.enrollment
    if step.step == LeaderStage.TRAIN:
        if taken is None or taken.learner_id != row.person_id or taken.status != EnrollmentStatus.COMPLETED:
            raise ValidationError({"enrollment": _("Choose a course the person has completed.")})
    elif taken is not None:
        raise ValidationError({"enrollment": _("A course belongs to the step of training.")})
    if step.replication is not None and not replications_of(row).filter(pk=step.replication.pk).exists():
        raise ValidationError({"replication": _("Choose a replication of this town.")})


def _write(step: LeaderStep) -> LeaderStep:
    if not step.words:
        raise ValidationError({"words": _("Say in a few sentences what shows it.")})
    if step.on > timezone.localdate():
        raise ValidationError({"on": _("This day has not come yet.")})
    step.full_clean(exclude=["track", "by", "enrollment", "replication", "file"])
    step.save()
    return step


def _read(file: UploadedFile) -> tuple[str, bytes]:
    """The name to keep it under and the bytes: a paper as it came, a picture made small, its place removed."""
    name, opened, size = file.name or "", cast(BinaryIO, file), file.size or 0
    suffix = extension_of(name)
    if suffix in IMAGE_TYPES:
        return "evidence.jpg", photo(name, opened, size).data
    if suffix not in PAPERS or size > MOST_BYTES:
        raise Refused(_("A PDF, a Word document or a picture of at most 10 MB, please."))
    check_document(name, opened, size)
    opened.seek(0)
    return f"evidence.{suffix}", opened.read()


@transaction.atomic
def withdraw_leader(*, track: LeaderTrack, by: User, reason: str) -> LeaderTrack:
    """End a way before it came to its end; ended already stays ended. The steps stay readable for those who saw them.

    Raises PermissionDenied for whoever does not write for the unit, NotPossible once recognized.
    """
    if not can(by, track.unit, *LEADER_WRITING_ROLES) or by.pk == track.person_id:
        raise PermissionDenied
    row = LeaderTrack.objects.select_for_update(of=("self",)).get(pk=track.pk)
    if row.state == LeaderState.WITHDRAWN:
        return row
    if row.state == LeaderState.RECOGNIZED:
        raise NotPossible
    said = reason.strip()
    if not said:
        raise ValidationError({"reason": _("Please say why.")})
    row.state, row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = (
        LeaderState.WITHDRAWN, timezone.now(), by, said[:200],
    )  # fmt: skip
    row.changed_at = timezone.now()
    row.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason", "changed_at"])
    log(row, "practice.leader_withdraw", user=by, data={"reason": row.withdrawn_reason})
    return row
