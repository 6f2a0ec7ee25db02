"""What everybody may read of replications: the list of all outcomes, failures included, and each summary."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from practice.enums import EntryKind, ReplicationOutcome, ReplicationState
from practice.forms import PublicFilter
from practice.models import Replication
from practice.showing import answers_of, parts_of, stops_of

SECTION = "cases"
A_PAGE = 20


@require_safe
def adoptions(request: HttpRequest) -> HttpResponse:
    """Begun, evaluated or stopped replications of public cases."""
    rows = Replication.objects.public().select_related("case", "adopter", "town")
    form = PublicFilter(request.GET)
    form.is_valid()
    told = getattr(form, "cleaned_data", {})
    outcome, town = told.get("outcome", ""), told.get("town")
    if outcome in ReplicationOutcome.values:
        rows = rows.filter(outcome=outcome)
    elif outcome in ReplicationState.values:
        rows = rows.filter(state=outcome)
    if town:
        rows = rows.filter(town=town)
    page = Paginator(rows.order_by("-begun_on", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    query = urlencode({"outcome": outcome, "town": town.slug if town else ""}) if outcome or town else ""
    context = {"page": page, "form": form, "query": query, "section": SECTION}
    return render(request, "practice/replications/adoptions.html", context)


@require_safe
def adoption(request: HttpRequest, uuid) -> HttpResponse:
    """The summary: what was changed and why, what was reached, what came of it. No names, no pictures of people."""
    found = Replication.objects.public().select_related("case__organisation", "adopter", "town", "submission__case")
    row = get_object_or_404(found, uuid=uuid)
    entries = row.entries.filter(kind=EntryKind.MILESTONE, struck_at=None).order_by("on", "pk")
    context = {
        "row": row, "stops": stops_of(row), "parts": parts_of(row), "answers": answers_of(row), "entries": entries,
        "words": list(row.confirmations.standing()), "section": SECTION,
        "mine": Replication.objects.visible_to(request.user).filter(pk=row.pk).exists(),
    }  # fmt: skip
    return render(request, "practice/replications/adoption.html", context)
