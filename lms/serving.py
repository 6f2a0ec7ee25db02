"""Pages by their stored address in one query, instead of Wagtail's walk of two queries a level.

Only what a visitor reads most is looked up here (catalog, course, lesson, by the depth of the address); everything
else, and every case with a restriction, several sites or a miss, goes Wagtail's own way. `before_serve_page` hooks run
here too; what Wagtail's `on_serve_page` hook does, asking for view restrictions, is answered by the query itself.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, F, IntegerField, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.views import serve as wagtail_serve

from courses.models import CatalogPage, CoursePage, LessonPage, ModulePage
from courses.shelf import Shelf
from learning.reader import Reader
from learning.rendering import TOKEN_MARK
from learning.showing import show

BY_DEPTH = {1: CatalogPage, 2: CoursePage, 4: LessonPage}
# Pages by live revision. They are shared between requests: nothing may be set on them.
_pages = Shelf(size=500)
_drawn = Shelf(size=200, seconds=60)


@require_http_methods(["GET", "HEAD", "OPTIONS", "POST"])
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at `path`."""
    model, pages = _pages_at(path)
    if model is LessonPage or (model is CoursePage and _is_stranger(request)):
        found = _look_up(model, pages)
        if found is not None and model is CoursePage:
            return _for_strangers(request, found)
        page = found.page() if found else None
    else:
        page = _unrestricted(model, pages)
    return _serve(request, page) if page is not None else _wagtails_way(request, path)


def _serve(request: HttpRequest, page: Page) -> HttpResponse:
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, [], {})
        if isinstance(answer, HttpResponse):
            return answer
    access = getattr(request, "unit_access", None)
    if isinstance(page, LessonPage) and page.live_revision_id and access is not None and access.outline_version:
        return show(request, Reader(page=page, access=access, fresh=False))
    return page.serve(request)


def _wagtails_way(request: HttpRequest, path: str) -> HttpResponse:
    try:
        return wagtail_serve(request, path)
    except Http404:
        gone = _taken_down(path)
        if gone is None:
            raise
        return render(request, "lms/gone.html", {"gone": gone}, status=410)


@dataclass(frozen=True, slots=True)
class Found:
    """What one narrow query says of an address: the page there, its live revision and its course's outline version."""

    model: type[Page]
    pk: int
    revision: int | None
    path: str
    version: int | None

    def page(self) -> Page:
        """The page itself, kept by its revision."""
        if self.revision is None:
            return self.model.objects.get(pk=self.pk)
        return _pages.get(self, lambda: self.model.objects.get(pk=self.pk))


def _pages_at(path: str) -> tuple[type[Page] | None, QuerySet | None]:
    """Which kind of page stands at that depth, and the live ones at that address."""
    model = BY_DEPTH.get(path.strip("/").count("/") + 1) if path.strip("/") else None
    roots = Site.get_site_root_paths()
    if model is None or len(roots) != 1:
        return None, None
    return model, model.objects.filter(url_path=f"{roots[0].root_path}{path.strip('/')}/", live=True).order_by()


def _unrestricted(model: type[Page] | None, pages: QuerySet | None) -> Page | None:
    if model is None or pages is None:
        return None
    if model is CoursePage:
        pages = pages.select_related("outline_state", "organisation", "lead_department")
    page = next(iter(pages.annotate(any_restriction=Exists(PageViewRestriction.objects.all()))[:1]), None)
    return None if page is None or page.any_restriction else page


def _look_up(model: type[Page], pages: QuerySet) -> Found | None:
    """The same in one narrow query, for pages that are kept in memory."""
    version = F("outline_state__version") if model is CoursePage else Value(None, IntegerField())
    rows = pages.values_list("pk", "live_revision_id", "path", version, Exists(PageViewRestriction.objects.all()))
    row = next(iter(rows[:1]), None)
    return None if row is None or row[4] else Found(model, *row[:4])


def _is_stranger(request: HttpRequest) -> bool:
    """A plain visit by somebody without a session: what they see depends on the page alone."""
    known = {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()
    return request.method == "GET" and not request.GET and not known


def _for_strangers(request: HttpRequest, found: Found) -> HttpResponse:
    """A course page as strangers see it, drawn once a minute for each version, language and display choice."""
    display = (get_language(), request.COOKIES.get("theme", ""), request.COOKIES.get("size", ""))

    def draw() -> str:
        page = found.model.objects.select_related("outline_state", "organisation", "lead_department").get(pk=found.pk)
        request.is_preview = False
        context = page.get_context(request) | {"csrf_token": TOKEN_MARK}
        return render_to_string(page.get_template(request), context, request)

    html = _drawn.get((found, display), draw)
    return HttpResponse(html.replace(TOKEN_MARK, get_token(request)))


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
