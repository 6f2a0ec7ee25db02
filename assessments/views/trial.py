"""The pages of a test sitting: those of a real one, kept in the session of whoever tries the quiz."""

from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.kinds import InvalidAnswer, kind_of
from assessments.queries import source_urls
from assessments.sittings import result_of, sitting
from assessments.trials import Trial, attempt_of, keep, marked, trial_of
from assessments.views.sitting import go_number, posted_sequence, wants_json

PREFIX = "assessments:trial_"


def own_trial(view):
    """Give the view the trial of this session; for anybody else there is none."""

    @wraps(view)
    def wrapped(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
        trial = trial_of(request, uuid)
        if trial is None:
            raise Http404
        return view(request, trial)

    return never_cache(wrapped)


def _at(name: str, trial: Trial, number: int | None = None) -> str:
    address = reverse(f"{PREFIX}{name}", args=[trial.uuid])
    return f"{address}?q={number}" if number else address


def _over(trial: Trial) -> bool:
    attempt, _responses = attempt_of(trial)
    return not attempt.is_open or attempt.is_overdue()


@require_GET
@own_trial
def sit(request: HttpRequest, trial: Trial) -> HttpResponse:
    if _over(trial):
        return redirect(_at("result", trial))
    number = request.GET.get("q", "1")
    shown = sitting(*attempt_of(trial), int(number) if number.isdecimal() and len(number) < 5 else 1, prefix=PREFIX)
    sources = source_urls(line.checked.source["page"] for line in shown.lines if line.checked and line.checked.source)
    return render(request, "assessments/sitting.html", {"sitting": shown, "sources": sources})


@require_POST
@own_trial
def answer(request: HttpRequest, trial: Trial) -> HttpResponse:
    uid = request.POST.get("item", "")
    item = trial.item(uid)
    if item is None:
        raise Http404
    if _over(trial):
        url = _at("result", trial)
        return JsonResponse({"error": "closed", "url": url}, status=409) if wants_json(request) else redirect(url)
    place = 1 + trial.paper["items"].index(item)
    fresh = True
    try:
        if "only_flag" not in request.POST:
            kind = kind_of(item["kind"])
            value = kind.check(item, kind.parse(item, request.POST.getlist("value")))
            fresh = trial.save(uid, value, posted_sequence(request))
    except InvalidAnswer as invalid:
        if wants_json(request):
            return JsonResponse({"error": "invalid", "message": str(invalid)}, status=422)
        messages.error(request, str(invalid))
        return redirect(_at("sit", trial, place))
    if "flag" in request.POST:
        trial.answer(uid)["flagged"] = request.POST["flag"] == "on"
    checks = request.POST.get("go") == "check" and attempt_of(trial)[0].checks_at_once
    if checks and not trial.check(uid):
        messages.warning(request, _("Answer the question first, then check it."))
    keep(request, trial)
    return _told(request, trial, uid, fresh) if wants_json(request) else _go(request, trial, place, checks)


def _told(request: HttpRequest, trial: Trial, uid: str, fresh: bool) -> HttpResponse:
    known = {"left": attempt_of(trial)[0].seconds_left(), "at": time_format(timezone.localtime(), "H:i:s")}
    if "only_flag" not in request.POST:
        kept = trial.answer(uid)
        known |= {"sequence": kept["sequence"], "stale": not fresh, "value": kept["value"]}
    return JsonResponse(known)


def _go(request: HttpRequest, trial: Trial, place: int, checks: bool) -> HttpResponse:
    number = place if checks else go_number(request.POST.get("go", ""), place, len(trial.paper["items"]))
    return redirect(_at("sit", trial, number) if number else _at("review", trial))


@require_GET
@own_trial
def review(request: HttpRequest, trial: Trial) -> HttpResponse:
    if _over(trial):
        return redirect(_at("result", trial))
    return render(request, "assessments/review.html", {"sitting": sitting(*attempt_of(trial), prefix=PREFIX)})


@require_http_methods(["GET", "HEAD", "POST"])
@own_trial
def submit(request: HttpRequest, trial: Trial) -> HttpResponse:
    if request.method != "POST":
        return redirect(_at("review", trial))
    if not trial.submitted_at:
        trial.submitted_at = timezone.now().isoformat()
        keep(request, trial)
    return redirect(_at("result", trial))


@require_GET
@own_trial
def result(request: HttpRequest, trial: Trial) -> HttpResponse:
    """The marks as a learner would see them. They are worked out anew each time and kept nowhere."""
    if not _over(trial):
        return redirect(_at("sit", trial))
    trial.submitted_at = trial.submitted_at or timezone.now().isoformat()
    attempt, responses = marked(trial)
    shown = result_of(attempt, responses)
    sources = source_urls(line.source["page"] for line in shown.lines if line.source)
    context = {"result": shown, "quiz": attempt.quiz, "sources": sources, "trial": trial}
    return render(request, "assessments/result.html", context)
