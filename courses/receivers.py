"""Course pages that change raise the version of their course's outline."""

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from courses.models import CoursePage, ModulePage, UnitPage
from courses.outline import raise_version


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move])
def outline_changed(sender, instance: Page, **kwargs) -> None:
    if issubclass(sender, (CoursePage, ModulePage, UnitPage)):
        raise_version(page=instance)


@receiver(post_delete)
def page_deleted(sender, instance, **kwargs) -> None:
    if issubclass(sender, (ModulePage, UnitPage)):
        raise_version(page=instance)
