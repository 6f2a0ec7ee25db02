"""Sitting a quiz: begin, answer, look over, hand in, see the result. Pages first, scripts only make them quicker."""

from functools import partial, wraps
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.kinds import InvalidAnswer, kind_of
from assessments.models import Attempt, QuizPage
from assessments.queries import attempt_by_uuid, attempt_to_answer, attempts_at, extra_of, responses_of, source_urls
from assessments.services import (
    AnswerFixed,
    AttemptClosed,
    AttemptRefused,
    UnknownItem,
    check_response,
    close_if_overdue,
    note_leaving,
    save_response,
    set_flag,
    start_attempt,
    submit_attempt,
)
from assessments.sittings import result_of, sitting


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's script asks, rather than the browser."""
    return request.headers.get("Accept", "").startswith("application/json")


def own_attempt(view, find=attempt_by_uuid):
    """Give the view the person's own attempt, found by `find`.

    Anybody else's does not exist; strangers are asked to log in.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
        if not request.user.is_authenticated:
            target = reverse("assessments:sit", args=[uuid])
            login = f"{reverse('account_login')}?{urlencode({'next': target})}"
            if wants_json(request):
                return JsonResponse({"error": "login", "url": login, "message": _("Log in again.")}, status=401)
            return redirect(login)
        attempt = find(request.user, uuid)
        if attempt is None:
            raise Http404
        return view(request, attempt)

    return never_cache(wrapped)


own_begun_attempt = partial(own_attempt, find=attempt_to_answer)


def closed(request: HttpRequest, attempt: Attempt, message: str = "") -> HttpResponse:
    """The attempt is over: say so and lead to its result."""
    url = reverse("assessments:result", args=[attempt.uuid])
    if wants_json(request):
        return JsonResponse({"error": "closed", "url": url, "message": message}, status=409)
    if message:
        messages.warning(request, message)
    return redirect(url)


def over(attempt: Attempt) -> str | None:
    """Why the attempt can no longer be answered; None while it can. Closes it when its time is over."""
    if not attempt.is_open:
        return _("This attempt was already handed in.")
    if close_if_overdue(attempt=attempt):
        return _("Time is up. The answers saved until then were handed in.")
    return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begin or go on. Opened as a link (after a login in between) it only leads to the quiz."""
    quiz = get_object_or_404(QuizPage, translation_key=key)
    if request.method != "POST":
        return redirect(quiz.url or "/")
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': quiz.url or '/'})}")
    try:
        attempt = start_attempt(learner=request.user, quiz=quiz)
    except AttemptRefused as refused:
        messages.error(request, str(refused))
        return redirect(quiz.url or "/")
    return redirect("assessments:sit", attempt.uuid)


