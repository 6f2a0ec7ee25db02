"""Small doors of the roof: display preferences, covers, health."""

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from covers import PALETTES, cover_svg_from_seed
from lms.context import SIZES, THEMES

YEAR = 365 * 24 * 3600


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Remember theme, text size or language in a cookie and go back."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = redirect(target)
    choices = {"theme": THEMES, "size": SIZES, "lang": [code for code, _ in settings.LANGUAGES]}
    for name, allowed in choices.items():
        if name not in request.POST:
            continue
        value = request.POST[name]
        cookie = settings.LANGUAGE_COOKIE_NAME if name == "lang" else name
        if value in allowed:
            response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
        else:
            response.delete_cookie(cookie)
    return response


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "lms/accessibility.html")


@require_GET
def cover(request: HttpRequest, version: int, theme: str, palette: str, seed: str, shape: str) -> HttpResponse:
    """A generated cover. Its address says everything about it, so browsers may keep it for good."""
    if palette not in PALETTES or shape not in ("wide", "square"):
        raise Http404
    etag = f'"{version}-{theme}-{palette}-{seed}-{shape}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        drawn = cover_svg_from_seed(theme="" if theme == "none" else theme, seed=seed, palette=palette, shape=shape)
        response = HttpResponse(drawn, content_type="image/svg+xml")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    return render(request, "styleguide.html")


@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database and the cache answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    cache.set("health", 1, 5)
    return JsonResponse({"status": "ok"})
