"""Moves, the log, and the word of both sides on what came of it."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.uploads import Refused
from practice.adoptions import plan_of, sides_of
from practice.enums import ConfirmationSide, Move, ReplicationState
from practice.forms import EntryForm, FigureFormSet, MoveForm, ReasonForm, WordsForm
from practice.models import Confirmation, LogEntry, LogPicture, Replication
from practice.services import add_entry, confirm_outcome, start_new_case, strike_entry, take_move, withdraw_confirmation
from practice.services.logs import WRITABLE, small_name
from practice.spreading import NotPossible, lacks, moves_from
from practice.views.doors import seen, to_record, worked_on

SECTION = "cases"
# What follows from each move, said before it is made.
FOLLOWS = {
    Move.PREPARE: gettext_lazy("The unit the practice comes from is told, so that it can help."),
    Move.START: gettext_lazy("From now on everybody can read on the page of the case that you are at it."),
    Move.EVALUATE: gettext_lazy("Everybody can read the result. The source unit and experts are asked to confirm it."),
    Move.STOP: gettext_lazy("The record stays and can be found: why something did not work helps others."),
    Move.REOPEN: gettext_lazy("The result is taken away until you evaluate again."),
}
GONE_ON = gettext_lazy("It has moved on meanwhile. This is how it stands now.")


@require_http_methods(["GET", "HEAD", "POST"])
@worked_on
def move(request: HttpRequest, row: Replication, name: str) -> HttpResponse:
    """Say what follows, ask for what is needed, then do it."""
    if name not in Move.values:
        raise Http404
    chosen = Move(name)
    if chosen not in moves_from(row.state):
        return _gone_on(request, row)
    form = MoveForm(request.POST if request.method == "POST" else None, move=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            take_move(replication=row, move=chosen, by=request.user, told=form.cleaned_data)
        except NotPossible:
            return _gone_on(request, row)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Done."))
            return to_record(row)
    missing = lacks(plan_of(row), chosen)
    context = {
        "row": row, "move": chosen, "follows": FOLLOWS[chosen], "form": form, "lacks": missing, "section": SECTION,
    }  # fmt: skip
    return render(request, "practice/replications/move.html", context, status=422 if form.errors else 200)


def _gone_on(request: HttpRequest, row: Replication) -> HttpResponse:
    messages.info(request, GONE_ON)
    return to_record(row)


@require_http_methods(["GET", "HEAD", "POST"])
@worked_on
def log(request: HttpRequest, row: Replication) -> HttpResponse:
    """Write one line of the log."""
    if row.state not in WRITABLE:
        messages.info(request, _("The log is written while a replication is prepared or under way."))
        return to_record(row)
    data = request.POST if request.method == "POST" else None
    form = EntryForm(data, request.FILES or None, initial={"key": uuid4()})
    figures = FigureFormSet(data, prefix="figures")
    if request.method == "POST" and form.is_valid() and figures.is_valid() and _logged(request, row, form, figures):
        return redirect("practice:replication", row.uuid)
    context = {"row": row, "form": form, "figures": figures, "section": SECTION}
    return render(request, "practice/replications/log.html", context, status=422 if request.method == "POST" else 200)


def _logged(request: HttpRequest, row: Replication, form: EntryForm, figures) -> bool:
    told = form.cleaned_data
    try:
        add_entry(
            replication=row, by=request.user, key=told["key"], title=told["title"], kind=told["kind"], on=told["on"],
            text=told["text"], figures=figures.cleaned_data, pictures=told["pictures"],
        )  # fmt: skip
    except Refused as refused:
        form.add_error("pictures", str(refused))
    except ValidationError as error:
        form.add_error(None, error)
    except NotPossible:
        form.add_error(None, _("It was closed meanwhile, so this change was not saved."))
    else:
        messages.success(request, _("It stands in the log."))
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@worked_on
def strike(request: HttpRequest, row: Replication, entry) -> HttpResponse:
    """Strike a line out, with a reason."""
    line = get_object_or_404(LogEntry.objects.select_related("replication"), uuid=entry, replication=row)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            strike_entry(entry=line, by=request.user, reason=form.cleaned_data["reason"])
        except NotPossible:
            return _gone_on(request, row)
        return to_record(row)
    context = {"row": row, "entry": line, "form": form, "section": SECTION}
    return render(request, "practice/replications/strike.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@login_required
def picture(request: HttpRequest, uuid, size: str) -> HttpResponse:
    """A picture of the log, or its small twin, for whoever may see the record."""
    found = LogPicture.objects.filter(
        uuid=uuid, entry__replication__in=Replication.objects.visible_to(request.user)
    ).first()
    if found is None or (found.entry.struck_at and not request.user.is_superuser):
        raise Http404
    name = small_name(found) if size == "small" else found.file.name
    try:
        opened = found.file.storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, content_type="image/jpeg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@seen
def confirm(request: HttpRequest, row: Replication, side: str) -> HttpResponse:
    """The word of one side."""
    if side not in sides_of(request.user, row):
        raise PermissionDenied
    if row.state != ReplicationState.EVALUATED:
        return _gone_on(request, row)
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        return _said(request, row, form, lambda: confirm_outcome(
            replication=row, side=side, by=request.user, words=words
        )) or _word_page(request, row, form, side)  # fmt: skip
    return _word_page(request, row, form, side)


def _word_page(request: HttpRequest, row: Replication, form: Form, side: str) -> HttpResponse:
    context = {"row": row, "form": form, "side": ConfirmationSide(side), "section": SECTION}
    return render(request, "practice/replications/confirm.html", context, status=422 if form.errors else 200)


def _said(request: HttpRequest, row: Replication, form: Form, act) -> HttpResponse | None:
    try:
        act()
    except NotPossible:
        return _gone_on(request, row)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, _("Thank you. It stands in the record."))
    return to_record(row)


@require_http_methods(["GET", "HEAD", "POST"])
@seen
def withdraw(request: HttpRequest, row: Replication, word) -> HttpResponse:
    """Take the word of one side back."""
    found = get_object_or_404(Confirmation.objects.select_related("replication"), uuid=word, replication=row)
    if found.side not in sides_of(request.user, row):
        raise PermissionDenied
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = _said(
            request, row, form, lambda: withdraw_confirmation(confirmation=found, by=request.user, reason=reason)
        )
        if done is not None:
            return done
    context = {"row": row, "word": found, "form": form, "section": SECTION}
    return render(request, "practice/replications/withdraw.html", context, status=422 if form.errors else 200)


@require_POST
@worked_on
def new_case(request: HttpRequest, row: Replication) -> HttpResponse:
    """Begin the case that grows out of it, or go on with it."""
    try:
        made = start_new_case(replication=row, by=request.user)
    except NotPossible:
        return _gone_on(request, row)
    return redirect("cases:go_on", made.uuid)
