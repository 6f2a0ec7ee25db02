"""Pages by their stored address in one query, instead of Wagtail's walk of two queries a level.

Only what a visitor reads most is looked up here (catalog, course, lesson, library, case, by the depth of the address);
everything else, and whatever has a restriction, several sites or a miss, goes Wagtail's own way. `before_serve_page`
hooks run here too; what Wagtail's `on_serve_page` hook does, asking for view restrictions, is answered by the query
itself.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.views import serve as wagtail_serve

from accounts.prepared import Given, Prepared
from cases.models import CaseIndexPage, CasePage
from cases.sheets import LOOSE_FIELDS
from content.shelf import Shelf
from courses.models import CatalogPage, CoursePage, LessonPage, ModulePage
from learning.reader import Reader
from learning.rendering import TOKEN_MARK
from learning.showing import show

# Where the library stands on most sites. A guess: what is not found there goes Wagtail's way, as every miss does.
LIBRARY = "cases/"
HELP = "help/"
BY_DEPTH = {1: CatalogPage, 2: CoursePage, 4: LessonPage}
RELATED = {
    CoursePage: ("outline_state", "organisation", "lead_department"),
    CasePage: ("organisation", "town", "recommender"),
}
LOOSE = {CoursePage: ("outline_state__version",), LessonPage: (), CasePage: LOOSE_FIELDS}
IN_LIBRARY = {1: CaseIndexPage, 2: CasePage}
# Pages by live revision. They are shared between requests: nothing may be set on them.
_pages = Shelf(size=500)
_drawn = Shelf(size=200, seconds=60)


@require_http_methods(["GET", "HEAD", "OPTIONS", "POST"])
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at `path`."""
    model, address = _model_at(path), _address(path)
    if model is None or address is None:
        return _wagtails_way(request, path)
    if model in (LessonPage, CasePage) or (model is CoursePage and _is_stranger(request)):
        found = _look_up(model, address)
        if found is not None and model is not LessonPage and _is_stranger(request):
            return _for_strangers(request, found)
        page = found.page() if found else None
    else:
        page = _unrestricted(model, address)
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
    """What one narrow query says of an address: the page there, its live revision, and what changes without one (the
    outline of a course; level, honour and yearly confirmation of a case)."""

    model: type[Page]
    pk: int
    revision: int | None
    path: str
    loose: tuple

    def page(self) -> Page:
        """The page itself, kept by its revision."""
        if self.revision is None:
            return self.read()
        return _pages.get(self, self.read)

    def read(self) -> Page:
        return self.model.objects.select_related(*RELATED.get(self.model, ())).get(pk=self.pk)


def _model_at(path: str) -> type[Page] | None:
    """Which kind of page stands at that depth."""
    if path.startswith(HELP):
        return None
    by_depth = IN_LIBRARY if path.startswith(LIBRARY) else BY_DEPTH
    return by_depth.get(path.strip("/").count("/") + 1) if path.strip("/") else None


def _address(path: str) -> str | None:
    """The stored address of `path`; None with several sites, which Wagtail tells apart."""
    roots = Site.get_site_root_paths()
    return f"{roots[0].root_path}{path.strip('/')}/" if len(roots) == 1 else None


RESTRICTED = Exists(PageViewRestriction.objects.all())


def _unrestricted(model: type[Page], address: str) -> Page | None:
    pages = model.objects.filter(url_path=address, live=True).order_by().select_related(*RELATED.get(model, ()))
    page = next(iter(pages.annotate(any_restriction=RESTRICTED)[:1]), None)
    return None if page is None or page.any_restriction else page


def _narrow(model: type[Page]) -> Prepared:
    """What `Found` holds, of the live page at an address."""

    def build() -> QuerySet:
        pages = model.objects.filter(url_path=Given("address"), live=True).order_by()
        return pages.values_list("pk", "live_revision_id", "path", *LOOSE[model], RESTRICTED)[:1]

    return Prepared(build)


_narrowly = {model: _narrow(model) for model in LOOSE}


def _look_up(model: type[Page], address: str) -> Found | None:
    """The same in one narrow query, for pages that are kept in memory."""
    for pk, revision, place, *loose, restricted in _narrowly[model].rows(address=address):
        return None if restricted else Found(model, pk, revision, place, tuple(loose))
    return None


def _is_stranger(request: HttpRequest) -> bool:
    """A plain visit by somebody without a session: what they see depends on the page alone."""
    known = {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()
    return request.method == "GET" and not request.GET and not known


def _for_strangers(request: HttpRequest, found: Found) -> HttpResponse:
    """A course or case as strangers see it, drawn once a minute for each version, language and display choice."""
    display = (get_language(), request.COOKIES.get("theme", ""), request.COOKIES.get("size", ""))

    def draw() -> str:
        page = found.read()
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
