"""What all pages about oneself share."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache


@method_decorator(never_cache, name="dispatch")
class PersonalView(LoginRequiredMixin):
    """Nothing personal stays in a shared computer's cache."""


def next_url(request: HttpRequest, otherwise: str) -> str:
    """Where the form or link wants to go next, as long as that is on this site."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe else otherwise
