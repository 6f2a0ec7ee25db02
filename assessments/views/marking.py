"""The marking desk: which answers wait, and one answer after the other without a name."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.queries import can
from assessments.desk import comes_to_marking, next_for, paper_of, piles, stacked
from assessments.enums import TaskState
from assessments.models import MarkingTask, QuizPage
from assessments.models.marking import DECIDING_ROLES
from assessments.services import AlreadyMarked, mark_answer, request_second

PILES_PER_PAGE = 20
ANSWERS_PER_PAGE = 30


@never_cache
@require_GET
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Piles of answers by quiz and question: those with something to do, or those that are done."""
    if not comes_to_marking(request.user):
        raise PermissionDenied
    done = request.GET.get("tab") == "done"
    rows = piles(request.user).filter(due__isnull=done)
    page = Paginator(rows, PILES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "piles": stacked(list(page.object_list)), "done": done, "section": "marking",
        "waiting": MarkingTask.objects.for_marker(request.user).count(), "query": "tab=done" if done else "",
    }  # fmt: skip
    return render(request, "assessments/marking/desk.html", context)


@never_cache
@require_GET
@login_required
def pile(request: HttpRequest, key: UUID, item: UUID) -> HttpResponse:
    """The answers to one question, by their labels."""
    quiz = get_object_or_404(QuizPage, translation_key=key)
    rows = MarkingTask.objects.visible_to(request.user).filter(attempt__quiz=quiz, item=str(item))
    first = rows.select_related("attempt").first()
    if first is None:
        raise Http404
    ready = MarkingTask.objects.for_marker(request.user).filter(attempt__quiz=quiz, item=str(item))
    page = Paginator(rows.select_related("attempt"), ANSWERS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "quiz": quiz, "item": first.attempt.item(str(item)), "page": page, "query": "", "section": "marking",
        "ready": set(ready.values_list("pk", flat=True)), "next": ready.first(), "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "assessments/marking/pile.html", context)


def task_or_404(request: HttpRequest, uuid: UUID) -> MarkingTask:
    """An answer this person marks. To anybody else, its writer among them, it does not exist."""
    rows = MarkingTask.objects.visible_to(request.user)
    related = ("response", "attempt__quiz", "attempt__enrollment__course__organisation")
    return get_object_or_404(rows.select_related(*related), uuid=uuid)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def task(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One answer beside question, rubric and model answer; posted, its points are kept and the next one comes."""
    row = task_or_404(request, uuid)
    if request.method != "POST":
        return _page(request, row)
    typed = _typed(request)
    points = [int(value) if value.isdecimal() and len(value) <= 3 else None for value in typed]
    second = request.POST.get("then") == "second"
    comment = request.POST.get("comment", "")
    try:
        marked = mark_answer(task=row, by=request.user, points=points, comment=comment, second=second)
    except AlreadyMarked:
        messages.error(request, _("This answer was marked meanwhile; nothing was changed."))
        return redirect("assessments:task", row.uuid)
    except ValidationError as error:
        return _page(request, row, typed=typed, comment=comment, errors=error.messages)
    words = {
        TaskState.SECOND: _("Kept. A second marker reads this answer, without seeing your points."),
        TaskState.APART: _("Kept. The two markers differ by more than a fifth; an author decides."),
    }
    messages.success(request, words.get(TaskState(marked.state), _("Marked.")))
    following = next_for(request.user, row)
    if following is None:
        return redirect("assessments:pile", row.attempt.quiz.translation_key, row.item)
    return redirect("assessments:task", following.uuid)


def _typed(request: HttpRequest) -> list[str]:
    """One entry for each criterion of the form, in order; empty where nothing was chosen."""
    count = request.POST.get("criteria", "")
    total = min(int(count), 100) if count.isdecimal() and len(count) <= 3 else 0
    return [request.POST.get(f"points-{number}", "").strip() for number in range(1, total + 1)]


def _page(
    request: HttpRequest, row: MarkingTask, *, typed=(), comment: str = "", errors: list[str] | None = None
) -> HttpResponse:
    decides = can(request.user, row.attempt.enrollment.course.organisation, *DECIDING_ROLES)
    own = row.markings.filter(marker=request.user).exists()
    may_mark = {
        TaskState.WAITING: True, TaskState.SECOND: not own, TaskState.APART: decides, TaskState.DONE: False,
    }[TaskState(row.state)]  # fmt: skip
    waiting = row.attempt.is_waiting
    context = {
        "paper": paper_of(row, request.user, typed), "task": row, "may_mark": may_mark, "comment": comment,
        "errors": errors or [], "next": next_for(request.user, row), "section": "marking",
        "may_ask_second": row.state == TaskState.WAITING,
        "may_reopen": row.state == TaskState.DONE and waiting and row.markings.count() == 1,
    }  # fmt: skip
    return render(request, "assessments/marking/task.html", context, status=422 if errors else 200)


@require_POST
@login_required
def second(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask for a second marker after the first has marked."""
    row = task_or_404(request, uuid)
    try:
        request_second(task=row, by=request.user)
    except AlreadyMarked:
        messages.error(request, _("This attempt has its result already; a second marker comes too late."))
    else:
        messages.success(request, _("A second marker reads this answer, without seeing the points of the first."))
    return redirect("assessments:task", row.uuid)
