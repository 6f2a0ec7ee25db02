"""Brands of the demonstration: pages as the district publishes them, signatures and stages through the services."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from cases.models import CasePage
from courses.models import CoursePage
from lms.demo.brands import BRANDS, PAIRS, Brand
from lms.demo.loader_keys import key
from practice.enums import StageCause
from practice.models import (
    BrandActor,
    BrandCase,
    BrandContact,
    BrandCourse,
    BrandHonour,
    BrandIndexPage,
    BrandPage,
)
from practice.services import review_brand, review_stage, sign_criterion
from practice.services.pairing import pair_towns, review_pair

REVIEWER = "zhoumingyi"


def load_brands(people: Mapping[str, User]) -> None:
    """Bring each brand to where it stands. A page that exists is left as it is."""
    for told in BRANDS:
        if not BrandPage.objects.filter(translation_key=key(told.key)).exists():
            _make(told, people)
    for learner, source, theme, aim, reviews in PAIRS:
        towns = {unit.slug: unit for unit in Organisation.objects.filter(slug__in=(learner, source))}
        pair = pair_towns(
            source=towns[source], learner=towns[learner], theme=theme, aim=aim, by=people[REVIEWER]
        )  # fmt: skip
        for name, words, advice in reviews:
            review_pair(pair=pair, words=words, advice=advice, by=people[name])


@transaction.atomic
def _make(told: Brand, people: Mapping[str, User]) -> None:
    page = BrandPage(
        title=told.title, slogan=told.slogan, theme=told.theme, since=told.since, position=told.position,
        story=told.story, visit_info=told.visit, town=Organisation.objects.get(slug=told.town), is_example=True,
        translation_key=key(told.key), slug=told.key.removeprefix("brand_"),
    )  # fmt: skip
    page.actors = [BrandActor(element=element, who=who, contribution=what) for element, who, what in told.actors]
    page.brand_cases = [BrandCase(case=CasePage.objects.get(translation_key=key(one))) for one in told.cases]
    page.brand_courses = [BrandCourse(course=CoursePage.objects.get(translation_key=key(one))) for one in told.courses]
    page.contacts = [BrandContact(function=function, duty=duty) for function, duty in told.contacts]
    page.honours = [BrandHonour(title=title, body=body, year=year) for title, body, year in told.honours]
    BrandIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=people[REVIEWER]).publish(user=people[REVIEWER])
    brand = BrandPage.objects.get(pk=page.pk)
    for criterion, words, name in told.signed:
        sign_criterion(brand=brand, criterion=criterion, by=people[name], words=words)
    review_stage(brand=brand, cause=StageCause.COUNTED)
    if told.review:
        words, advice = told.review
        year = timezone.localdate().year
        review_brand(brand=brand, year=year, words=words, advice=advice, by=people[REVIEWER])
