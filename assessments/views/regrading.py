"""After a wrong key: who is affected, and marking anew."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.queries import units_for
from assessments.forms import RegradeForm
from assessments.kinds import kind_of
from assessments.models import Question
from assessments.models.banks import AUTHORING_ROLES
from assessments.services import preview_regrade, regrade_question

PER_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def regrade(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what marking anew would change; posted with a reason, do it."""
    if not units_for(request.user, *AUTHORING_ROLES).exists():
        raise PermissionDenied
    rows = Question.objects.usable_by(request.user).select_related("bank", "source_lesson", "image")
    question = get_object_or_404(rows, uid=uid)
    form = RegradeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = regrade_question(question=question, by=request.user, reason=form.cleaned_data["reason"])
        words = ngettext("%(count)d attempt was marked anew.", "%(count)d attempts were marked anew.", done)
        messages.success(request, words % {"count": done})
        return redirect("assessments:regrade", question.uid)
    by_hand = kind_of(question.kind).marked_by_person
    found = None if by_hand else preview_regrade(question=question, by=request.user)
    page = Paginator(found.changes if found else [], PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "question": question, "found": found, "page": page, "query": "", "form": form, "by_hand": by_hand,
        "may_edit": Question.objects.visible_to(request.user).filter(pk=question.pk).exists(), "section": "marking",
        "drafted": question.has_unpublished_changes,
    }  # fmt: skip
    return render(request, "assessments/marking/regrade.html", context, status=422 if form.errors else 200)
