"""Replications for tests, as the services leave them."""

import datetime

from django.utils import timezone

from accounts.models import Organisation, User
from cases.models import CasePage
from practice.models import (
    BrandActor,
    BrandCase,
    BrandContact,
    BrandCourse,
    BrandIndexPage,
    BrandPage,
    Confirmation,
    Replication,
)
from tests import factories


def replication(case: CasePage, at: Organisation | None = None, *, owner: User | None = None, **fields) -> Replication:
    """An adoption of `case` by 石楼镇 (or `at`); `state` and the rest as given."""
    at = at or factories.unit("shilou", name="石楼镇")
    owner = owner or factories.person(at)
    values = {"aim": "让楼长先议", "state": "running", "begun_on": datetime.date(2026, 3, 1)} | fields
    return Replication.objects.create(case=case, adopter=at, owner=owner, created_by=owner, **values)


def confirm(row: Replication, *sides: str) -> Replication:
    """The row as succeeded and confirmed by `sides` (both when none is named)."""
    Replication.objects.filter(pk=row.pk).update(
        state="evaluated", outcome="succeeded", result="谈成了", closed_on=timezone.localdate()
    )
    for side in sides or ("source", "expert"):
        Confirmation.objects.create(replication=row, side=side, by=factories.person(), words="看过现场")
    return Replication.objects.get(pk=row.pk)


def brands() -> BrandIndexPage:
    found = BrandIndexPage.objects.first()
    return found or factories.publish(factories.home(), BrandIndexPage(title="镇街品牌", slug="brands"))


def brand(town: Organisation, title: str = "树下议事", *, cases=(), courses=()) -> BrandPage:
    """A published brand of `town` with three kinds of actors, resting on `cases` and taught by `courses`."""
    page = BrandPage(
        title=title, town=town, slogan="一次只议一件", theme="deliberation", since=2024, story="从一棵榕树起。"
    )
    page.actors = [
        BrandActor(element=one, who="居委会", contribution="召集")
        for one in ("community", "social_org", "social_worker")
    ]
    page.brand_cases = [BrandCase(case=case) for case in cases]
    page.brand_courses = [BrandCourse(course=course) for course in courses]
    page.contacts = [BrandContact(function="品牌联络员", duty="答复咨询")]
    brands().add_child(instance=page)
    page.save_revision().publish()
    return BrandPage.objects.get(pk=page.pk)
