"""Who looks after whom: the list, giving an expert to a unit or a replication, one assignment and its end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organisation
from accounts.policies import current_roles
from cases.workflow import NotPossible
from practice.guidance_forms import AssignForm, EndForm, take_errors
from practice.models import Assignment, ExpertProfile, Guidance
from practice.models.experts import ASSIGNING_ROLES
from practice.services.experts import assign_expert, end_assignment, may_end, obstacle_words
from practice.supervision import (
    Target,
    candidates_for,
    comes_to_guidance,
    may_assign,
    may_log,
    targets_of,
    team_of,
    unit_of,
)

PER_PAGE = 20
FOUND = 30
WITH = ("expert", "unit", "replication__case", "replication__adopter", "replication__owner")
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@login_required
def assignments(request: HttpRequest) -> HttpResponse:
    """Assignments in reach: those that run, and those that have ended."""
    if not comes_to_guidance(request.user):
        raise PermissionDenied
    rows = Assignment.objects.visible_to(request.user)
    ended = request.GET.get("tab") == "ended"
    rows = rows.exclude(pk__in=rows.current().values("pk")) if ended else rows.current()
    rows = rows.select_related(*WITH).with_open_actions()
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "ended": ended, "here": "assignments",
        "query": "tab=ended" if ended else "", "may_assign": assigns(request.user),
    }  # fmt: skip
    return render(request, "practice/guidance/assignments.html", context)


def assigns(user) -> bool:
    return user.is_superuser or bool(current_roles(user).intersection(ASSIGNING_ROLES))


@never_cache
@GET_OR_POST
@login_required
def assign(request: HttpRequest) -> HttpResponse:
    """First for whom (`?unit=` or `?replication=`), then which expert, with what each has to do already."""
    if not assigns(request.user):
        raise PermissionDenied
    target = _target(request)
    if target is None:
        return _choose_target(request)
    form = AssignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = _assigned(request, form, target)
        if made is not None:
            messages.success(request, _("Assigned. The expert and the unit were told."))
            return redirect("practice:assignment", made.uuid)
    candidates = [(one, obstacle_words(one.obstacle)) for one in candidates_for(target)]
    context = {
        "target": target, "unit": unit_of(target), "team": team_of(target), "candidates": candidates, "form": form,
        "wanted": request.POST.get("expert") or request.GET.get("expert", ""), "here": "assignments",
    }  # fmt: skip
    return render(request, "practice/guidance/assign.html", context, status=422 if form.errors else 200)


def _target(request: HttpRequest) -> Target | None:
    """What the address names, if the person assigns there; 404 for anything else."""
    units, replications = targets_of(request.user)
    slug, key = request.GET.get("unit"), request.GET.get("replication")
    if slug:
        return get_object_or_404(units, slug=slug)
    if key:
        try:
            return get_object_or_404(replications.select_related("case__organisation"), uuid=key)
        except ValidationError as error:
            raise Http404 from error
    return None


def _choose_target(request: HttpRequest) -> HttpResponse:
    units, replications = targets_of(request.user)
    words = request.GET.get("q", "").strip()[:40]
    named = units.filter(name_full__icontains=words) if words else units.towns()
    running = replications.filter(adopter__name_full__icontains=words) if words else replications
    context = {
        "units": named[:FOUND], "words": words, "here": "assignments",
        "replications": running.order_by("-changed_at", "-pk")[:FOUND],
    }  # fmt: skip
    return render(request, "practice/guidance/choose_target.html", context)


def _assigned(request: HttpRequest, form: AssignForm, target: Target) -> Assignment | None:
    told = form.cleaned_data
    profile = ExpertProfile.objects.filter(uuid=told.pop("expert")).select_related("user").first()
    if profile is None:
        form.add_error("expert", _("Please choose an expert."))
        return None
    try:
        return assign_expert(expert=profile.user, target=target, by=request.user, **told)
    except NotPossible:
        form.add_error(None, _("This replication is closed; nobody can be assigned to it any more."))
    except ValidationError as error:
        take_errors(form, error)
    return None


def assignment_or_404(request: HttpRequest, uuid) -> Assignment:
    return get_object_or_404(Assignment.objects.visible_to(request.user).select_related(*WITH), uuid=uuid)


@never_cache
@require_safe
@login_required
def assignment(request: HttpRequest, uuid) -> HttpResponse:
    """One assignment: for whom, since when, the team, and the log."""
    row = assignment_or_404(request, uuid)
    log = Guidance.objects.filter(assignment=row).with_progress()
    target: Target = row.unit if isinstance(row.unit, Organisation) else row.replication
    context = {
        "row": row, "page": Paginator(log, PER_PAGE).get_page(request.GET.get("page")), "here": "assignments",
        "team": team_of(target).exclude(pk=row.pk), "may_log": may_log(request.user, row),
        "may_end": row.ended_at is None and may_end(request.user, row), "may_assign": may_assign(request.user, target),
    }  # fmt: skip
    return render(request, "practice/guidance/assignment.html", context)


@never_cache
@GET_OR_POST
@login_required
def end(request: HttpRequest, uuid) -> HttpResponse:
    """End it today, after a question; the log stays."""
    row = assignment_or_404(request, uuid)
    if not may_end(request.user, row):
        raise PermissionDenied
    if row.ended_at is not None:
        return redirect("practice:assignment", row.uuid)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            end_assignment(assignment=row, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("The assignment has ended. What was written stays."))
            return redirect("practice:assignment", row.uuid)
    context = {"row": row, "form": form, "here": "assignments"}
    return render(request, "practice/guidance/end.html", context, status=422 if form.errors else 200)
