"""Organisations, leaders and self-checks of the demonstration, through the services that people's clicks use."""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from lms.demo import organisations as told
from practice.community_enums import LeaderStage
from practice.models import CheckSheet, CommunityOrganisation, LeaderTrack, SelfCheck
from practice.services import (
    add_member,
    confirm_organisation,
    nominate_leader,
    register_organisation,
    return_organisation,
    review_check,
    save_check,
    start_check,
    take_step,
)


def load_organisations(people: Mapping[str, User]) -> None:
    """Register what is told. What is there already is left as it is, whatever became of it."""
    for one in told.ORGANISATIONS:
        if not _found(one.unit, one.name).exists():
            _register(one, people)
    for leader in told.LEADERS:
        if not LeaderTrack.objects.filter(person=people[leader.person], unit__slug=leader.unit).exists():
            _lead(leader, people)
    for check in told.CHECKS:
        if not SelfCheck.objects.filter(unit__slug=check.unit, sheet__key=check.sheet).exists():
            _check(check, people)


def _found(unit: str, name: str):
    return CommunityOrganisation.objects.filter(unit__slug=unit, name=name)


@transaction.atomic
def _register(one: told.Organisation, people: Mapping[str, User]) -> None:
    unit = Organisation.objects.get(slug=one.unit)
    values = {
        "name": one.name, "kind": one.kind, "legal_type": one.legal, "registration_number": one.number,
        "founded_on": datetime.date.fromisoformat(one.founded), "member_count": one.members,
        "volunteer_count": one.volunteers, "introduction": one.about, "leader_name": one.head, "leader": None,
    }  # fmt: skip
    projects = [
        {"title": p.title, "year": p.year, "source": p.source, "amount": p.amount, "result": p.result}
        for p in one.projects
    ]
    row = register_organisation(unit=unit, by=people[one.who], values=values, projects=projects, is_example=True)
    for name, function in one.core:
        add_member(organisation=row, person=people[name], function=function, by=people[one.who])
    if one.returned:
        return_organisation(organisation=row, by=people["liangsongtao"], reason=one.returned)
    elif one.confirmed_by:
        confirm_organisation(organisation=row, by=people[one.confirmed_by])


def _ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


@transaction.atomic
def _lead(leader: told.Leader, people: Mapping[str, User]) -> None:
    unit, person = Organisation.objects.get(slug=leader.unit), people[leader.person]
    track = nominate_leader(
        person=person, unit=unit, by=people[leader.who], words=leader.why, on=_ago(leader.days),
        organisation=_found(leader.unit, leader.organisation).first(),
    )  # fmt: skip
    for step in leader.steps:
        stage = LeaderStage(step.stage)
        completed = Enrollment.objects.filter(learner=person, status=EnrollmentStatus.COMPLETED).order_by("pk")
        take_step(
            track=track, stage=stage, by=people[step.who], words=step.words, on=_ago(step.days),
            enrollment=completed.first() if stage == LeaderStage.TRAIN else None,
        )  # fmt: skip


@transaction.atomic
def _check(check: told.Check, people: Mapping[str, User]) -> None:
    unit, by = Organisation.objects.get(slug=check.unit), people[check.who]
    row = start_check(
        sheet=CheckSheet.objects.latest().get(key=check.sheet), unit=unit, by=by, space_name=check.space,
        organisation=_found(check.unit, check.organisation).first() if check.organisation else None,
    )  # fmt: skip
    answers = {key: {"fit": fit, "words": words} for key, fit, words in check.answers}
    save_check(check=row, by=by, answers=answers, plan=check.plan, finish=True)
    review_check(check=row, by=people[check.reviewer], words=check.review)
