"""A visit from both sides, and what a person has practised."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from practice.enums import VisitState
from practice.help_forms import BookForm, DecideForm, FeedbackForm, ReasonForm, take
from practice.models import HelpAnswer, HelpPost, Visit, VisitSite, VisitSlot
from practice.services.visiting import (
    TooLate,
    ask_visit,
    cancel_visit,
    decide_visit,
    give_feedback,
    record_attendance,
)
from practice.views.help import SECTION, works
from practice.views.visits import help_asked

PER_PAGE = 20
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@GET_OR_POST
@login_required
def visit_book(request: HttpRequest, uuid) -> HttpResponse:
    """Ask for places at one time."""
    sites = VisitSite.objects.public()
    slot = get_object_or_404(VisitSlot.objects.filter(site__in=sites).select_related("site").with_taken(), uuid=uuid)
    if VisitSite.objects.hosted_by(request.user).filter(pk=slot.site_id).exists():
        raise PermissionDenied
    posts = HelpPost.objects.editable_by(request.user).still_open().filter(created_by=request.user)
    problem = help_asked(request)
    if problem is not None:
        posts = HelpPost.objects.editable_by(request.user).still_open()
    initial = {"help_post": problem.uuid} if problem else {}
    form = BookForm(request.POST if request.method == "POST" else None, posts=posts, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            visit = ask_visit(slot=slot, by=request.user, **form.cleaned_data)
        except TooLate:
            messages.info(request, _("This time is no longer open. Please choose another one."))
            return redirect("practice:visit_site", slot.site.uuid)
        except ValidationError as error:
            take(form, error)
        else:
            messages.success(request, _("Your request is with the hosts; the answer reaches your inbox."))
            return redirect("practice:visit", visit.uuid)
    closed = bool(slot.cancelled_at) or slot.has_begun or slot.left == 0
    context = {"form": form, "slot": slot, "site": slot.site, "closed": closed and not form.errors, "section": SECTION}
    return render(request, "practice/visits/book.html", context, status=422 if form.errors else 200)


def visit_or_404(request: HttpRequest, uuid) -> Visit:
    rows = Visit.objects.visible_to(request.user).distinct()
    return get_object_or_404(rows.select_related("slot__site__unit", "visitor", "organisation", "help_post"), uuid=uuid)


def _hosts(user, visit: Visit) -> bool:
    return VisitSite.objects.hosted_by(user).filter(pk=visit.slot.site_id).exists()


@never_cache
@require_safe
@login_required
def visit(request: HttpRequest, uuid) -> HttpResponse:
    """One visit: what was asked, what was answered, what comes next for this reader."""
    return _page(request, visit_or_404(request, uuid))


def _page(request: HttpRequest, row: Visit, form: DecideForm | None = None) -> HttpResponse:
    begun = row.slot.has_begun
    standing = row.state in (VisitState.ASKED, VisitState.ACCEPTED)
    hosts = _hosts(request.user, row)
    context = {
        "visit": row, "slot": row.slot, "site": row.slot.site, "hosts": hosts, "form": form or DecideForm(),
        "is_visitor": row.visitor_id == request.user.pk, "begun": begun, "may_cancel": standing and not begun,
        "to_decide": hosts and row.state == VisitState.ASKED and not begun,
        "to_record": hosts and row.state == VisitState.ACCEPTED and begun, "section": SECTION,
    }  # fmt: skip
    return render(request, "practice/visits/visit.html", context, status=422 if form else 200)


@require_POST
@login_required
def visit_decide(request: HttpRequest, uuid) -> HttpResponse:
    """Agree or decline."""
    row = visit_or_404(request, uuid)
    form = DecideForm(request.POST)
    accept = request.POST.get("verdict") == "accept"
    if not form.is_valid():
        return _page(request, row, form)
    try:
        decide_visit(visit=row, by=request.user, accept=accept, note=form.cleaned_data["note"])
    except TooLate:
        messages.info(request, _("This visit has moved on; nothing was changed."))
    except ValidationError as error:
        take(form, error)
        return _page(request, row, form)
    else:
        messages.success(request, _("The visitor has been told."))
    return redirect("practice:visit", row.uuid)


@never_cache
@GET_OR_POST
@login_required
def visit_cancel(request: HttpRequest, uuid) -> HttpResponse:
    """Call it off, as visitor or as host."""
    row = visit_or_404(request, uuid)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_visit(visit=row, by=request.user, reason=form.cleaned_data["reason"])
        except TooLate:
            messages.info(request, _("This visit has moved on; nothing was changed."))
            return redirect("practice:visit", row.uuid)
        except ValidationError as error:
            take(form, error)
        else:
            messages.info(request, _("The visit is called off; the other side has been told."))
            return redirect("practice:visit", row.uuid)
    elif request.method != "POST" and (row.slot.has_begun or row.state not in (VisitState.ASKED, VisitState.ACCEPTED)):
        return redirect("practice:visit", row.uuid)
    context = {"visit": row, "slot": row.slot, "site": row.slot.site, "form": form, "section": SECTION}
    return render(request, "practice/visits/cancel.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def visit_attended(request: HttpRequest, uuid) -> HttpResponse:
    """The host says whether they came."""
    row = visit_or_404(request, uuid)
    try:
        done = record_attendance(visit=row, by=request.user, came=request.POST.get("came") == "yes")
    except TooLate:
        messages.info(request, _("This visit has moved on; nothing was changed."))
    else:
        told = _("Recorded. The visitor is asked for feedback now.") if done.attended_at else _("Recorded.")
        messages.success(request, told)
    return redirect("practice:visit", row.uuid)


@never_cache
@GET_OR_POST
@login_required
def visit_feedback(request: HttpRequest, uuid) -> HttpResponse:
    """The visitor tells the hosts how it was."""
    row = visit_or_404(request, uuid)
    if row.visitor_id != request.user.pk:
        raise Http404
    if row.state != VisitState.DONE or row.feedback_at:
        return redirect("practice:visit", row.uuid)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            give_feedback(visit=row, by=request.user, rating=int(data["rating"]), words=data["feedback"])
        except ValidationError as error:
            take(form, error)
        else:
            messages.success(request, _("Thank you. The hosts read it."))
            return redirect("practice:visit", row.uuid)
    context = {"visit": row, "slot": row.slot, "site": row.slot.site, "form": form, "section": SECTION}
    return render(request, "practice/visits/feedback.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@login_required
def my_visits(request: HttpRequest) -> HttpResponse:
    """Everything one has asked for, the latest time first."""
    rows = request.user.visits.select_related("slot__site__unit").order_by("-slot__starts_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "works": works(request.user), "section": "learning"}
    return render(request, "practice/visits/mine.html", context)


@never_cache
@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """One's own practice record: visits that took place, answers given, thanks received."""
    attended = Visit.objects.attended_by(request.user)
    answers = HelpAnswer.objects.filter(by=request.user)
    given = answers.aggregate(answers=Count("pk"), thanks=Count("pk", filter=Q(thanked_at__isnull=False)))
    rows = attended.select_related("slot__site__unit", "slot__site__case", "slot__site__brand")
    page = Paginator(rows.order_by("-attended_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "visits": page.paginator.count, **given, "section": "learning"}
    return render(request, "practice/mine.html", context)
