"""Is it still done this way? The owner's screen and the district's desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Role
from accounts.policies import current_roles
from accounts.queries import can
from cases.enums import AliveState, Stage
from cases.models import AliveAnswer, CasePage
from cases.reader_forms import AliveForm, ObjectionForm
from cases.services.alive import answer_alive, confirm_alive, object_alive
from cases.views.library import public_case
from cases.workflow import NotPossible

PER_PAGE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def still(request: HttpRequest, key) -> HttpResponse:
    """Whoever contributes for the unit answers; for everybody else there is nothing here."""
    case = public_case(key)
    if not can(request.user, case.organisation, Role.CASE_CONTRIBUTOR):
        raise Http404
    row = case.alive_answers.open().first()
    form = AliveForm(request.POST or None, instance=AliveAnswer(case=case) if row is None else row)
    if request.method == "POST" and form.is_valid() and _answered(request, case, form):
        return redirect(case.url)
    # The form has written into its row: what is shown of it is read anew.
    row = case.alive_answers.open().first()
    context = {"case": case, "row": row, "form": form, "ended": case.stage == Stage.ENDED, "section": "cases"}
    return render(request, "cases/still.html", context, status=400 if form.errors else 200)


def _answered(request: HttpRequest, case: CasePage, form: AliveForm) -> bool:
    try:
        answer_alive(case=case, by=request.user, **form.cleaned_data)
    except NotPossible:
        form.add_error(None, _("This case has been marked as ended already."))
    except ValidationError as error:
        form.add_error(None, error)
    else:
        messages.success(request, _("Thank you. The district looks at it, then it stands on the page of the case."))
        return True
    return False


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Answers that wait for the district."""
    if not request.user.is_superuser and Role.DISTRICT_REVIEWER not in current_roles(request.user):
        raise PermissionDenied
    return _desk(request)


def _desk(request: HttpRequest, **more) -> HttpResponse:
    rows = AliveAnswer.objects.to_decide_by(request.user).select_related("case__organisation", "by")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": ObjectionForm(), "section": "cases"} | more
    return render(request, "cases/still_desk.html", context, status=400 if "failed" in more else 200)


@login_required
@require_POST
def decide(request: HttpRequest, uuid) -> HttpResponse:
    """Take an answer over, or give it back with a question."""
    rows = AliveAnswer.objects.visible_to(request.user).filter(state__in=(AliveState.WAITING, AliveState.APPROVED))
    row = get_object_or_404(rows, uuid=uuid)
    form = ObjectionForm(request.POST)
    try:
        if request.POST.get("verdict") == "confirm":
            confirm_alive(answer=row, by=request.user)
            messages.success(request, _("Taken over. The page of the case says so now."))
        elif form.is_valid():
            object_alive(answer=row, reason=form.cleaned_data["reason"], by=request.user)
            messages.info(request, _("Given back with your question."))
        else:
            return _desk(request, failed=row.uuid, form=form)
    except NotPossible:
        messages.info(request, _("Somebody else was quicker; this answer has been dealt with."))
    return redirect("cases:still_desk")
