"""Calls for help and visit sites for tests, made by the services."""

import datetime
from uuid import uuid4

from django.utils import timezone

from accounts.enums import Role
from accounts.models import Organisation, User
from practice.models import HelpAnswer, HelpPost, Visit, VisitSite, VisitSlot
from practice.services.helping import answer_help, post_help
from practice.services.hosting import open_slot, register_site
from practice.services.visiting import ask_visit, decide_visit, record_attendance
from tests import factories
from tests.cases.library_builders import case

CALL = {
    "title": "老人活动室没人管",
    "problem": "钥匙在一个人手里，周末总是锁着。",
    "tried": "排过值班表，两个月就散了。",
    "place_type": "old_estate",
    "theme": "elderly_child",
    "support": ["visit", "coaching"],
}
PLACE = {
    "title": "楼长议事角",
    "description": "看一次真的议事会。",
    "way": "地铁站步行十分钟。",
    "capacity": 10,
    "languages": "普通话、粤语",
    "access": "有坡道。",
    "is_active": True,
}


def village(slug: str = "xingfu", town: str = "shiqi", name: str = "幸福村") -> Organisation:
    above = factories.unit(town, name={"shiqi": "石碁镇", "shilou": "石楼镇"}.get(town, town))
    return factories.unit(slug, parent=above, level="village", name=name)


def contributor(at: Organisation | None = None, **fields) -> User:
    return factories.person(at or village(), Role.CASE_CONTRIBUTOR, **fields)


def neighbor(**fields) -> User:
    """A contributor of a village of another town."""
    return contributor(village("liren", "shilou", "里仁村"), **fields)


def unit_of(user: User) -> Organisation:
    return user.role_grants.get().organisation


def call(by: User | None = None, **fields) -> HelpPost:
    by = by or contributor()
    return post_help(unit=unit_of(by), by=by, key=uuid4(), **(CALL | fields))


def answer(post: HelpPost, by: User | None = None, text: str = "先定三个带钥匙的人。", **fields) -> HelpAnswer:
    by = by or neighbor()
    return answer_help(post=post, unit=unit_of(by), by=by, text=text, key=uuid4(), **fields)


def site(by: User | None = None, **fields) -> VisitSite:
    """A site that shows a case of its unit."""
    by = by or neighbor()
    values = PLACE | {"case": None, "brand": None} | fields
    if values["case"] is None and values["brand"] is None:
        values["case"] = case(f"案例{VisitSite.objects.count()}", at=unit_of(by))
    return register_site(unit=unit_of(by), by=by, key=uuid4(), values=values)


def host_of(place: VisitSite) -> User:
    return place.created_by


def slot(place: VisitSite | None = None, *, days: int = 3, places: int = 5, hour: int = 9) -> VisitSlot:
    place = place or site()
    day = timezone.localtime() + datetime.timedelta(days=days)
    begins = day.replace(hour=hour, minute=30, second=0, microsecond=0)
    ends = begins + datetime.timedelta(hours=2)
    return open_slot(site=place, by=host_of(place), starts_at=begins, ends_at=ends, places=places)


def asked(at: VisitSlot | None = None, by: User | None = None, party: int = 2, **fields) -> Visit:
    return ask_visit(
        slot=at or slot(), by=by or factories.person(), party_size=party, purpose=fields.pop("purpose", "学怎么开头"),
        **fields,
    )  # fmt: skip


def agreed(visit: Visit | None = None) -> Visit:
    visit = visit or asked()
    return decide_visit(visit=visit, by=host_of(visit.slot.site), accept=True)


def begun(at: VisitSlot) -> VisitSlot:
    """The same time, as if it were today."""
    now = timezone.now()
    VisitSlot.objects.filter(pk=at.pk).update(
        starts_at=now - datetime.timedelta(hours=3), ends_at=now - datetime.timedelta(hours=1)
    )
    return VisitSlot.objects.get(pk=at.pk)


def attended(visit: Visit | None = None) -> Visit:
    visit = agreed(visit)
    begun(visit.slot)
    return record_attendance(visit=visit, by=host_of(visit.slot.site))
