"""Doors of the CMS that belong to courses."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.models import Page

from accounts.enums import REVIEWER_ROLES
from accounts.policies import may_enter_cms
from accounts.queries import can
from courses.models import responsible_unit


@require_safe
def reviewed(request: HttpRequest, page_id: int, action: str) -> HttpResponse:
    """Where a reviewer lands after deciding: the text is closed to them now, the start page is not."""
    page = get_object_or_404(Page, pk=page_id)
    unit = responsible_unit(page)
    if unit is None or not can(request.user, unit, *REVIEWER_ROLES):
        raise Http404
    title = page.get_latest_revision_as_object().title
    if action == "approve":
        messages.success(request, _("You approved “%(title)s”.") % {"title": title})
    elif action == "reject":
        messages.success(request, _("You returned “%(title)s”; the author was told why.") % {"title": title})
    else:
        messages.error(request, _("“%(title)s” was not returned: say what should be changed.") % {"title": title})
        return redirect("wagtailadmin_pages:edit", page_id)
    return redirect("wagtailadmin_home")


@require_safe
def library_file(request: HttpRequest, path: str) -> HttpResponse:
    """A recording or poster for people who work in the CMS: its library and previews show files by this address.

    Learners get theirs through the lesson that holds it; for everybody else the address does not exist.
    """
    if not may_enter_cms(request.user) or ".." in path or not default_storage.exists(path):
        raise Http404
    response = FileResponse(default_storage.open(path))
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
