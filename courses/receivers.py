"""What the courses listen to: outlines grow old, reviews begin and end, files go away."""

from django.db import connections
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver
from modelsearch.tasks import insert_or_update_object_task
from wagtail.documents.models import Document
from wagtail.models import Page, ReferenceIndex, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    task_submitted,
    workflow_approved,
    workflow_rejected,
)

from courses.models import CatalogPage, CoursePage, LessonPage, ModulePage, OrganisationReviewTask, UnitPage
from courses.outline import raise_version
from courses.rendering import forget_pages
from courses.services import setup_workflow, tell_author, tell_reviewers


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move])
def outline_changed(sender, instance: Page, **kwargs) -> None:
    if issubclass(sender, (CoursePage, ModulePage, UnitPage)):
        raise_version(page=instance)


@receiver(post_delete)
def page_deleted(sender, instance, **kwargs) -> None:
    if issubclass(sender, (ModulePage, UnitPage)):
        raise_version(page=instance)


@receiver(task_submitted, dispatch_uid="courses_review_wanted")
def review_wanted(sender, instance: TaskState, **kwargs) -> None:
    if isinstance(instance.task.specific, OrganisationReviewTask):
        tell_reviewers(state=instance)


@receiver([workflow_approved, workflow_rejected], dispatch_uid="courses_review_decided")
def review_decided(sender, instance: WorkflowState, user=None, **kwargs) -> None:
    if isinstance(instance.content_object.specific, (CatalogPage, CoursePage, ModulePage, UnitPage)):
        tell_author(state=instance, by=user)


@receiver(post_delete, sender=Document, dispatch_uid="courses_forget_pages")
def document_deleted(sender, instance: Document, **kwargs) -> None:
    forget_pages(instance)


@receiver(post_save, sender=Document, dispatch_uid="courses_reindex_lessons")
def document_saved(sender, instance: Document, raw: bool = False, update_fields=None, **kwargs) -> None:
    """A replaced file changes what is found in the lessons it stands in."""
    # Reading a file saves its hash and nothing else.
    if raw or (update_fields and set(update_fields) <= {"file_hash", "file_size"}):
        return
    used_in = ReferenceIndex.get_references_to(instance).values_list("object_id", flat=True)
    for lesson in LessonPage.objects.filter(pk__in=[int(pk) for pk in used_in if pk.isdecimal()]):
        insert_or_update_object_task.enqueue("courses", "lessonpage", str(lesson.pk))


@receiver(post_save, sender=CatalogPage, dispatch_uid="courses_catalog_workflow")
def catalog_made(sender, instance, created: bool, raw: bool = False, **kwargs) -> None:
    if created and not raw:
        setup_workflow()


@receiver(post_migrate, dispatch_uid="courses_setup_workflow")
def database_ready(sender, using: str, **kwargs) -> None:
    # Only once all tables stand: a migration to an earlier state has none to fill.
    if (
        sender.name == "courses"
        and OrganisationReviewTask._meta.db_table in connections[using].introspection.table_names()
    ):
        setup_workflow()
