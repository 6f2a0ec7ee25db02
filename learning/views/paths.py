"""Learning paths: the list, one path with what the person has done of it, following it, and notes on its steps."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning.models import LearningPath, PathStep
from learning.paths import WRITTEN, PathState, open_paths, path_states
from learning.services import follow_path, leave_path, note_step

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


class StepForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What I take from it"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 500}),
        help_text=gettext_lazy("What you took from the case or what you did. Only you read it."),
        error_messages={"required": gettext_lazy("Write a sentence on what came of it.")},
    )  # fmt: skip


def state_or_404(request: HttpRequest, uuid: UUID) -> PathState:
    """A path that is offered, or one the person follows all the same."""
    path = get_object_or_404(LearningPath.objects.select_related("organisation"), uuid=uuid)
    (state,) = path_states([path], request.user)
    if not path.is_open and not state.is_followed:
        raise Http404
    return state


@never_cache
@require_safe
def path_list(request: HttpRequest) -> HttpResponse:
    context = {"states": open_paths(request.user), "section": "learning"}
    return render(request, "learning/paths.html", context)


@never_cache
@require_safe
def path_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return render(request, "learning/path.html", {"state": state_or_404(request, uuid), "section": "learning"})


@require_POST
@login_required
def follow(request: HttpRequest, uuid: UUID) -> HttpResponse:
    path = get_object_or_404(LearningPath.objects.open(), uuid=uuid)
    follow_path(path=path, learner=request.user)
    messages.success(request, _("You follow this path. What is next stands under “My learning”."))
    return redirect("learning:path", uuid)


@never_cache
@GET_OR_POST
@login_required
def leave(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask, then leave."""
    state = state_or_404(request, uuid)
    if not state.is_followed or state.is_complete:
        return redirect("learning:path", uuid)
    if request.method == "POST":
        leave_path(path=state.path, learner=request.user)
        messages.success(request, _("You no longer follow this path. What you have done is kept."))
        return redirect("learning:my_learning")
    return render(request, "learning/path_leave.html", {"state": state, "section": "learning"})


@never_cache
@GET_OR_POST
@login_required
def note(request: HttpRequest, uuid: UUID, step: int) -> HttpResponse:
    """Say what came of a case or a task; with that the step is done."""
    state = state_or_404(request, uuid)
    row = get_object_or_404(PathStep, pk=step, path=state.path, kind__in=WRITTEN)
    known = next((one for one in state.steps if one.step.pk == row.pk), None)
    if not state.is_followed or known is None:
        raise PermissionDenied
    form = StepForm(request.POST if request.method == "POST" else None, initial={"words": known.words})
    if request.method == "POST" and form.is_valid():
        try:
            note_step(step=row, learner=request.user, words=form.cleaned_data["words"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Noted: this step is done."))
            return redirect("learning:path", uuid)
    context = {"state": state, "step": known, "form": form, "section": "learning"}
    return render(request, "learning/path_note.html", context, status=422 if form.errors else 200)
