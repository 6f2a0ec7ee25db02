"""What is read of community organisations: the public register, each page, a unit's own list, the desk of the town."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from practice.community import is_staff_somewhere, may_confirm, units_to_register_for
from practice.community_enums import OrgState
from practice.community_forms import RegisterFilter
from practice.community_showing import core_members, count_choices, narrowed, told_by
from practice.exporting import workbook_of_organisations
from practice.models import CommunityOrganisation, SelfCheck

SECTION = "brands"
A_PAGE = 20
WITH = ("unit", "town")


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Confirmed organisations, by town, kind, legal type and name. No persons."""
    rows = CommunityOrganisation.objects.public()
    form = RegisterFilter(request.GET)
    told = told_by(form)
    count_choices(form, rows, told)
    found = narrowed(rows, told).select_related(*WITH).order_by("town__sort_order", "unit__path", "name", "pk")
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")), "form": form, "query": urlencode(told),
        "section": SECTION, "staff": is_staff_somewhere(request.user),
    }  # fmt: skip
    return render(request, "practice/organisations/register.html", context)


@require_safe
def organisation(request: HttpRequest, uuid) -> HttpResponse:
    """One confirmed organisation for everybody: what it is and did; of its people only how many have learned."""
    row = get_object_or_404(CommunityOrganisation.objects.public().select_related(*WITH), uuid=uuid)
    core = core_members(row)
    context = {
        "row": row, "projects": row.projects.all(), "cases": row.cases.live().public(), "core": len(core),
        "trained": sum(bool(one.completed) for one in core), "section": SECTION,
        "mine": CommunityOrganisation.objects.visible_to(request.user).filter(pk=row.pk).exists(),
    }  # fmt: skip
    return render(request, "practice/organisations/page.html", context)


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Organisations within the person's reach, drafts and closed ones too. `?export=xlsx` gives the list."""
    rows = CommunityOrganisation.objects.visible_to(request.user)
    state, words = request.GET.get("state", ""), request.GET.get("q", "").replace("\0", "").strip()[:40]
    if state in OrgState.values:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(name__icontains=words)
    rows = rows.order_by("unit__path", "name", "pk")
    staff = is_staff_somewhere(request.user)
    if request.GET.get("export") == "xlsx" and staff:
        return workbook_of_organisations(rows, request.user)
    context = {
        "page": Paginator(rows.select_related(*WITH), A_PAGE).get_page(request.GET.get("page")),
        "states": OrgState.choices, "state": state, "q": words, "section": SECTION, "staff": staff,
        "query": urlencode({name: value for name, value in (("state", state), ("q", words)) if value}),
        "may_register": units_to_register_for(request.user).exists(),
        "waiting": CommunityOrganisation.objects.confirmable_by(request.user).filter(returned_reason="").count(),
    }  # fmt: skip
    return render(request, "practice/organisations/mine.html", context)


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the town: organisations to be confirmed, the oldest first, and self-checks to be answered."""
    rows = CommunityOrganisation.objects.confirmable_by(request.user).filter(returned_reason="")
    page = Paginator(rows.select_related(*WITH).order_by("changed_at", "pk"), A_PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")), "section": SECTION,
        "checks": SelfCheck.objects.reviewable_by(request.user).count(),
    }  # fmt: skip
    return render(request, "practice/organisations/desk.html", context)


@never_cache
@login_required
@require_safe
def record(request: HttpRequest, uuid) -> HttpResponse:
    """The whole record with its people, for whoever may see it."""
    rows = CommunityOrganisation.objects.visible_to(request.user).select_related(
        *WITH, "leader", "registered_by", "confirmed_by"
    )
    row = get_object_or_404(rows, uuid=uuid)
    edits = CommunityOrganisation.objects.editable_by(request.user).filter(pk=row.pk).exists()
    context = {
        "row": row, "projects": row.projects.all(), "cases": row.cases.live().public(), "core": core_members(row),
        "tracks": row.leader_tracks.visible_to(request.user).select_related("person"),
        "checks": row.self_checks.visible_to(request.user).select_related("sheet", "organisation"),
        "edits": edits, "confirms": may_confirm(request.user, row) and not row.returned_reason, "section": SECTION,
    }  # fmt: skip
    return render(request, "practice/organisations/record.html", context)
