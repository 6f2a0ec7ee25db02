"""Community organisations, leaders and self-checks for tests, made by the services."""

import datetime

from django.utils import timezone

from accounts.enums import Role
from accounts.models import Organisation, User
from learning.models import Enrollment
from practice.checking import FIRST_SHEETS
from practice.models import CheckSheet, CommunityOrganisation, LeaderTrack, SelfCheck
from practice.services import (
    confirm_organisation,
    nominate_leader,
    register_organisation,
    save_check,
    start_check,
)
from tests import factories
from tests.practice.help_builders import contributor, neighbor, unit_of, village

__all__ = ["contributor", "neighbor", "unit_of", "village"]

GROUP = {
    "name": "榕树下议事会", "kind": "deliberative", "legal_type": "filed_community_group", "member_count": 12,
    "volunteer_count": 5, "introduction": "一次只议一件。", "registration_number": "备字7号", "leader_name": "参宿七",
}  # fmt: skip


def reviewer(town: str = "shiqi", **fields) -> User:
    return factories.person(factories.unit(town), Role.TOWN_REVIEWER, **fields)


def group(by: User | None = None, *, projects=(), **fields) -> CommunityOrganisation:
    by = by or contributor()
    return register_organisation(unit=unit_of(by), by=by, values=GROUP | fields, projects=projects)


def confirmed(by: User | None = None, **fields) -> CommunityOrganisation:
    row = group(by, **fields)
    return confirm_organisation(organisation=row, by=reviewer(row.town.slug if row.town else "shiqi"))


def completed(person: User, title: str = "五社联动基础") -> Enrollment:
    return Enrollment.objects.create(
        learner=person, course=factories.course(title), status="completed", method="open", completed_at=timezone.now()
    )


def track(by: User | None = None, person: User | None = None, days: int = 30) -> LeaderTrack:
    by = by or contributor()
    unit = unit_of(by)
    day = timezone.localdate() - datetime.timedelta(days=days)
    return nominate_leader(
        person=person or factories.person(unit, name="领头人"), unit=unit, by=by, words="有事总是他站出来。", on=day
    )


def sheet(key: str = "five_fix") -> CheckSheet:
    found = CheckSheet.objects.filter(key=key).order_by("-version").first()
    return found or CheckSheet.objects.create(**next(one for one in FIRST_SHEETS if one["key"] == key))


def answers(of: CheckSheet, *missing: str) -> dict:
    return {
        one["key"]: {"fit": "partly", "words": "还差一点"} if one["key"] in missing else {"fit": "yes", "words": ""}
        for one in of.items
    }


def check(by: User | None = None, *, at: Organisation | None = None, finish: bool = False, **fields) -> SelfCheck:
    by = by or contributor()
    of = fields.pop("sheet", None) or sheet("three_no_three_must")
    if "organisation" not in fields:
        fields.setdefault("space_name", "首层活动室")
    row = start_check(sheet=of, unit=at or unit_of(by), by=by, **fields)
    if finish:
        save_check(check=row, by=by, answers=answers(of, "must_ally"), plan="月底前贴出时间表", finish=True)
        row.refresh_from_db()
    return row
