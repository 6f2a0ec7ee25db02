"""What must not be lost: pages that people have studied are hidden, not deleted; files of lessons stay inside."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from courses.models import LessonPage, UnitPage
from learning.access import access_to
from learning.models import Enrollment, Note, UnitProgress


def studied_pages(pages: list[Page]) -> list[Page]:
    """Those of `pages` with learning records on them or anywhere below."""
    return [page for page in pages if _has_records(page)]


def _has_records(page: Page) -> bool:
    below = Q(path__startswith=page.path)
    ids = Page.objects.filter(below).values("pk")
    return any(
        queryset.exists()
        for queryset in (
            Enrollment.objects.filter(course__in=ids),
            UnitProgress.objects.filter(unit__in=ids),
            Note.objects.filter(unit__in=ids),
        )
    )


def refuse_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before one page is deleted: explain, and lead to "unpublish" instead."""
    if not studied_pages([page]):
        return None
    messages.error(request, _refusal([page]))
    if page.live:
        return redirect("wagtailadmin_pages:unpublish", page.pk)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def refuse_bulk_delete(request: HttpRequest, action_type: str, objects, action_class_instance) -> HttpResponse | None:
    """Before several pages are deleted: one that was studied keeps them all."""
    if action_type != "delete":
        return None
    kept = studied_pages([item for item in objects if isinstance(item, Page)])
    if not kept:
        return None
    messages.error(request, _refusal(kept))
    return redirect("wagtailadmin_explore", kept[0].get_parent().pk)


def _refusal(pages: list[Page]) -> str:
    titles = "、".join(f"《{page.title}》" for page in pages[:5])
    return _(
        "Nothing was deleted. People have studied %(titles)s; their records point to it. Unpublish it instead: "
        "learners no longer see it and the records stay."
    ) % {"titles": titles}


def refuse_document(document, request: HttpRequest) -> HttpResponse | None:
    """A file that stands in lessons is for those who may read one of them. Files used nowhere in a lesson are open."""
    uses = ReferenceIndex.get_references_to(document).values_list("base_content_type", "object_id")
    ids = {object_id for _kind, object_id in uses}
    lessons = list(LessonPage.objects.filter(pk__in=[i for i in ids if i.isdigit()]))
    if not lessons:
        return None
    if any(lesson.live and access_to(request.user, lesson).allowed for lesson in lessons):
        return None
    if request.user.is_authenticated and any(
        lesson.permissions_for_user(request.user).can_edit() for lesson in lessons
    ):
        return None
    raise Http404


def unit_of_key(key) -> UnitPage:
    """The live unit with this outside identity. Raises Http404."""
    page = Page.objects.live().filter(translation_key=key).specific().first()
    if not isinstance(page, UnitPage):
        raise Http404
    return page
