"""My learning and my notebook."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from learning.dashboard import dashboard, finished_page
from learning.models import Note
from learning.paths import followed_paths

NOTES_PER_PAGE = 30


@require_GET
@login_required
def my_learning(request: HttpRequest) -> HttpResponse:
    board = dashboard(request.user, page=request.GET.get("page"))
    context = {"board": board, "paths": followed_paths(request.user), "section": "learning"}
    return render(request, "learning/my_learning.html", context)


@require_GET
@login_required
def finished(request: HttpRequest) -> HttpResponse:
    page, rows = finished_page(request.user, request.GET.get("page"))
    return render(request, "learning/finished.html", {"page": page, "studies": rows, "section": "learning"})


@require_GET
@login_required
def notebook(request: HttpRequest) -> HttpResponse:
    """The learner's notes, lesson by lesson; in the order in which the lessons stand."""
    notes = Note.objects.filter(learner=request.user).select_related("unit").order_by("unit__path", "created_at")
    page = Paginator(notes, NOTES_PER_PAGE).get_page(request.GET.get("page"))
    groups = [(unit, list(rows)) for unit, rows in groupby(page.object_list, key=lambda note: note.unit)]
    context = {"page": page, "groups": groups, "section": "learning"}
    return render(request, "learning/notebook.html", context)
