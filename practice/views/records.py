"""The working record of a replication: the list, the beginning, the record itself, its plan and its people."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.models import CasePage
from courses.models import CoursePage
from practice.adoptions import mentors_for, people_to_train, units_to_adopt_for
from practice.enums import ReplicationState
from practice.forms import AdoptForm, ConditionFormSet, PartFormSet, PlanForm, TraineeForm
from practice.models import Replication, Trainee
from practice.services import add_trainee, adopt_case, remove_trainee, save_plan
from practice.showing import record_of
from practice.spreading import NotPossible
from practice.views.doors import seen, to_record, worked_on

SECTION = "cases"
A_PAGE = 20


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Replications within the person's reach, those that moved last first."""
    rows = Replication.objects.visible_to(request.user).select_related("case", "adopter", "town")
    state = request.GET.get("state", "")
    if state in ReplicationState.values:
        rows = rows.filter(state=state)
    page = Paginator(rows.order_by("-changed_at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "states": ReplicationState.choices, "state": state, "section": SECTION}
    return render(request, "practice/replications/mine.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, key) -> HttpResponse:
    """Take a public case over for a unit where the person works."""
    case = get_object_or_404(CasePage.objects.in_library().select_related("organisation"), translation_key=key)
    units = units_to_adopt_for(request.user, case)
    form = AdoptForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        row = adopt_case(case=case, unit=told["unit"], by=request.user, aim=told["aim"], form=told["form"])
        messages.success(request, _("Noted. Nobody is told yet: think the plan through first."))
        return to_record(row)
    running = Replication.objects.editable_by(request.user).filter(case=case).select_related("adopter", "town")
    context = {"case": case, "form": form, "units": units, "running": running, "section": SECTION}
    return render(request, "practice/replications/adopt.html", context, status=422 if form.errors else 200)


@require_safe
@seen
def record(request: HttpRequest, row: Replication) -> HttpResponse:
    """Everything about one replication, and what comes next."""
    context = {"record": record_of(row, request.user), "row": row, "section": SECTION}
    return render(request, "practice/replications/record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@worked_on
def plan(request: HttpRequest, row: Replication) -> HttpResponse:
    """What is kept and changed, the conditions, who, when and with what, on one page."""
    if not row.is_open:
        messages.info(request, _("This replication is closed; its plan stays as it was."))
        return to_record(row)
    forms = _plan_forms(request, row)
    if request.method == "POST" and all(form.is_valid() for form in forms.values()) and _saved(request, row, forms):
        if request.POST.get("act") == "add":
            return redirect(f"{request.path}#parts")
        messages.success(request, _("The plan is saved."))
        return to_record(row)
    conditions = list(zip(forms["conditions"].forms, row.conditions.all(), strict=False))
    failed = request.method == "POST"
    context = forms | {"row": row, "answers": conditions, "section": SECTION, "failed": failed}
    return render(request, "practice/replications/plan.html", context, status=422 if failed else 200)


def _plan_forms(request: HttpRequest, row: Replication) -> dict[str, Any]:
    data = request.POST if request.method == "POST" else None
    parts = [{"kind": part.kind, "what": part.what, "how": part.how, "why": part.why} for part in row.parts.all()]
    answers = [{"order": one.order, "fit": one.fit, "words": one.words} for one in row.conditions.all()]
    fresh = Replication.objects.select_related("owner", "mentor").get(pk=row.pk)
    return {
        "form": PlanForm(data, instance=fresh, people=people_to_train(row), mentors=mentors_for(row)),
        "parts": PartFormSet(data, initial=parts, prefix="parts"),
        "conditions": ConditionFormSet(data, initial=answers, prefix="conditions"),
    }


def _saved(request: HttpRequest, row: Replication, forms: dict[str, Any]) -> bool:
    answers = {one["order"]: one for one in forms["conditions"].cleaned_data}
    parts = [part for part in forms["parts"].cleaned_data if part]
    try:
        save_plan(replication=row, by=request.user, values=forms["form"].cleaned_data, parts=parts, answers=answers)
    except NotPossible:
        forms["form"].add_error(None, _("It was closed meanwhile, so this change was not saved."))
    except ValidationError as error:
        known = set(forms["form"].fields)
        for name, words in getattr(error, "message_dict", {"": error.messages}).items():
            forms["form"].add_error(name if name in known else None, words)
    else:
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@worked_on
def people(request: HttpRequest, row: Replication) -> HttpResponse:
    """Who has to be able to do it, and which course teaches it."""
    courses = CoursePage.objects.live().public().order_by("title")
    form = TraineeForm(request.POST or None, people=people_to_train(row), courses=courses)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            add_trainee(replication=row, person=told["person"], course=told["course"], by=request.user)
        except NotPossible:
            form.add_error(None, _("It was closed meanwhile, so this change was not saved."))
        else:
            return redirect("practice:people", row.uuid)
    context = {"record": record_of(row, request.user), "row": row, "form": form, "section": SECTION}
    return render(request, "practice/replications/people.html", context, status=422 if form.errors else 200)


@require_POST
@worked_on
def remove_person(request: HttpRequest, row: Replication) -> HttpResponse:
    """Take somebody off the list; adding them again is the way back."""
    number = request.POST.get("number", "")
    rows = list(row.trainees.select_related("course", "replication").order_by("pk"))
    if not number.isdecimal() or not 0 < int(number) <= len(rows):
        raise Http404
    trainee: Trainee = rows[int(number) - 1]
    try:
        remove_trainee(trainee=trainee, by=request.user)
    except NotPossible as error:
        raise PermissionDenied from error
    messages.success(request, _("Taken off the list."))
    return redirect("practice:people", row.uuid)
