"""What must not be lost: a page that went through a review is taken down and archived, never deleted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from cases.models import Submission


def reviewed_pages(pages: list[Page]) -> list[Page]:
    """Those of `pages` with a proceeding on them or anywhere below."""
    return [page for page in pages if Submission.objects.filter(case__path__startswith=page.path).exists()]


def refuse_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    kept = reviewed_pages([page])
    return _refuse(request, kept) if kept else None


def refuse_bulk_delete(request: HttpRequest, action_type: str, objects, action_class_instance) -> HttpResponse | None:
    if action_type != "delete":
        return None
    kept = reviewed_pages([item for item in objects if isinstance(item, Page)])
    return _refuse(request, kept) if kept else None


def _refuse(request: HttpRequest, pages: list[Page]) -> HttpResponse:
    titles = "、".join(f"《{page.title}》" for page in pages[:5])
    words = _(
        "Nothing was deleted. %(titles)s went through a review, and its record stays. Take it down at the review desk "
        "instead."
    )
    messages.error(request, words % {"titles": titles})
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
