"""Verification: open to everybody, telling exactly what was certified."""

from axes.helpers import get_client_ip_address
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.forms import VerifyForm
from certificates.numbering import normalize_code
from certificates.services import Answer, count_inquiry, may_ask, verify_by_code, verify_by_number


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The form, and the answer to what was asked with it. The name goes by POST so that it is in no log."""
    form = VerifyForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "certificates/verify.html", {"form": form, "section": "verify"})
    address = get_client_ip_address(request) or ""
    if not may_ask(address=address):
        return _wait(request, form)
    asked, name = form.cleaned_data["number"], form.cleaned_data["name"]
    by_code = bool(normalize_code(asked))
    answer = verify_by_code(asked) if by_code else verify_by_number(asked, name)
    if answer is None or not by_code:
        count_inquiry(address=address)
    return _tell(request, answer, form)


@never_cache
@require_safe
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR code on the paper leads to."""
    form = VerifyForm()
    address = get_client_ip_address(request) or ""
    answer = verify_by_code(code)
    if answer is None:
        if not may_ask(address=address):
            return _wait(request, form)
        count_inquiry(address=address)
    return _tell(request, answer, form)


def _tell(request: HttpRequest, answer: Answer | None, form: VerifyForm) -> HttpResponse:
    status = 200 if answer else 404
    context = {"answer": answer, "form": form, "asked": True, "section": "verify"}
    response = render(request, "certificates/verify.html", context, status=status)
    # An answer about a person is not for search engines.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _wait(request: HttpRequest, form: VerifyForm) -> HttpResponse:
    context = {"form": form, "wait": True, "section": "verify"}
    return render(request, "certificates/verify.html", context, status=429)
