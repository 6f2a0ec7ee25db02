"""What is written about community organisations: register, edit, name people, confirm, return, close."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Organisation
from accounts.queries import can
from practice.community import cases_of, may_confirm, people_of, units_to_register_for
from practice.community_enums import OrgState
from practice.community_forms import CasesForm, MemberForm, OrganisationForm, ProjectFormSet, UnitForm
from practice.community_showing import core_members
from practice.forms import ReasonForm
from practice.models import CommunityOrganisation
from practice.models.organisations import CONFIRMING_ROLES, UNIT_ROLES
from practice.services import (
    add_member,
    close_organisation,
    confirm_organisation,
    register_organisation,
    remove_member,
    return_organisation,
    save_organisation,
)
from practice.spreading import NotPossible

SECTION = "brands"


def _to_record(row: CommunityOrganisation) -> HttpResponse:
    return redirect("practice:organisation_record", row.uuid)


def opened(view):
    """Give the view an organisation the person may see; any other does not exist."""

    @wraps(view)
    def wrapped(request: HttpRequest, uuid, **kwargs) -> HttpResponse:
        rows = CommunityOrganisation.objects.visible_to(request.user).select_related("unit", "town", "leader")
        return view(request, get_object_or_404(rows, uuid=uuid), **kwargs)

    return never_cache(login_required(wrapped))


def written(view):
    """Give the view an organisation the person writes about."""

    @wraps(view)
    def wrapped(request: HttpRequest, row: CommunityOrganisation, **kwargs) -> HttpResponse:
        if not can(request.user, row.unit, *UNIT_ROLES):
            raise Http404
        if row.state == OrgState.CLOSED:
            messages.info(request, _("This organisation is closed; its record stays as it was."))
            return _to_record(row)
        return view(request, row, **kwargs)

    return opened(wrapped)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """First the unit, when there are several, then the record."""
    units = units_to_register_for(request.user)
    unit = units.filter(slug=request.GET.get("unit", "")).first()
    if unit is None:
        found = list(units[:2])
        if len(found) != 1:
            context = {"form": UnitForm(units=units), "units": bool(found), "section": SECTION}
            return render(request, "practice/organisations/unit.html", context)
        unit = found[0]
    forms = _forms(request, unit, CommunityOrganisation(unit=unit))
    if request.method == "POST" and all(form.is_valid() for form in forms.values()):
        answer = _registered(request, unit, forms)
        if answer is not None:
            return answer
    return _form_page(request, forms, {"unit": unit})


def _forms(request: HttpRequest, unit: Organisation, row: CommunityOrganisation) -> dict[str, Any]:
    data = request.POST if request.method == "POST" else None
    names = ("title", "year", "source", "amount", "result")
    projects = [{name: getattr(one, name) for name in names} for one in row.projects.all()] if row.pk else []
    chosen = list(row.cases.values_list("translation_key", flat=True)) if row.pk else []
    return {
        "form": OrganisationForm(data, instance=row, people=people_of(unit), unit=unit),
        "projects": ProjectFormSet(data, initial=projects, prefix="projects"),
        "cases": CasesForm(data, initial={"cases": chosen}, cases=cases_of(unit)),
    }


def _form_page(request: HttpRequest, forms: dict[str, Any], more: dict[str, Any]) -> HttpResponse:
    failed = request.method == "POST"
    context = forms | more | {"section": SECTION, "failed": failed}
    return render(request, "practice/organisations/form.html", context, status=422 if failed else 200)


def _told(forms: dict[str, Any]) -> dict[str, Any]:
    return {
        "values": forms["form"].cleaned_data,
        "projects": [one for one in forms["projects"].cleaned_data if one],
        "cases": forms["cases"].cleaned_data["cases"],
    }


def _registered(request: HttpRequest, unit: Organisation, forms: dict[str, Any]) -> HttpResponse | None:
    name = forms["form"].cleaned_data["name"].strip()
    standing = CommunityOrganisation.objects.filter(unit=unit, name=name).exclude(state=OrgState.CLOSED).first()
    if standing is not None and standing.registered_by_id != request.user.pk:
        forms["form"].add_error("name", _("Your unit has registered an organisation of this name already."))
        return None
    try:
        row = register_organisation(unit=unit, by=request.user, **_told(forms))
    except ValidationError as error:
        _show(forms["form"], error)
        return None
    messages.success(request, _("Registered. The town is asked to confirm it."))
    return _to_record(row)


def _show(form: Form, error: ValidationError) -> None:
    for name, words in getattr(error, "message_dict", {"": error.messages}).items():
        form.add_error(name if name in form.fields else None, words)


@require_http_methods(["GET", "HEAD", "POST"])
@written
def edit(request: HttpRequest, row: CommunityOrganisation) -> HttpResponse:
    """Write the record anew."""
    forms = _forms(request, row.unit, CommunityOrganisation.objects.select_related("leader").get(pk=row.pk))
    if request.method == "POST" and all(form.is_valid() for form in forms.values()):
        name = forms["form"].cleaned_data["name"].strip()
        twins = CommunityOrganisation.objects.filter(unit=row.unit, name=name).exclude(state=OrgState.CLOSED)
        if twins.exclude(pk=row.pk).exists():
            forms["form"].add_error("name", _("Your unit has registered an organisation of this name already."))
        else:
            answer = _saved(request, row, forms)
            if answer is not None:
                return answer
    return _form_page(request, forms, {"row": row, "unit": row.unit})


def _saved(request: HttpRequest, row: CommunityOrganisation, forms: dict[str, Any]) -> HttpResponse | None:
    try:
        after = save_organisation(organisation=row, by=request.user, **_told(forms))
    except NotPossible:
        return _moved_on(request, row)
    except ValidationError as error:
        _show(forms["form"], error)
        return None
    if request.POST.get("act") == "add":
        return redirect(f"{request.path}#projects")
    waits = after.state == OrgState.DRAFT and (row.state != OrgState.DRAFT or row.returned_reason)
    messages.success(request, _("Saved. The town is asked to confirm it again.") if waits else _("Saved."))
    return _to_record(row)


def _moved_on(request: HttpRequest, row: CommunityOrganisation) -> HttpResponse:
    messages.info(request, _("It has moved on meanwhile. This is how it stands now."))
    return _to_record(row)


@require_http_methods(["GET", "HEAD", "POST"])
@written
def members(request: HttpRequest, row: CommunityOrganisation) -> HttpResponse:
    """Name the core people."""
    form = MemberForm(request.POST or None, people=people_of(row.unit))
    if request.method == "POST" and form.is_valid():
        try:
            add_member(organisation=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            _show(form, error)
        else:
            return redirect("practice:organisation_members", row.uuid)
    context = {"row": row, "core": core_members(row), "form": form, "section": SECTION}
    return render(request, "practice/organisations/members.html", context, status=422 if form.errors else 200)


@require_POST
@written
def remove(request: HttpRequest, row: CommunityOrganisation) -> HttpResponse:
    """Take somebody off the list; adding them again is the way back. Gone already is gone."""
    try:
        who = UUID(request.POST.get("who", ""))
    except ValueError as error:
        raise Http404 from error
    for member in row.members.select_related("organisation__unit").filter(person__uuid=who):
        remove_member(member=member, by=request.user)
        messages.success(request, _("Taken off the list."))
    return redirect("practice:organisation_members", row.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def confirm(request: HttpRequest, row: CommunityOrganisation) -> HttpResponse:
    """Look at what will be public, then confirm."""
    if not can(request.user, row.unit, *CONFIRMING_ROLES):
        raise PermissionDenied
    if row.state != OrgState.DRAFT:
        return _moved_on(request, row)
    if not may_confirm(request.user, row):
        raise PermissionDenied
    if request.method == "POST":
        confirm_organisation(organisation=row, by=request.user)
        messages.success(request, _("Confirmed. It stands in the public register."))
        return redirect("practice:organisations_desk")
    context = {"row": row, "projects": row.projects.all(), "section": SECTION}
    return render(request, "practice/organisations/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def send_back(request: HttpRequest, row: CommunityOrganisation) -> HttpResponse:
    """Ask the unit to correct it, with a reason."""
    if not can(request.user, row.unit, *CONFIRMING_ROLES):
        raise PermissionDenied
    if row.state != OrgState.DRAFT or row.returned_reason:
        return _moved_on(request, row)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return_organisation(organisation=row, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Returned. The unit has been told why."))
        return redirect("practice:organisations_desk")
    context = {"row": row, "form": form, "section": SECTION}
    return render(request, "practice/organisations/return.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def close(request: HttpRequest, row: CommunityOrganisation) -> HttpResponse:
    """Say what follows, ask why, then close it for good."""
    if not can(request.user, row.unit, *UNIT_ROLES, *CONFIRMING_ROLES):
        raise PermissionDenied
    if row.state == OrgState.CLOSED:
        return _moved_on(request, row)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        close_organisation(organisation=row, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Closed. The record stays with you and the town."))
        return _to_record(row)
    context = {"row": row, "form": form, "section": SECTION}
    return render(request, "practice/organisations/close.html", context, status=422 if form.errors else 200)
