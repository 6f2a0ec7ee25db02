"""Two request-wide rules: which language to speak, and which content policy to send."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

_KNOWN = {code for code, _ in settings.LANGUAGES}
# Wagtail's date pickers, choosers and inline panels still emit inline scripts and styles (measured on 8.0.1).
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; frame-ancestors 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
)


class LanguageMiddleware:
    """Chinese unless the person chose otherwise; the browser's own language does not decide."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in _KNOWN else settings.LANGUAGE_CODE
        translation.activate(code)
        request.LANGUAGE_CODE = code
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response


class ContentSecurityMiddleware(CSPMiddleware):
    """The strict policy for the public site; the CMS, where only trusted staff work, has its own."""

    def process_response(self, request, response):
        if request.path_info.startswith("/cms/"):
            response.headers["Content-Security-Policy"] = ADMIN_POLICY
            return response
        return super().process_response(request, response)
