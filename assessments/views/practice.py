"""The wrong-question notebook: what went wrong, and practicing it without any attempt."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from assessments.kinds import InvalidAnswer
from assessments.mistakes import Mistake, laid_out, open_mistakes
from assessments.queries import source_urls
from assessments.services import record_practice
from assessments.streaks import ENOUGH

PER_PAGE = 20


@never_cache
@require_GET
@login_required
def wrong(request: HttpRequest) -> HttpResponse:
    """The person's own wrong questions, the newest first."""
    rows = open_mistakes(request.user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "mistakes": laid_out(request.user, list(page.object_list)), "section": "learning"}
    return render(request, "assessments/practice/wrong.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def practice(request: HttpRequest, item: UUID) -> HttpResponse:
    """One question of the notebook; answered, it says at once whether that was right, and why."""
    rows = open_mistakes(request.user)
    # A form sent twice finds its question even when the first time it left the notebook.
    here = next((row for row in open_mistakes(request.user, settled=True) if row.item == str(item)), None)
    if here is None:
        raise Http404
    (mistake,) = laid_out(request.user, [here])
    others = [row.item for row in rows if row.item != here.item and row.at <= here.at] + [
        row.item for row in rows if row.item != here.item
    ]
    following = others[0] if others else ""
    context = {"mistake": mistake, "item": mistake.item, "kind": mistake.kind, "next": following}
    if request.method != "POST":
        return _form(request, context)
    try:
        value = mistake.kind.parse(mistake.item, request.POST.getlist("value"))
    except InvalidAnswer as invalid:
        return _form(request, context, error=str(invalid))
    if value is None:
        return _form(request, context, error=_("Please answer first."))
    return _answered(request, context, mistake, value)


def _form(request: HttpRequest, context: dict, *, error: str = "") -> HttpResponse:
    mistake: Mistake = context["mistake"]
    context |= {"part": mistake.kind.answer_context(mistake.item, None), "error": error}
    return render(request, "assessments/practice/question.html", context, status=422 if error else 200)


def _answered(request: HttpRequest, context: dict, mistake: Mistake, value) -> HttpResponse:
    right = mistake.kind.share(mistake.item, mistake.key, value) == 1
    sent = request.POST.get("answers", "")
    counted = record_practice(
        learner=request.user, item=mistake.uid, right=right, wrong_at=mistake.at,
        answers=int(sent) if sent.isdecimal() and len(sent) < 10 else -1,
    )  # fmt: skip
    context |= {
        "answered": True, "right": right, "part": mistake.kind.review(mistake.item, mistake.key, value),
        "explanation": mistake.key["explanation"], "left": max(0, ENOUGH - counted.right_in_row),
        "sources": source_urls([mistake.source["page"]] if mistake.source else []),
    }  # fmt: skip
    return render(request, "assessments/practice/question.html", context)
