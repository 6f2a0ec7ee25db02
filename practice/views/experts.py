"""Experts: the list, one of them, and what they say about themselves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.models import User
from accounts.policies import current_roles
from practice.guidance_forms import FindExpertForm, ProfileForm, take_errors
from practice.models import Assignment, ExpertProfile
from practice.services.experts import may_save_profile, save_profile
from practice.supervision import STAFF_ROLES, experts_to_ask, experts_without_profile

PER_PAGE = 20
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def is_staff(user: User) -> bool:
    """Whether the person is shown how busy experts are."""
    return user.is_superuser or bool(current_roles(user).intersection(STAFF_ROLES))


@never_cache
@require_safe
@login_required
def experts(request: HttpRequest) -> HttpResponse:
    """Experts in reach, by field, town and whether they have time; how busy they are is for those who assign."""
    form = FindExpertForm(request.GET)
    form.is_valid()
    theme, town, free = (form.cleaned_data.get(name) for name in ("theme", "town", "free"))
    rows = ExpertProfile.objects.listed().visible_to(request.user)
    if theme:
        rows = rows.filter(fields__theme=theme)
    if town:
        rows = rows.in_town(town)
    if free:
        rows = rows.filter(is_available=True)
    staff = is_staff(request.user)
    if staff:
        rows = rows.with_load()
    rows = rows.select_related("user").prefetch_related("fields", "towns").order_by("-is_available", "user__name_sort")
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "form": form, "query": kept.urlencode(),
        "filtered": bool(theme or town or free), "staff": staff, "here": "experts",
        "is_expert": Role.EXPERT in current_roles(request.user),
        "without": experts_without_profile(request.user) if staff else [],
    }  # fmt: skip
    return render(request, "practice/experts/list.html", context)


@never_cache
@require_safe
@login_required
def expert(request: HttpRequest, uuid) -> HttpResponse:
    """One expert: what they know, whether they have time, and what they look after as far as the reader may see it."""
    rows = ExpertProfile.objects.listed().visible_to(request.user).select_related("user")
    staff = is_staff(request.user)
    profile = get_object_or_404(rows.with_load() if staff else rows, uuid=uuid)
    duties = Assignment.objects.visible_to(request.user).current().filter(expert=profile.user)
    context = {
        "profile": profile, "staff": staff, "here": "experts",
        "duties": duties.select_related("unit", "replication__case", "replication__adopter"),
        "may_ask": experts_to_ask(request.user).filter(pk=profile.pk).exists(),
        "may_edit": may_save_profile(request.user, profile.user),
    }  # fmt: skip
    return render(request, "practice/experts/profile.html", context)


@never_cache
@GET_OR_POST
@login_required
def edit(request: HttpRequest, uuid) -> HttpResponse:
    """The profile of a person (by the person's uuid), by themselves or by an administrator of the district."""
    person = get_object_or_404(User, uuid=uuid, is_active=True)
    if not may_save_profile(request.user, person):
        raise Http404
    known = ExpertProfile.objects.filter(user=person).first()
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=known or ExpertProfile(user=person))
    if request.method == "POST" and form.is_valid():
        try:
            profile = save_profile(user=person, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("The profile is saved."))
            return redirect("practice:expert", profile.uuid)
    context = {"form": form, "person": person, "known": known, "own": person == request.user, "here": "experts"}
    return render(request, "practice/experts/edit.html", context, status=422 if form.errors else 200)
