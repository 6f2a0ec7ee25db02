"""What a learner does inside a lesson. Every act is a small POST that works from a plain form too."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from courses.models import LessonPage
from learning.access import Access, access_to
from learning.guards import unit_of_key
from learning.models import Note
from learning.rendering import needs_of, sheet_of
from learning.services import (
    NotYourLesson,
    Played,
    answer_self_check,
    beat,
    delete_note,
    finish_reading,
    open_unit,
    save_note,
    save_reflection,
)
from learning.services.progress import played_percent, remaining

MAX_BEAT = 4096


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _lesson_access(request: HttpRequest, key) -> tuple[LessonPage, Access]:
    """The lesson and the learner's way in; 404 for everybody who has none."""
    lesson = unit_of_key(key)
    access = access_to(request.user, lesson)
    if not isinstance(lesson, LessonPage) or not access.allowed or access.enrollment is None:
        raise Http404
    return lesson, access


@require_POST
def unit_beat(request: HttpRequest, key) -> JsonResponse:
    """A sign of study (JSON): {"position": 0..1, "anchor": id, "played": {"block", "start", "end"}}."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "login"}, status=401)
    try:
        data = json.loads(request.body[:MAX_BEAT] or "{}")
        heard = data.get("played")
        played = Played(str(heard["block"]), float(heard["start"]), float(heard["end"])) if heard else None
        position = float(data.get("position", 0))
        anchor = str(data.get("anchor", ""))
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"error": "format"}, status=400)
    try:
        row = beat(learner=request.user, unit_key=key, position=position, anchor=anchor, played=played)
    except NotYourLesson:
        return JsonResponse({"error": "unknown"}, status=404)
    answer = {"saved": True, "completed": row.completed_at is not None, "seconds": round(row.seconds)}
    if played is not None:
        answer["percent"] = played_percent(row.state, needs_of(LessonPage.objects.get(pk=row.unit_id)), played.block)
    return JsonResponse(answer)


@login_required
def unit_todo(request: HttpRequest, key) -> HttpResponse:
    """The list of what is left, as HTML, for the script that keeps it fresh."""
    lesson, access = _lesson_access(request, key)
    row = access.progress or open_unit(enrollment=access.enrollment, unit=lesson)
    return render(
        request, "learning/includes/todo.html", {"todo": todo_list(lesson, row), "completed": row.completed_at}
    )


def todo_list(lesson: LessonPage, row) -> list[dict]:
    sheet = sheet_of(lesson)
    done = remaining(row, sheet.needs) if row else {}
    finished = bool(row and row.completed_at)
    return [item | {"done": finished or done.get(item["key"], False)} for item in sheet.requirements]


@login_required
@require_POST
def unit_read(request: HttpRequest, key) -> HttpResponse:
    """ "I have read to the end", from the button that needs no script."""
    lesson, access = _lesson_access(request, key)
    row, missing = finish_reading(enrollment=access.enrollment, lesson=lesson)
    if missing:
        text = ngettext(
            "You are reading faster than the text can be read. Go on for about %(count)d second.",
            "You are reading faster than the text can be read. Go on for about %(count)d seconds.",
            missing,
        )
        messages.warning(request, text % {"count": missing})
    elif row.completed_at:
        messages.success(request, _("Lesson completed."))
    else:
        messages.info(request, _("Reading noted. See below what is left."))
    return redirect(f"{lesson.url}#end")


@login_required
@require_POST
def unit_check(request: HttpRequest, key, block: str) -> HttpResponse:
    """Answer a self-check."""
    lesson, access = _lesson_access(request, key)
    chosen = request.POST.getlist("choice")
    if not chosen:
        if _wants_json(request):
            return JsonResponse({"error": _("Choose an answer first.")}, status=400)
        messages.warning(request, _("Choose an answer first."))
        return redirect(f"{lesson.url}#{block}")
    try:
        answer = answer_self_check(enrollment=access.enrollment, lesson=lesson, block=block, chosen=chosen)
    except ValueError as error:
        raise Http404 from error
    if _wants_json(request):
        return JsonResponse(answer)
    return redirect(f"{lesson.url}#{block}")


@login_required
@require_POST
def unit_reflect(request: HttpRequest, key, block: str) -> HttpResponse:
    """Keep what the learner wrote under a reflection prompt."""
    lesson, _access = _lesson_access(request, key)
    child = next((c for c in lesson.body if c.id == block and c.block_type == "reflection"), None)
    if child is None:
        raise Http404
    try:
        note = save_reflection(
            learner=request.user,
            unit=lesson,
            block=block,
            prompt=child.value["prompt"],
            text=request.POST.get("text", ""),
        )
    except ValidationError as error:
        return _not_saved(request, lesson, error, anchor=block)
    return _saved(request, lesson, note, anchor=block)


@login_required
@require_POST
def note_save(request: HttpRequest, key) -> HttpResponse:
    """Write a note in a lesson, or change one (`note` is its uuid)."""
    lesson, _access = _lesson_access(request, key)
    known = request.POST.get("note")
    note = get_object_or_404(Note, uuid=known, learner=request.user) if known else None
    try:
        note = save_note(learner=request.user, unit=lesson, text=request.POST.get("text", ""), note=note)
    except ValidationError as error:
        return _not_saved(request, lesson, error, anchor="notes")
    return _saved(request, lesson, note, anchor="notes")


@login_required
@require_POST
def note_delete(request: HttpRequest, uuid) -> HttpResponse:
    """Throw one's own note away; gone already is as good."""
    note = Note.objects.filter(uuid=uuid, learner=request.user).first()
    if note is not None:
        delete_note(learner=request.user, note=note)
        messages.success(request, _("Note deleted."))
    return redirect("learning:notebook")


def _saved(request: HttpRequest, lesson: LessonPage, note: Note, *, anchor: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"saved": True, "note": str(note.uuid), "text": note.text})
    messages.success(request, _("Saved to your notebook."))
    return redirect(f"{lesson.url}#{anchor}")


def _not_saved(request: HttpRequest, lesson: LessonPage, error: ValidationError, *, anchor: str) -> HttpResponse:
    """Say why, keep what was typed."""
    text = " ".join(error.messages)
    if _wants_json(request):
        return JsonResponse({"error": text}, status=400)
    typed = request.POST.get("text", "")
    context = {"lesson": lesson, "error": text, "typed": typed, "anchor": anchor, "action": request.path}
    return render(request, "learning/note_error.html", context, status=400)
