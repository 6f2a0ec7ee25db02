"""Pairs of towns: public to read, made by the district, reviewed by both sides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Role
from accounts.policies import current_roles
from practice.models import TownPair
from practice.pair_forms import PairForm, PairReviewForm
from practice.services.pairing import end_pair, may_pair, pair_towns, review_pair, side_of

SECTION = "brands"
A_PAGE = 20
DISTRICT = frozenset((Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMIN))


def _of_district(request: HttpRequest) -> bool:
    user = request.user
    return user.is_authenticated and bool(user.is_superuser or current_roles(user) & DISTRICT)


def _pair(uuid) -> TownPair:
    return get_object_or_404(TownPair.objects.with_adoptions().select_related("source", "learner"), uuid=uuid)


@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    """Who learns from whom, running ones first."""
    rows = TownPair.objects.with_adoptions().select_related("source", "learner").order_by("until", "-since", "-pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_pair": _of_district(request), "section": SECTION}
    return render(request, "practice/pairs/list.html", context)


@require_safe
def pair(request: HttpRequest, uuid) -> HttpResponse:
    """One pair with what both sides say."""
    row = _pair(uuid)
    side = side_of(request.user, row)
    year = timezone.localdate().year
    reviews = list(row.reviews.select_related("town"))
    written = any(one.town_id == side.pk and one.year == year for one in reviews) if side else True
    context = {
        "row": row, "reviews": reviews, "may_review": not written and row.until is None, "section": SECTION,
        "may_end": row.until is None and _of_district(request),
    }  # fmt: skip
    return render(request, "practice/pairs/pair.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Pair two towns."""
    if not _of_district(request):
        raise PermissionDenied
    form = PairForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = pair_towns(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The two towns are paired and were told."))
            return redirect("practice:pair", made.uuid)
    context = {"form": form, "section": SECTION}
    return render(request, "practice/pairs/new.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def end(request: HttpRequest, uuid) -> HttpResponse:
    """End a pair; it stays readable."""
    row = _pair(uuid)
    if not may_pair(request.user, row.source, row.learner):
        raise PermissionDenied
    end_pair(pair=row, by=request.user)
    messages.success(request, _("The pairing has ended; everything stays readable."))
    return redirect("practice:pair", row.uuid)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, uuid) -> HttpResponse:
    """What this side says of the year."""
    row = _pair(uuid)
    if side_of(request.user, row) is None or row.until is not None:
        raise PermissionDenied
    form = PairReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        review_pair(pair=row, by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. The other side reads it."))
        return redirect("practice:pair", row.uuid)
    context = {"row": row, "form": form, "section": SECTION}
    return render(request, "practice/pairs/review.html", context, status=422 if form.errors else 200)
