"""Self-checks: the list of one's units, beginning one, the sheet itself, its result, and the answer of the town."""

from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from practice.checking import result_of
from practice.community import units_to_register_for
from practice.community_enums import OrgState, SheetKey
from practice.community_forms import CheckForm, ReviewCheckForm, StartCheckForm, UnitForm
from practice.models import CheckSheet, CommunityOrganisation, SelfCheck
from practice.services import review_check, save_check, start_check
from practice.spreading import NotPossible

SECTION = "brands"
A_PAGE = 20
WITH = ("sheet", "unit", "town", "organisation", "by", "reviewed_by")


def seen(view):
    """Give the view a check the person may see; any other does not exist."""

    @wraps(view)
    def wrapped(request: HttpRequest, uuid, **kwargs) -> HttpResponse:
        rows = SelfCheck.objects.visible_to(request.user).select_related(*WITH)
        return view(request, get_object_or_404(rows, uuid=uuid), **kwargs)

    return never_cache(login_required(wrapped))


def to_check(row: SelfCheck) -> HttpResponse:
    return redirect("practice:check", row.uuid)


@never_cache
@login_required
@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """Checks within the person's reach, and the sheets to begin with. `?show=waiting`: those the town answers."""
    rows = SelfCheck.objects.visible_to(request.user)
    sheet, show = request.GET.get("sheet", ""), request.GET.get("show", "")
    if show == "waiting":
        rows = SelfCheck.objects.reviewable_by(request.user)
    if sheet in SheetKey.values:
        rows = rows.filter(sheet__key=sheet)
    page = Paginator(rows.select_related(*WITH), A_PAGE).get_page(request.GET.get("page"))
    told = {name: value for name, value in (("sheet", sheet), ("show", show)) if value}
    context = {
        "page": page, "results": [(row, result_of(row.sheet.items, row.answers)) for row in page.object_list],
        "sheets": CheckSheet.objects.latest(), "sheet": sheet, "show": show, "query": urlencode(told),
        "keys": SheetKey.choices, "may_start": units_to_register_for(request.user).exists(), "section": SECTION,
    }  # fmt: skip
    return render(request, "practice/checks/list.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, key: str) -> HttpResponse:
    """What is checked; the newest version of the sheet is taken."""
    sheet = get_object_or_404(CheckSheet.objects.latest(), key=key)
    units = units_to_register_for(request.user)
    unit = units.filter(slug=request.GET.get("unit", "")).first()
    if unit is None:
        found = list(units[:2])
        if len(found) != 1:
            context = {"form": UnitForm(units=units), "units": bool(found), "sheet": sheet, "section": SECTION}
            return render(request, "practice/checks/unit.html", context)
        unit = found[0]
    organisations = CommunityOrganisation.objects.filter(unit=unit).exclude(state=OrgState.CLOSED)
    form = StartCheckForm(
        request.POST if request.method == "POST" else None, organisations=organisations,
        initial={"organisation": request.GET.get("organisation")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        row = start_check(sheet=sheet, unit=unit, by=request.user, **form.cleaned_data)
        return redirect("practice:fill_check", row.uuid)
    context = {"form": form, "sheet": sheet, "unit": unit, "section": SECTION}
    return render(request, "practice/checks/start.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@seen
def fill(request: HttpRequest, row: SelfCheck) -> HttpResponse:
    """One sheet on one page: save as often as you like, finish once."""
    if row.finished_at is not None:
        return _moved_on(request, row)
    if not SelfCheck.objects.editable_by(request.user).filter(pk=row.pk).exists():
        raise PermissionDenied
    initial = {
        f"{key}-{name}": answer.get(name, "") for key, answer in row.answers.items() for name in ("fit", "words")
    }
    form = CheckForm(
        request.POST if request.method == "POST" else None, items=row.sheet.items, initial=initial | {"plan": row.plan}
    )
    if request.method == "POST" and form.is_valid():
        answer = _saved(request, row, form)
        if answer is not None:
            return answer
    context = {"row": row, "form": form, "section": SECTION}
    return render(request, "practice/checks/fill.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, row: SelfCheck, form: CheckForm) -> HttpResponse | None:
    finish = request.POST.get("act") == "finish"
    told = {"answers": form.answers, "plan": form.cleaned_data["plan"]}
    try:
        save_check(check=row, by=request.user, **told)
        if finish:
            save_check(check=row, by=request.user, finish=True, **told)
    except NotPossible:
        return _moved_on(request, row)
    except ValidationError as error:
        for key, words in getattr(error, "message_dict", {"": error.messages}).items():
            name = next((one for one in (f"{key}-fit", key) if one in form.fields), None)
            if name and name != key and form.cleaned_data.get(name):
                name = f"{key}-words"
            form.add_error(name, words)
        return None
    if not finish:
        messages.success(request, _("Saved. You can go on later, on another device too."))
        return redirect("practice:fill_check", row.uuid)
    messages.success(request, _("Finished. This is what it says."))
    return to_check(row)


def _moved_on(request: HttpRequest, row: SelfCheck) -> HttpResponse:
    messages.info(request, _("It has moved on meanwhile. This is how it stands now."))
    return to_check(row)


@require_safe
@seen
def check(request: HttpRequest, row: SelfCheck) -> HttpResponse:
    """The result: what is met, what is to be done, what was said before about the same thing."""
    same = SelfCheck.objects.visible_to(request.user).filter(
        sheet__key=row.sheet.key, unit=row.unit, organisation=row.organisation, space_name=row.space_name
    )
    earlier = same.exclude(pk=row.pk).exclude(finished_at=None).select_related("sheet")[:10]
    writes = units_to_register_for(request.user).filter(pk=row.unit_id).exists()
    context = {
        "row": row, "result": result_of(row.sheet.items, row.answers), "section": SECTION,
        "earlier": [(one, result_of(one.sheet.items, one.answers)) for one in earlier],
        "edits": SelfCheck.objects.editable_by(request.user).filter(pk=row.pk).exists(),
        "reviews": SelfCheck.objects.reviewable_by(request.user).filter(pk=row.pk).exists(),
        "may_start": row.finished_at is not None and writes,
    }  # fmt: skip
    return render(request, "practice/checks/result.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@seen
def review(request: HttpRequest, row: SelfCheck) -> HttpResponse:
    """The answer of the town, once."""
    if not SelfCheck.objects.reviewable_by(request.user).filter(pk=row.pk).exists():
        if row.reviewed_at is not None:
            return _moved_on(request, row)
        raise PermissionDenied
    form = ReviewCheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        review_check(check=row, by=request.user, words=form.cleaned_data["words"])
        messages.success(request, _("Answered. The unit has been told."))
        return to_check(row)
    context = {"row": row, "form": form, "section": SECTION}
    return render(request, "practice/checks/review.html", context, status=422 if form.errors else 200)
