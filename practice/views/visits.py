"""Visit sites as anybody sees them: the list, a site with its free times."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cases.models import CasePage
from practice.enums import VisitState
from practice.help_forms import SiteFilter
from practice.models import HelpPost, Visit, VisitSite
from practice.views.help import MINE, SECTION, works

PER_PAGE = 20
TIMES = 12


def _case_asked(request: HttpRequest) -> CasePage | None:
    """The public case the address names: only its sites are wanted."""
    try:
        key = UUID(request.GET.get("case", ""))
    except ValueError:
        return None
    return CasePage.objects.in_library().filter(translation_key=key).order_by("pk").first()


@require_safe
def visit_sites(request: HttpRequest) -> HttpResponse:
    """Places that receive visitors; `?case=` those of one case, `?tab=mine` those one looks after, closed ones too."""
    mine = request.GET.get("tab") == MINE and request.user.is_authenticated and works(request.user)
    rows = VisitSite.objects.hosted_by(request.user) if mine else VisitSite.objects.public()
    form = SiteFilter(request.GET)
    form.is_valid()
    theme, town, case = form.cleaned_data.get("theme"), form.cleaned_data.get("town"), _case_asked(request)
    if theme:
        rows = rows.filter(Q(case__theme=theme) | Q(brand__theme=theme))
    rows = rows.filter(town=town) if town else rows
    rows = rows.filter(case=case) if case else rows
    rows = rows.select_related("unit", "town", "case", "brand").with_free_times().order_by("-times", "-pk")
    wanted = {"tab": MINE if mine else "", "theme": theme, "town": town and town.slug}
    wanted["case"] = case and case.translation_key
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "form": form, "case": case, "mine": mine,
        "filtered": bool(theme or town or case), "section": SECTION,
        "query": "&".join(f"{name}={value}" for name, value in wanted.items() if value),
        "works": request.user.is_authenticated and works(request.user),
    }  # fmt: skip
    return render(request, "practice/visits/list.html", context)


@require_safe
def visit_site(request: HttpRequest, uuid) -> HttpResponse:
    """What there is to see, how to get there, free times. `?help=` keeps the problem somebody comes with."""
    rows = VisitSite.objects.visible_to(request.user).distinct()
    site = get_object_or_404(rows.select_related("unit", "town", "case", "brand").with_visits(), uuid=uuid)
    hosts = VisitSite.objects.hosted_by(request.user).filter(pk=site.pk).exists()
    problem = help_asked(request)
    times = Paginator(site.slots.upcoming().with_taken(), TIMES).get_page(request.GET.get("page"))
    context = {
        "site": site, "page": times, "hosts": hosts, "problem": problem, "section": SECTION,
        "query": f"help={problem.uuid}" if problem else "",
        "booked": _booked(request, site),
        "told": Visit.objects.filter(slot__site=site).feedback_sum() if hosts else {},
    }  # fmt: skip
    return render(request, "practice/visits/site.html", context)


def _booked(request: HttpRequest, site: VisitSite) -> dict[int, UUID]:
    """One's own standing visits by time."""
    if not request.user.is_authenticated:
        return {}
    own = request.user.visits.filter(slot__site=site, state__in=(VisitState.ASKED, VisitState.ACCEPTED))
    return dict(own.values_list("slot", "uuid"))


def help_asked(request: HttpRequest) -> HelpPost | None:
    """The open call for help of one's own that the address names."""
    try:
        key = UUID(request.GET.get("help", ""))
    except ValueError:
        return None
    return HelpPost.objects.editable_by(request.user).still_open().filter(uuid=key).first()
