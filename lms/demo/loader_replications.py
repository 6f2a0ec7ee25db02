"""Replications of the demonstration, through the same services the pages use; only the clock is helped along."""

import datetime
from collections.abc import Mapping
from uuid import uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from cases.enums import State
from cases.models import CasePage, Submission
from courses.models import CoursePage
from lms.demo import case_19
from lms.demo.loader_files import FIGURES
from lms.demo.loader_keys import key
from lms.demo.loader_proceedings import bring_home
from lms.demo.proceedings import BEST, GOOD, Proceeding
from lms.demo.replications import REPLICATIONS, Milestone, Replicated
from practice.models import Replication
from practice.services import (
    add_entry,
    add_trainee,
    adopt_case,
    confirm_outcome,
    save_plan,
    start_new_case,
    take_move,
)
from practice.spreading import Move

GROWN = {"case_19": Proceeding(case_19.CASE, State.PUBLISHED, unit="demo-cun", scores=(BEST, GOOD))}


def load_replications(people: Mapping[str, User]) -> None:
    """Bring each replication to where it stands. What was begun before is left as it is."""
    for told in REPLICATIONS:
        _bring_on(told, people)


@transaction.atomic
def _bring_on(told: Replicated, people: Mapping[str, User]) -> None:
    case = CasePage.objects.get(translation_key=key(told.case))
    unit = Organisation.objects.get(slug=told.unit)
    if Replication.objects.filter(case=case, adopter=unit).exists():
        return
    by = people[told.by]
    row = adopt_case(case=case, unit=unit, by=by, aim=told.aim, form=told.form)
    if told.state == "intent":
        return
    row = take_move(replication=row, move=Move.PREPARE, by=by)
    row = _planned(told, row, people)
    if told.state != "preparing":
        row = take_move(replication=row, move=Move.START, by=by)
    for number, milestone in enumerate(told.log):
        _write(milestone, number, row, by)
    if told.state in ("evaluated", "stopped"):
        move = Move.EVALUATE if told.state == "evaluated" else Move.STOP
        said = {"outcome": told.outcome, "stop_reason": told.stop_reason, "result": told.result, "advice": told.advice}
        row = take_move(replication=row, move=move, by=by, told=said)
    _set_clock(told, row)
    for side, name, words in told.confirmed:
        confirm_outcome(replication=row, side=side, by=people[name], words=words)
    if told.grown:
        _grow(told, row, people)


def _planned(told: Replicated, row: Replication, people: Mapping[str, User]) -> Replication:
    begins = timezone.localdate() - datetime.timedelta(days=told.begun)
    values = {
        "starts_on": begins, "ends_on": begins + datetime.timedelta(days=told.days), "budget": told.budget,
        "budget_note": told.money, "support": list(told.support), "mentor": people.get(told.mentor),
    }  # fmt: skip
    parts = [dict(zip(("kind", "what", "how", "why"), part, strict=True)) for part in told.parts]
    answers = {number: {"fit": fit, "words": words} for number, (fit, words) in enumerate(told.fits)}
    row = save_plan(replication=row, by=people[told.by], values=values, parts=parts, answers=answers)
    for name, course in told.trainees:
        page = CoursePage.objects.get(translation_key=key(course))
        add_trainee(replication=row, person=people[name], course=page, by=people[told.by])
    return row


def _write(milestone: Milestone, number: int, row: Replication, by: User) -> None:
    pictures = []
    if milestone.picture:
        data = (FIGURES / milestone.picture).read_bytes()
        pictures = [SimpleUploadedFile(milestone.picture, data, "image/png")]
    add_entry(
        replication=row, by=by, key=uuid5(row.uuid, str(number)), title=milestone.title, kind=milestone.kind,
        on=timezone.localdate() - datetime.timedelta(days=milestone.ago), text=milestone.text, pictures=pictures,
        figures=[dict(zip(("name", "value", "unit"), figure, strict=True)) for figure in milestone.figures],
    )  # fmt: skip


def _set_clock(told: Replicated, row: Replication) -> None:
    if told.begun:
        begun = timezone.localdate() - datetime.timedelta(days=told.begun)
        Replication.objects.filter(pk=row.pk).update(begun_on=begun)


def _grow(told: Replicated, row: Replication, people: Mapping[str, User]) -> None:
    """The new case, through drafting and review like any other."""
    made: Submission = start_new_case(replication=row, by=people[told.by])
    bring_home(GROWN[told.grown], made, people[told.by], people)
