"""Pages by their stored address in one query, instead of Wagtail's walk of two queries a level.

Only what a visitor reads most is looked up here (catalog, course, lesson, by the depth of the address); everything
else, and every case with a restriction, several sites or a miss, goes Wagtail's own way. The same hooks run, so
gates, previews, schedules and restrictions hold.
"""

from django.db.models import Exists
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.views import serve as wagtail_serve

from courses.models import CatalogPage, CoursePage, LessonPage, ModulePage

BY_DEPTH = {1: CatalogPage, 2: CoursePage, 4: LessonPage}
# Wagtail's own hook asks two queries for what the annotation below answers.
ANSWERED = "check_view_restrictions"


@require_http_methods(["GET", "HEAD", "OPTIONS", "POST"])
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at `path`."""
    page = _direct(path)
    if page is None:
        try:
            return wagtail_serve(request, path)
        except Http404:
            gone = _taken_down(path)
            if gone is None:
                raise
            return render(request, "lms/gone.html", {"gone": gone}, status=410)
    for hook in hooks.get_hooks("before_serve_page"):
        if hook.__name__ == ANSWERED:
            continue
        answer = hook(page, request, [], {})
        if isinstance(answer, HttpResponse):
            return answer
    return page.serve(request)


def _direct(path: str):
    """The live, unrestricted page at `path`, or None when Wagtail should decide."""
    model = BY_DEPTH.get(path.strip("/").count("/") + 1) if path.strip("/") else None
    roots = Site.get_site_root_paths()
    if model is None or len(roots) != 1:
        return None
    pages = model.objects.live().filter(url_path=f"{roots[0].root_path}{path.strip('/')}/")
    if model is LessonPage:
        pages = pages.defer("body")  # long, and read only when this revision was not drawn yet
    if model is CoursePage:
        pages = pages.select_related("outline_state", "organisation", "lead_department")
    page = pages.annotate(any_restriction=Exists(PageViewRestriction.objects.all())).first()
    return None if page is None or page.any_restriction else page


def _taken_down(path: str) -> dict | None:
    """What to tell about a page that was once public and is no longer (expired, unpublished): its title, and the
    nearest page above it that can still be read. None when there never was one: a draft is nobody's business."""
    roots = Site.get_site_root_paths()
    if len(roots) != 1:
        return None
    address = f"{roots[0].root_path}{path.strip('/')}/"
    page = Page.objects.filter(url_path=address, live=False, first_published_at__isnull=False).first()
    if page is None:
        return None
    above = page.get_ancestors().live().filter(depth__gte=2).specific().order_by("-depth")
    way = next((parent for parent in above if parent.url and parent.specific_class is not ModulePage), None)
    return {"title": page.title, "above": way}
