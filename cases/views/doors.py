"""Who gets in: the person's own submission, or none that exists."""

from functools import wraps
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.enums import Role
from accounts.policies import current_roles
from cases.models import Submission


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's script asks, rather than the browser."""
    return request.headers.get("Accept", "").startswith("application/json")


def to_login(request: HttpRequest) -> HttpResponse:
    target = request.get_full_path() if request.method == "GET" else request.path
    login = f"{reverse('account_login')}?{urlencode({'next': target})}"
    if wants_json(request):
        return JsonResponse({"error": "login", "url": login, "message": _("Log in again.")}, status=401)
    return redirect(login)


def contributors_only(view):
    """For whoever contributes somewhere today; the others read whom to ask."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_login(request)
        if Role.CASE_CONTRIBUTOR not in current_roles(request.user) and not request.user.is_superuser:
            return render(request, "cases/draft/denied.html", status=403)
        return view(request, *args, **kwargs)

    return never_cache(wrapped)


def own_submission(view):
    """Give the view a submission of a unit where the person contributes today. Any other does not exist."""

    @wraps(view)
    def wrapped(request: HttpRequest, uuid: UUID, **kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_login(request)
        found = Submission.objects.written_by(request.user).filter(uuid=uuid)
        row = found.select_related("unit", "contributor", "case").first()
        if row is None:
            raise Http404
        return view(request, row, **kwargs)

    return never_cache(wrapped)
