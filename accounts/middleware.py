"""Who is there, and duties before anything else: a first password must be changed, the privacy notice must be read."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.duties import Duty, duty_of
from accounts.policies import may_enter_cms
from accounts.sessions import person_of

# Open whatever is still to be done: leaving, help, display choices, the text itself, and what strangers may see too.
FREE = {
    "account_login",
    "account_logout",
    "account_change_password",
    "account_inactive",
    "account_reset_password",
    "account_signup",
    "accounts:consent",
    "accounts:decline",
    "accounts:privacy",
    "accounts:privacy_version",
    "preferences",
    "accessibility",
    "health",
    "rendition",
    "wagtailadmin_logout",
    "wagtailadmin_login",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
}
FREE_PREFIXES = ("certificates:verify", "certificates:by_code")
CMS = "/cms/"


class PersonMiddleware(AuthenticationMiddleware):
    """`request.user` without a query of its own: the person was read with the session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: person_of(request) or get_user(request))


class DutyMiddleware:
    """Sends people to their duties, and keeps learners out of the CMS with a page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in FREE or name.startswith(FREE_PREFIXES) or not request.user.is_authenticated:
            return None
        duty = duty_of(request)
        if duty is not None:
            return _send_to(duty, request)
        if request.path_info.startswith(CMS) and not may_enter_cms(request.user):
            return render(request, "accounts/cms_denied.html", status=403)
        return None


def _send_to(duty: Duty, request: HttpRequest) -> HttpResponse:
    target = reverse(duty.url_name)
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    if wants_json or request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return JsonResponse({"error": duty.code, "location": target}, status=403)
    if request.method in ("GET", "HEAD"):
        target = f"{target}?{urlencode({'next': request.get_full_path()})}"
    return redirect(target)
