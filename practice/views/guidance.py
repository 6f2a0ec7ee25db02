"""The guidance log: what waits for me, writing on a phone, one guidance with its agreed actions and feedback."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from practice.guidance_forms import AgreedFormSet, DoneForm, FeedbackForm, LogForm, ReopenForm, take_errors
from practice.models import AgreedAction, Assignment, Guidance
from practice.services.guidance import Agreed, finish_action, give_feedback, log_guidance, reopen_action
from practice.supervision import comes_to_guidance, may_act, may_log, receives
from practice.views.assignments import WITH, assignment_or_404

PER_PAGE = 20
ACTIONS_SHOWN = 30
TARGET = tuple(f"assignment__{name}" for name in WITH)
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@login_required
def guidances(request: HttpRequest) -> HttpResponse:
    """What was agreed and is open, whom I guide, who guides us, and the log of all of it."""
    if not comes_to_guidance(request.user):
        raise PermissionDenied
    mine = AgreedAction.objects.waiting_for(request.user)
    target = tuple(f"guidance__{name}" for name in TARGET)
    running = Assignment.objects.current().select_related(*WITH)
    log = Guidance.objects.visible_to(request.user).select_related(*TARGET).with_progress()
    context = {
        "actions": mine.select_related(*target).order_by("due_on", "pk")[:ACTIONS_SHOWN],
        "guiding": running.filter(expert=request.user), "guided": running.received_by(request.user),
        "page": Paginator(log, PER_PAGE).get_page(request.GET.get("page")), "here": "guidance",
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "practice/guidance/list.html", context)


@never_cache
@GET_OR_POST
@login_required
def log(request: HttpRequest, uuid) -> HttpResponse:
    """Write a guidance down. "One more row" comes back with what was typed and more rows; nothing is saved by it."""
    row = assignment_or_404(request, uuid)
    if not may_log(request.user, row):
        raise PermissionDenied
    posted = request.method == "POST"
    if posted and "more" in request.POST:
        return _log_page(request, row, LogForm(initial=request.POST.dict()), _with_more_rows(request))
    form, agreed = LogForm(request.POST if posted else None), AgreedFormSet(request.POST if posted else None)
    if posted and all([form.is_valid(), agreed.is_valid()]):
        made = _logged(request, row, form, agreed)
        if made is not None:
            messages.success(request, _("Saved. The unit was told."))
            return redirect("practice:guidance", made.uuid)
    return _log_page(request, row, form, agreed, status=422 if posted else 200)


def _with_more_rows(request: HttpRequest) -> AgreedFormSet:
    """The rows as typed, and two more, up to the most there can be. Nothing is judged: nobody has handed it in yet."""
    typed = AgreedFormSet(request.POST)
    rows = [{name: request.POST.get(f"{one.prefix}-{name}", "") for name in one.fields} for one in typed.forms]
    return AgreedFormSet(initial=rows)


def _log_page(request, row: Assignment, form: LogForm, agreed, status: int = 200) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "agreed": agreed,
        "here": "guidance",
        "full": len(agreed.forms) >= agreed.max_num,
    }
    return render(request, "practice/guidance/log.html", context, status=status)


def _logged(request: HttpRequest, row: Assignment, form: LogForm, agreed) -> Guidance | None:
    actions = [Agreed(**one.cleaned_data) for one in agreed.forms if one.has_changed()]
    try:
        return log_guidance(assignment=row, by=request.user, actions=actions, **form.cleaned_data)
    except ValidationError as error:
        take_errors(form, error)
        return None


def guidance_or_404(request: HttpRequest, uuid) -> Guidance:
    rows = Guidance.objects.visible_to(request.user).select_related("by", "feedback_by", *TARGET)
    return get_object_or_404(rows, uuid=uuid)


def _page(request: HttpRequest, row: Guidance, status: int = 200, **more) -> HttpResponse:
    context = {
        "row": row, "actions": row.actions.select_related("done_by"), "may_act": may_act(request.user, row),
        "may_rate": receives(request.user, row.assignment), "here": "guidance", "today": timezone.localdate(),
        "feedback": FeedbackForm(initial={"rating": row.rating, "words": row.feedback}), "done": DoneForm(),
        "reopen": ReopenForm(),
    }  # fmt: skip
    return render(request, "practice/guidance/guidance.html", context | more, status=status)


@never_cache
@require_safe
@login_required
def guidance(request: HttpRequest, uuid) -> HttpResponse:
    return _page(request, guidance_or_404(request, uuid))


@never_cache
@GET_OR_POST
@login_required
def feedback(request: HttpRequest, uuid) -> HttpResponse:
    """How it helped, said by the side that was guided."""
    row = guidance_or_404(request, uuid)
    if not receives(request.user, row.assignment):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("practice:guidance", row.uuid)
    form = FeedbackForm(request.POST)
    if form.is_valid():
        try:
            give_feedback(guidance=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("Thank you. The expert reads it."))
            return redirect("practice:guidance", row.uuid)
    return _page(request, row, 422, feedback=form)


def _action_or_404(request: HttpRequest, uuid) -> AgreedAction:
    action = get_object_or_404(AgreedAction.objects.visible_to(request.user).select_related("guidance"), uuid=uuid)
    if not may_act(request.user, guidance_or_404(request, action.guidance.uuid)):
        raise PermissionDenied
    return action


@never_cache
@GET_OR_POST
@login_required
def done(request: HttpRequest, uuid) -> HttpResponse:
    """Tick an agreed action off, with a sentence."""
    action = _action_or_404(request, uuid)
    if request.method != "POST":
        return redirect("practice:guidance", action.guidance.uuid)
    form = DoneForm(request.POST)
    if not form.is_valid():
        return _page(request, guidance_or_404(request, action.guidance.uuid), 422, done=form, failed=action.uuid)
    finish_action(action=action, by=request.user, words=form.cleaned_data["words"])
    messages.success(request, _("Ticked off. The other side was told."))
    return redirect("practice:guidance", action.guidance.uuid)


@never_cache
@GET_OR_POST
@login_required
def reopen(request: HttpRequest, uuid) -> HttpResponse:
    """Take a tick back, with a reason."""
    action = _action_or_404(request, uuid)
    if request.method != "POST":
        return redirect("practice:guidance", action.guidance.uuid)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _page(request, guidance_or_404(request, action.guidance.uuid), 422, reopen=form, failed=action.uuid)
    reopen_action(action=action, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("Open again. The other side was told."))
    return redirect("practice:guidance", action.guidance.uuid)
