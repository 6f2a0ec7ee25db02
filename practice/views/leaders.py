"""The ways of community leaders: the list of one's units, each way step by step, nominating and ending."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from content.uploads import Refused
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from practice.community import may_take, people_of, replications_of, units_to_nominate_for
from practice.community_enums import LeaderStage, LeaderState, OrgState
from practice.community_forms import NominateForm, StepForm, UnitForm
from practice.community_showing import stations_of, track_lines
from practice.forms import ReasonForm
from practice.leading import STAGES
from practice.models import CommunityOrganisation, LeaderStep, LeaderTrack
from practice.services import nominate_leader, take_step, withdraw_leader
from practice.spreading import NotPossible

SECTION = "brands"
A_PAGE = 20
WITH = ("person", "unit", "town", "organisation", "nominated_by")


def to_track(track: LeaderTrack) -> HttpResponse:
    return redirect("practice:leader", track.uuid)


def seen(view):
    """Give the view a way the person may see; any other does not exist."""

    @wraps(view)
    def wrapped(request: HttpRequest, uuid, **kwargs) -> HttpResponseBase:
        rows = LeaderTrack.objects.visible_to(request.user).select_related(*WITH)
        return view(request, get_object_or_404(rows, uuid=uuid), **kwargs)

    return never_cache(login_required(wrapped))


@never_cache
@login_required
@require_safe
def leaders(request: HttpRequest) -> HttpResponse:
    """People on the way within the person's reach, those that moved last first."""
    rows = LeaderTrack.objects.visible_to(request.user).select_related(*WITH).prefetch_related("steps")
    state = request.GET.get("state", "")
    if state in LeaderState.values:
        rows = rows.filter(state=state)
    page = Paginator(rows.order_by("-changed_at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "lines": track_lines(page.object_list), "states": LeaderState.choices, "state": state,
        "total": len(STAGES), "may_nominate": units_to_nominate_for(request.user).exists(), "section": SECTION,
    }  # fmt: skip
    return render(request, "practice/leaders/list.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: HttpRequest) -> HttpResponse:
    """First the unit, when there are several, then the person and why."""
    units = units_to_nominate_for(request.user)
    unit = units.filter(slug=request.GET.get("unit", "")).first()
    if unit is None:
        found = list(units[:2])
        if len(found) != 1:
            context = {"form": UnitForm(units=units), "units": bool(found), "section": SECTION}
            return render(request, "practice/leaders/unit.html", context)
        unit = found[0]
    people = people_of(unit).exclude(pk=request.user.pk)
    organisations = CommunityOrganisation.objects.filter(unit=unit).exclude(state=OrgState.CLOSED)
    form = NominateForm(request.POST if request.method == "POST" else None, people=people, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            track = nominate_leader(unit=unit, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            _show(form, error)
        else:
            messages.success(request, _("Nominated. The person has been told."))
            return to_track(track)
    context = {"form": form, "unit": unit, "section": SECTION}
    return render(request, "practice/leaders/nominate.html", context, status=422 if form.errors else 200)


def _show(form: Form, error: ValidationError) -> None:
    for name, words in getattr(error, "message_dict", {"": error.messages}).items():
        form.add_error(name if name in form.fields else None, words)


@require_safe
@seen
def leader(request: HttpRequest, track: LeaderTrack) -> HttpResponse:
    """The way with its steps and what shows each."""
    stations = stations_of(track, request.user)
    writes = LeaderTrack.objects.editable_by(request.user).filter(pk=track.pk).exists()
    context = {
        "track": track, "stations": stations, "section": SECTION,
        "next": next((one for one in stations if one.mine), None),
        "waits": next((one for one in stations if one.mark == "here"), None),
        "may_withdraw": writes and track.state == LeaderState.RUNNING,
    }  # fmt: skip
    return render(request, "practice/leaders/track.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@seen
def step(request: HttpRequest, track: LeaderTrack, stage: str) -> HttpResponse:
    """Write the next step."""
    if stage not in LeaderStage.values or stage == LeaderStage.NOMINATE:
        raise Http404
    chosen = LeaderStage(stage)
    if not may_take(request.user, track, chosen):
        raise PermissionDenied
    current = next((one for one in stations_of(track, request.user) if one.mark == "here"), None)
    if current is None or current.stage != chosen:
        return _moved_on(request, track)
    completed = Enrollment.objects.filter(learner=track.person, status=EnrollmentStatus.COMPLETED)
    form = StepForm(
        request.POST if request.method == "POST" else None, request.FILES or None, stage=chosen,
        enrollments=completed.select_related("course").order_by("-completed_at"), replications=replications_of(track),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        answer = _taken(request, track, chosen, form)
        if answer is not None:
            return answer
    context = {
        "track": track, "stage": chosen, "form": form, "section": SECTION,
        "untrained": chosen == LeaderStage.TRAIN and not completed.exists(),
    }  # fmt: skip
    return render(request, "practice/leaders/step.html", context, status=422 if form.errors else 200)


def _taken(request: HttpRequest, track: LeaderTrack, stage: LeaderStage, form: StepForm) -> HttpResponse | None:
    try:
        take_step(track=track, stage=stage, by=request.user, **form.cleaned_data)
    except NotPossible:
        return _moved_on(request, track)
    except Refused as error:
        form.add_error("file", str(error))
        return None
    except ValidationError as error:
        _show(form, error)
        return None
    messages.success(request, _("The step stands in the record."))
    return to_track(track)


def _moved_on(request: HttpRequest, track: LeaderTrack) -> HttpResponse:
    messages.info(request, _("It has moved on meanwhile. This is how it stands now."))
    return to_track(track)


@require_http_methods(["GET", "HEAD", "POST"])
@seen
def withdraw(request: HttpRequest, track: LeaderTrack) -> HttpResponse:
    """End a way early, with a reason."""
    if not LeaderTrack.objects.editable_by(request.user).filter(pk=track.pk).exists():
        raise PermissionDenied
    if track.state != LeaderState.RUNNING:
        return _moved_on(request, track)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_leader(track=track, by=request.user, reason=form.cleaned_data["reason"])
        except NotPossible:
            return _moved_on(request, track)
        messages.success(request, _("Ended. The steps that were taken stay readable."))
        return to_track(track)
    context = {"track": track, "form": form, "section": SECTION}
    return render(request, "practice/leaders/withdraw.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@login_required
def evidence(request: HttpRequest, uuid) -> HttpResponse:
    """The file of a step, for whoever may see the way."""
    tracks = LeaderTrack.objects.visible_to(request.user)
    found = LeaderStep.objects.filter(uuid=uuid, track__in=tracks).exclude(file="").first()
    if found is None:
        raise Http404
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=True, filename=found.file_name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
