"""What hosts do: sites, times, and who asks to come."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organisation
from accounts.queries import units_for
from cases.models import CasePage
from practice.enums import VisitState
from practice.help_forms import ReasonForm, SiteForm, SlotForm, take
from practice.models import BrandPage, Visit, VisitSite, VisitSlot
from practice.models.replications import WORKING_ROLES
from practice.services.hosting import TEXTS, cancel_slot, change_site, open_slot, register_site
from practice.views.help import SECTION, works

PER_PAGE = 20
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
SLOT_FIELDS = {"starts_at": "begins", "ends_at": "ends"}


def _denied(request: HttpRequest) -> HttpResponse:
    return render(request, "practice/visits/denied.html", {"section": SECTION}, status=403)


def own_site(request: HttpRequest, uuid) -> VisitSite:
    rows = VisitSite.objects.hosted_by(request.user)
    return get_object_or_404(rows.select_related("unit", "town", "case", "brand"), uuid=uuid)


@never_cache
@GET_OR_POST
@login_required
def visit_site_new(request: HttpRequest) -> HttpResponse:
    """Register a place that receives visitors."""
    if not works(request.user):
        return _denied(request)
    form = _site_form(request)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            site = register_site(unit=data["unit"], by=request.user, key=data["key"], values=form.values())
        except ValidationError as error:
            take(form, error)
        else:
            messages.success(request, _("The site is registered. Now open the first time for visitors."))
            return redirect("practice:visit_slot_new", site.uuid)
    context = {"form": form, "site": None, "section": SECTION}
    return render(request, "practice/visits/site_form.html", context, status=422 if form.errors else 200)


@never_cache
@GET_OR_POST
@login_required
def visit_site_change(request: HttpRequest, uuid) -> HttpResponse:
    site = own_site(request, uuid)
    form = _site_form(request, site)
    if request.method == "POST" and form.is_valid():
        try:
            change_site(site=site, by=request.user, values=form.values())
        except ValidationError as error:
            take(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("practice:visit_site", site.uuid)
    context = {"form": form, "site": site, "section": SECTION}
    return render(request, "practice/visits/site_form.html", context, status=422 if form.errors else 200)


def _site_form(request: HttpRequest, site: VisitSite | None = None) -> SiteForm:
    """A site stays with its unit; it shows a case of the person's units, or a brand of one of their towns."""
    units = units_for(request.user, *WORKING_ROLES).order_by("path")
    initial: dict[str, Any] = {}
    if site is not None:
        units = Organisation.objects.filter(pk=site.unit_id)
        initial = {name: getattr(site, name) for name in (*TEXTS, "capacity", "is_active", "case", "brand")}
    cases = CasePage.objects.in_library().filter(organisation__in=units)
    towns = Organisation.objects.towns().filter(pk__in=_towns(units))
    brands = BrandPage.objects.live().filter(town__in=towns).order_by("title", "pk")
    typed = request.POST if request.method == "POST" else None
    return SiteForm(typed, initial=initial, units=units, cases=cases.order_by("title", "pk"), brands=brands)


def _towns(units: QuerySet[Organisation]) -> list[int]:
    """The towns that `units` are or belong to: the beginning of their paths."""
    towns = list(Organisation.objects.towns().values_list("pk", "path"))
    paths = set(units.order_by().values_list("path", flat=True))
    return [pk for pk, path in towns if any(own.startswith(path) for own in paths)]


@never_cache
@GET_OR_POST
@login_required
def visit_slot_new(request: HttpRequest, uuid) -> HttpResponse:
    """Open a time; the next one can follow at once."""
    site = own_site(request, uuid)
    form = SlotForm(request.POST if request.method == "POST" else None, initial={"places": site.capacity})
    if request.method == "POST" and form.is_valid():
        starts_at, ends_at = form.period()
        places = form.cleaned_data["places"]
        try:
            open_slot(site=site, by=request.user, starts_at=starts_at, ends_at=ends_at, places=places)
        except ValidationError as error:
            take(form, error, **SLOT_FIELDS)
        else:
            messages.success(request, _("The time is open; visitors can ask for it now."))
            return redirect("practice:visit_site", site.uuid)
    context = {
        "form": form, "site": site, "times": site.slots.upcoming().with_taken()[:PER_PAGE], "section": SECTION,
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "practice/visits/slot_form.html", context, status=422 if form.errors else 200)


@never_cache
@GET_OR_POST
@login_required
def visit_slot_cancel(request: HttpRequest, uuid) -> HttpResponse:
    """Call a time off, after a look at who has asked for it."""
    rows = VisitSlot.objects.filter(site__in=VisitSite.objects.hosted_by(request.user))
    slot = get_object_or_404(rows.select_related("site__unit").with_taken(), uuid=uuid)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_slot(slot=slot, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            take(form, error)
        else:
            messages.info(request, _("The time is called off; everybody who had asked for it has been told."))
            return redirect("practice:visit_site", slot.site.uuid)
    elif request.method != "POST" and (slot.cancelled_at or slot.has_begun):
        return redirect("practice:visit_site", slot.site.uuid)
    standing = slot.visits.filter(state__in=(VisitState.ASKED, VisitState.ACCEPTED)).count()
    context = {"form": form, "slot": slot, "site": slot.site, "standing": standing, "section": SECTION}
    return render(request, "practice/visits/slot_cancel.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@login_required
def visit_hosting(request: HttpRequest) -> HttpResponse:
    """Who asks to come to the sites one looks after: waiting, agreed, past."""
    if not works(request.user):
        return _denied(request)
    visits = Visit.objects.hosted_by(request.user)
    now = timezone.now()
    groups = {
        "waiting": Q(state=VisitState.ASKED, slot__starts_at__gt=now),
        "agreed": Q(state=VisitState.ACCEPTED),
    }
    groups["past"] = ~groups["waiting"] & ~groups["agreed"]
    tab = request.GET.get("tab", "")
    tab = tab if tab in groups else "waiting"
    counts = visits.aggregate(**{name: Count("pk", filter=which) for name, which in groups.items()})
    order = "-slot__starts_at" if tab == "past" else "slot__starts_at"
    rows = visits.filter(groups[tab]).select_related("slot__site", "visitor", "organisation", "help_post")
    labels = {"waiting": _("Waiting for an answer"), "agreed": _("Agreed"), "past": _("Past")}
    context = {
        "page": Paginator(rows.order_by(order, "pk"), PER_PAGE).get_page(request.GET.get("page")), "tab": tab,
        "tabs": [(name, labels[name], counts[name]) for name in groups], "section": SECTION,
    }  # fmt: skip
    return render(request, "practice/visits/hosting.html", context)
