"""Sites and times: who may register and open, what a site may show, what becomes of those who had asked."""

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Notice
from practice.models import BrandIndexPage, BrandPage, VisitSite, VisitSlot
from practice.services.hosting import cancel_slot, change_site, open_slot, register_site
from tests import factories
from tests.cases.library_builders import case
from tests.practice import help_builders as build

pytestmark = pytest.mark.django_db


def values(**fields) -> dict:
    return build.PLACE | {"case": None, "brand": None} | fields


def brand(town) -> BrandPage:
    index = BrandIndexPage.objects.first() or factories.publish(factories.home(), BrandIndexPage(title="品牌"))
    page = BrandPage(
        title=f"{town.name_short}品牌", town=town, slogan="一句话", theme="culture", since=2020, story="故事"
    )
    return factories.publish(index, page)


def fields_of(refused) -> list[str]:
    return sorted(refused.value.message_dict)


def test_a_form_sent_twice_is_one_site():
    by, key = build.neighbor(), uuid4()
    page = case(at=build.unit_of(by))
    sites = {register_site(unit=build.unit_of(by), by=by, key=key, values=values(case=page)).pk for _press in range(2)}
    site = VisitSite.objects.get()
    assert (sites, site.town.slug, site.shown) == ({site.pk}, "shilou", page)
    assert list(ModelLogEntry.objects.values_list("action", flat=True)) == ["practice.site_registered"]


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AUTHOR, Role.TOWN_ADMIN])
def test_only_contributors_and_reviewers_keep_sites(role):
    by = factories.person(build.village(), role)
    with pytest.raises(PermissionDenied):
        register_site(unit=build.village(), by=by, key=uuid4(), values=values(case=case()))
    site = build.site()
    for other in (by, build.contributor()):
        with pytest.raises(PermissionDenied):
            change_site(site=site, by=other, values=values(case=site.case))


def test_it_shows_a_case_or_a_brand_and_exactly_one():
    by = build.neighbor()
    unit, page, own = build.unit_of(by), case(), brand(factories.unit("shilou"))
    with pytest.raises(ValidationError) as refused:
        register_site(unit=unit, by=by, key=uuid4(), values=values())
    assert fields_of(refused) == ["__all__"]
    with pytest.raises(ValidationError):
        register_site(unit=unit, by=by, key=uuid4(), values=values(case=page, brand=own))
    assert register_site(unit=unit, by=by, key=uuid4(), values=values(brand=own)).shown == own


def test_what_it_shows_is_public_and_the_brand_of_its_town():
    other = brand(factories.unit("nancun", name="南村镇"))
    by = build.neighbor()
    unit = build.unit_of(by)
    with pytest.raises(ValidationError) as refused:
        register_site(unit=unit, by=by, key=uuid4(), values=values(case=case("草稿", live=False)))
    assert fields_of(refused) == ["case"]
    with pytest.raises(ValidationError) as refused:
        register_site(unit=unit, by=by, key=uuid4(), values=values(brand=other))
    assert fields_of(refused) == ["brand"]


@pytest.mark.parametrize("field", ["title", "description", "way", "languages", "access"])
def test_a_number_of_a_person_is_refused_at_its_field(field):
    with pytest.raises(ValidationError) as refused:
        build.site(**{field: "找13900001111"})
    assert fields_of(refused) == [field]


def test_a_site_is_public_while_it_is_in_use_and_its_page_is():
    site = build.site()
    assert list(VisitSite.objects.public()) == [site]
    site.case.unpublish()
    assert not VisitSite.objects.public().exists()
    other = build.site(build.contributor())
    host = build.host_of(other)
    change_site(site=other, by=host, values=values(case=other.case, is_active=False))
    assert not VisitSite.objects.public().exists()
    assert list(VisitSite.objects.visible_to(host)) == [other]
    assert not VisitSite.objects.visible_to(build.contributor(build.village("yong", "nancun", "涌村"))).exists()


def test_a_time_opened_twice_is_one():
    site = build.site()
    assert build.slot(site) == build.slot(site)
    with pytest.raises(PermissionDenied):
        at = timezone.now() + datetime.timedelta(days=1)
        open_slot(site=site, by=build.contributor(), starts_at=at, ends_at=at + datetime.timedelta(hours=1), places=1)


@pytest.mark.parametrize(
    ("begins", "hours", "places", "field"),
    [
        (-1, 2, 5, "starts_at"),
        (30, 0, 5, "ends_at"),
        (30, 2, 11, "places"),
        (30, 2, 0, "places"),
        (24, 5, 5, "starts_at"),
    ],
)
def test_a_time_that_cannot_be_is_refused_at_its_field(begins, hours, places, field):
    site = build.site()
    now = timezone.now()
    host = build.host_of(site)
    open_slot(
        site=site, by=host, starts_at=now + datetime.timedelta(hours=25), ends_at=now + datetime.timedelta(hours=27),
        places=1,
    )  # fmt: skip
    at = now + datetime.timedelta(hours=begins)
    with pytest.raises(ValidationError) as refused:
        open_slot(site=site, by=host, starts_at=at, ends_at=at + datetime.timedelta(hours=hours), places=places)
    assert fields_of(refused) == [field]
    assert VisitSlot.objects.count() == 1


def test_a_closed_site_opens_no_time():
    site = build.site(is_active=False)
    with pytest.raises(ValidationError):
        build.slot(site)


def test_calling_a_time_off_tells_everybody_who_had_asked_and_nobody_else():
    host = build.neighbor(name="主人")
    at = build.slot(build.site(host), places=10)
    first, second = build.asked(at, factories.person(name="甲")), build.asked(at, factories.person(name="乙"))
    build.agreed(second)
    build.asked(build.slot(at.site, days=5), factories.person(name="丙"))
    with pytest.raises(PermissionDenied):
        cancel_slot(slot=at, by=first.visitor, reason="捣乱")
    with pytest.raises(ValidationError):
        cancel_slot(slot=at, by=host, reason="")
    for _press in range(2):
        cancel_slot(slot=at, by=host, reason="台风")
    told = Notice.objects.filter(key__startswith="visit-called-off:")
    assert sorted(told.values_list("user__name", flat=True)) == ["乙", "甲"]
    assert list(at.visits.order_by("pk").values_list("state", "cancelled_reason")) == [("cancelled", "台风")] * 2
    assert list(at.site.slots.upcoming().values_list("pk", flat=True)) != [at.pk]
    assert build.slot(at.site).pk != at.pk


def test_a_time_that_has_begun_stands():
    at = build.begun(build.slot())
    with pytest.raises(ValidationError):
        cancel_slot(slot=at, by=build.host_of(at.site), reason="晚了")


@pytest.mark.parametrize("more", [1, 3])
def test_free_times_are_counted_in_one_query(django_assert_num_queries, more):
    site = build.site()
    full = build.slot(site, days=20, places=1)
    build.asked(full, party=1)
    for number in range(more):
        build.slot(site, days=3 + number)
    build.attended(build.asked(build.slot(site, days=30)))
    with django_assert_num_queries(1):
        row = VisitSite.objects.with_free_times().with_visits().get()
    assert (row.times, row.visits) == (more, 1)