@require_GET
@own_attempt
def sit(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """The paper, one question in front (`?q=7`)."""
    if message := over(attempt):
        return closed(request, attempt, message)
    number = request.GET.get("q", "1")
    view = sitting(attempt, responses_of(attempt), int(number) if number.isdecimal() and len(number) < 5 else 1)
    sources = source_urls(line.checked.source["page"] for line in view.lines if line.checked and line.checked.source)
    return render(request, "assessments/sitting.html", {"sitting": view, "sources": sources})


@require_POST
@own_begun_attempt
def answer(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Save one answer (and its flag); then tell the script, or go where the pressed button leads."""
    uid = request.POST.get("item", "")
    item = attempt.item(uid)
    if item is None:
        raise Http404
    try:
        if "only_flag" not in request.POST:
            kind = kind_of(item["kind"])
            value = kind.parse(item, request.POST.getlist("value"))
            saved = save_response(attempt=attempt, item=uid, value=value, sequence=posted_sequence(request))
        if "flag" in request.POST:
            set_flag(attempt=attempt, item=uid, flagged=request.POST["flag"] == "on")
    except AttemptClosed:
        ended = get_object_or_404(Attempt, pk=attempt.pk)
        return closed(request, ended, over(ended) or "")
    except UnknownItem as unknown:
        raise Http404 from unknown
    except (AnswerFixed, InvalidAnswer) as invalid:
        return _invalid(request, attempt, uid, str(invalid))
    if wants_json(request):
        known = {"left": attempt.seconds_left(), "at": time_format(timezone.localtime(), "H:i:s")}
        if "only_flag" not in request.POST:
            known |= {"sequence": saved.sequence, "stale": saved.stale, "value": saved.value}
        return JsonResponse(known)
    if request.POST.get("go") == "check":
        return _check(request, attempt, uid)
    return _go(request, attempt, uid)


def _check(request: HttpRequest, attempt: Attempt, uid: str) -> HttpResponse:
    """In practice: fix the answer that was just saved and show what came of it, on the same question."""
    if not check_response(attempt=attempt, item=uid):
        messages.warning(request, _("Answer the question first, then check it."))
    return redirect(_question_url(attempt, _number(attempt, uid)))


@require_POST
@own_begun_attempt
def left(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """The script says that the page was left. Nobody waits for an answer."""
    note_leaving(attempt=attempt)
    return HttpResponse(status=204)


def posted_sequence(request: HttpRequest) -> int | None:
    """How many changes of this answer the script counts; None for a form or for nonsense."""
    sent = request.POST.get("sequence", "")
    return int(sent) if sent.isdecimal() and len(sent) <= 15 else None


def _invalid(request: HttpRequest, attempt: Attempt, uid: str, message: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": "invalid", "message": message}, status=422)
    messages.error(request, message)
    return redirect(_question_url(attempt, _number(attempt, uid)))


def _go(request: HttpRequest, attempt: Attempt, uid: str) -> HttpResponse:
    """Where the pressed button leads: next, previous, review, or a number."""
    number = go_number(request.POST.get("go", ""), _number(attempt, uid), len(attempt.paper["items"]))
    return redirect(_question_url(attempt, number) if number else reverse("assessments:review", args=[attempt.uuid]))


def go_number(target: str, number: int, total: int) -> int | None:
    """The question that a button leads to from question `number`; None for the last look before handing in."""
    if target == "review" or (target == "next" and number == total):
        return None
    steps = {"next": number + 1, "previous": number - 1}
    if target in steps:
        number = steps[target]
    elif target.isdecimal() and len(target) < 5:
        number = int(target)
    return min(max(number, 1), total)


def _number(attempt: Attempt, uid: str) -> int:
    return 1 + next(index for index, item in enumerate(attempt.paper["items"]) if item["uid"] == uid)


def _question_url(attempt: Attempt, number: int) -> str:
    return f"{reverse('assessments:sit', args=[attempt.uuid])}?q={number}"


@require_GET
@own_attempt
def review(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Before handing in: what is not answered, what was flagged."""
    if message := over(attempt):
        return closed(request, attempt, message)
    return render(request, "assessments/review.html", {"sitting": sitting(attempt, responses_of(attempt))})


@require_http_methods(["GET", "HEAD", "POST"])
@own_begun_attempt
def submit(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Hand in. Sent twice it leads to the same result; opened as a link it asks first."""
    if request.method != "POST":
        return redirect("assessments:review", attempt.uuid)
    submit_attempt(attempt=attempt, by=request.user)
    return redirect("assessments:result", attempt.uuid)


@require_GET
@own_attempt
def result(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """The marked attempt in words, as far as the policy shows it, and what can be done next."""
    if attempt.is_open and not (closed_now := close_if_overdue(attempt=attempt)):
        return redirect("assessments:sit", attempt.uuid)
    if attempt.is_open:
        attempt = closed_now
    view = result_of(attempt, responses_of(attempt))
    others = attempts_at(attempt.quiz, attempt.enrollment)
    context = {
        "result": view,
        "quiz": attempt.quiz,
        "course": attempt.enrollment.course,
        "sources": source_urls(line.source["page"] for line in view.lines if line.source),
        "passed_before": any(other.success for other in others if other.pk != attempt.pk),
        "attempts_left": _left(attempt, others),
    }
    return render(request, "assessments/result.html", context)


def _left(attempt: Attempt, attempts: list[Attempt]) -> int | None:
    """How many attempts are left; what was granted on top is asked for only when there are no others."""
    allowed, used, closes_at = attempt.quiz.attempts, len(attempts), attempt.quiz.closes_at
    if closes_at is not None and closes_at <= timezone.now():
        late = sum(one.started_at >= closes_at for one in attempts)
        return max(0, extra_of(attempt.quiz, attempt.enrollment).attempts - late)
    if allowed is None or used < allowed:
        return None if allowed is None else allowed - used
    return max(0, allowed + extra_of(attempt.quiz, attempt.enrollment).attempts - used)
