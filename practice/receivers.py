"""What happened below moves brands: a case was published, an adoption confirmed or taken back, a course completed."""

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from cases.models import CasePage
from cases.signals import case_published
from learning.signals import course_completed
from practice.enums import StageCause
from practice.models import BrandPage
from practice.services.brands import review_brands_of, review_stage
from practice.signals import replication_confirmed


@receiver(case_published)
def case_came_in(sender, case, **kwargs) -> None:
    review_brands_of(case)


@receiver(page_unpublished, sender=CasePage)
def case_went_out(sender, instance, **kwargs) -> None:
    review_brands_of(instance)


@receiver(replication_confirmed)
def adoption_was_weighed(sender, replication, **kwargs) -> None:
    review_brands_of(replication.case)


@receiver(course_completed)
def somebody_learned_it(sender, enrollment, **kwargs) -> None:
    for brand in BrandPage.objects.filter(brand_courses__course=enrollment.course_id).distinct():
        review_stage(brand=brand, cause=StageCause.COUNTED)


@receiver(page_published, sender=BrandPage)
def brand_was_edited(sender, instance, **kwargs) -> None:
    review_stage(brand=instance, cause=StageCause.COUNTED)
