"""What people do on the page of a brand: sign a criterion, take it back, write the yearly review."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.queries import can
from practice.forms import BrandReviewForm, ReasonForm, SignForm
from practice.maturity import SIGNED
from practice.models import BrandPage, CriterionSignature
from practice.services import review_brand, sign_criterion, withdraw_signature
from practice.services.brands import may_sign, rule_in_force

SECTION = "brands"


def _brand(key) -> BrandPage:
    return get_object_or_404(BrandPage.objects.live().select_related("town"), translation_key=key)


@require_safe
def brand(request: HttpRequest, key) -> HttpResponse:
    """The lasting address of a brand leads to its page."""
    return redirect(_brand(key).url)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, key, criterion: str) -> HttpResponse:
    """Sign one criterion."""
    page = _brand(key)
    if not may_sign(request.user, page):
        raise PermissionDenied
    rule = rule_in_force()
    asked = next((one for one in (rule.criteria if rule else []) if one["key"] == criterion), None)
    if asked is None or asked["kind"] != SIGNED:
        raise Http404
    form = SignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sign_criterion(brand=page, criterion=criterion, by=request.user, words=form.cleaned_data["words"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Signed. The stage was counted anew."))
            return redirect(page.url)
    context = {"page": page, "form": form, "label": asked["label"], "section": SECTION}
    return render(request, "practice/brands/sign.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsign(request: HttpRequest, key, uuid) -> HttpResponse:
    """Take a signature back."""
    page = _brand(key)
    if not may_sign(request.user, page):
        raise PermissionDenied
    found = get_object_or_404(CriterionSignature.objects.select_related("brand__town"), uuid=uuid, brand=page)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        withdraw_signature(signature=found, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Taken back. The stage was counted anew."))
        return redirect(page.url)
    context = {"page": page, "form": form, "signature": found, "section": SECTION}
    return render(request, "practice/brands/unsign.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, key) -> HttpResponse:
    """The yearly review by the district."""
    page = _brand(key)
    if not can(request.user, page.town, Role.DISTRICT_REVIEWER):
        raise PermissionDenied
    year = timezone.localdate().year
    if page.reviews.filter(year=year).exists():
        messages.info(request, _("The review of this year has been written already."))
        return redirect(page.url)
    form = BrandReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        review_brand(brand=page, year=year, by=request.user, **form.cleaned_data)
        messages.success(request, _("The review stands on the page of the brand."))
        return redirect(page.url)
    context = {"page": page, "form": form, "year": year, "section": SECTION}
    return render(request, "practice/brands/review.html", context, status=422 if form.errors else 200)
