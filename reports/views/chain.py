"""The chain of the district, a town, a village or a case, and the lists of what is missing."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.enums import Level
from accounts.models import Organisation
from accounts.policies import current_roles
from cases.models import CasePage
from courses.models import CoursePage
from practice.models import Replication
from reports.enums import CHAIN_READERS, Gap
from reports.exporting import workbook_of
from reports.reading import idle_in_scope, idle_people, unmet_posts
from reports.showing import keys_of_gap, place_url, view_of_case, view_of_place

SECTION = "cases"
A_PAGE = 20
PLACES = (Level.DISTRICT, Level.TOWN, Level.VILLAGE)


def _let_in(request: HttpRequest) -> None:
    if not request.user.is_superuser and not current_roles(request.user) & CHAIN_READERS:
        raise PermissionDenied


def _place(slug: str) -> Organisation:
    return get_object_or_404(Organisation, slug=slug, level__in=PLACES, is_active=True)


def _above(unit: Organisation) -> list[dict[str, str]]:
    return [{"url": place_url(place), "title": place.name_short} for place in unit.get_ancestors()]


def _district() -> Organisation:
    found = Organisation.objects.filter(depth=1).order_by("path").first()
    if found is None:
        raise Http404
    return found


@require_safe
@login_required
def chain(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The chain of a place; the whole district when none is named. `?export=xlsx` gives the table."""
    _let_in(request)
    unit = _place(slug) if slug else _district()
    view = view_of_place(unit, unit.name_short)
    if request.GET.get("export") == "xlsx":
        return workbook_of(view, unit, request.user)
    context = {"view": view, "unit": unit, "above": _above(unit), "section": SECTION}
    return render(request, "reports/chain.html", context)


@require_safe
@login_required
def case_chain(request: HttpRequest, key: str) -> HttpResponse:
    """What came of one public case."""
    _let_in(request)
    case = get_object_or_404(CasePage.objects.in_library().select_related("organisation"), translation_key=key)
    rows = Replication.objects.public().filter(case=case).select_related("adopter", "town", "submission__case")
    context = {"view": view_of_case(case, case.title), "case": case, "rows": rows[:50], "section": SECTION}
    return render(request, "reports/case_chain.html", context)


@require_safe
@login_required
def gap(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """What is missing at one link, one page at a time. People are named to whoever keeps their certificates only."""
    _let_in(request)
    unit = _place(slug)
    if kind not in Gap.values:
        raise Http404
    rows, hidden = _rows(request, unit, Gap(kind))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "unit": unit, "gap": Gap(kind), "page": page, "hidden": hidden, "section": SECTION,
        "above": [*_above(unit), {"url": place_url(unit), "title": _("%(place)s: the chain") % {"place": unit}}],
    }  # fmt: skip
    return render(request, "reports/gap.html", context)


def _rows(request: HttpRequest, unit: Organisation, kind: Gap) -> tuple[Any, int]:
    if kind == Gap.UNMET:
        return unmet_posts(unit.path).select_related("unit").order_by("-created_at", "-pk"), 0
    keys, courses = keys_of_gap(unit, kind)
    if kind in (Gap.UNTAUGHT, Gap.UNPRACTICED):
        return CasePage.objects.in_library().filter(pk__in=keys).select_related("organisation").order_by("title"), 0
    if kind == Gap.UNTESTED:
        return CoursePage.objects.live().filter(pk__in=keys).order_by("title"), 0
    if kind == Gap.IDLE:
        seen = idle_in_scope(request.user, unit.path, courses).order_by("name_sort", "pk")
        return seen, idle_people(unit.path, courses).count() - seen.count()
    rows = Replication.objects.filter(pk__in=keys).select_related("case", "adopter", "town").order_by("changed_at")
    return rows, 0
