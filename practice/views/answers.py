"""Answers that everybody may read, and how one becomes public."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from practice.guidance_forms import EndForm, take_errors
from practice.impersonal import names_in
from practice.models import Answer
from practice.question_forms import FindAnswerForm, PublishForm
from practice.services.answers import publish_answer, unpublish_answer
from practice.supervision import decides, people_involved
from practice.views.questions import question_or_404

PER_PAGE = 15
SEARCHED = ("public_title", "public_question", "public_answer")
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Public answers, newest first, by theme and by words that all stand in them."""
    form = FindAnswerForm(request.GET)
    form.is_valid()
    words, theme = form.cleaned_data.get("q", ""), form.cleaned_data.get("theme", "")
    rows = Answer.objects.public().order_by("-published_at", "-pk").select_related("question")
    for word in words.split():
        rows = rows.filter(Q(*((f"{name}__icontains", word) for name in SEARCHED), _connector=Q.OR))
    if theme:
        rows = rows.filter(question__theme=theme)
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "form": form, "query": kept.urlencode(),
        "filtered": bool(words or theme), "here": "answers",
    }  # fmt: skip
    return render(request, "practice/questions/answers.html", context)


@require_safe
def answer(request: HttpRequest, uuid) -> HttpResponse:
    row = get_object_or_404(Answer.objects.public().select_related("question"), uuid=uuid)
    return render(request, "practice/questions/answer.html", {"row": row, "here": "answers"})


def _answer_or_404(request: HttpRequest, uuid) -> Answer:
    """The answer to a question of the person's scope that they decide on."""
    question = question_or_404(request, uuid)
    if not decides(request.user, question):
        raise PermissionDenied
    return get_object_or_404(
        Answer.objects.select_related("question__unit", "question__asker", "by"), question=question
    )


@never_cache
@GET_OR_POST
@login_required
def publish(request: HttpRequest, uuid) -> HttpResponse:
    """Write the question and the answer anew for everybody; named by the question."""
    row = _answer_or_404(request, uuid)
    initial = {
        "public_title": row.public_title or row.question.title,
        "public_question": row.public_question or row.question.text,
        "public_answer": row.public_answer or row.text,
    }
    posted = request.method == "POST"
    named = posted and names_in(
        " ".join(request.POST.get(name, "") for name in SEARCHED), people_involved(row.question)
    )
    form = PublishForm(request.POST if posted else None, initial=initial, ask_about_names=bool(named))
    if posted and form.is_valid():
        told = form.cleaned_data
        try:
            publish_answer(
                answer=row, by=request.user, title=told["public_title"], question=told["public_question"],
                text=told["public_answer"], names_are_none=told["names_are_none"],
            )  # fmt: skip
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("Everybody can read it now."))
            return redirect("practice:answer", row.uuid)
    context = {"row": row, "question": row.question, "form": form, "here": "questions"}
    return render(request, "practice/questions/publish.html", context, status=422 if form.errors else 200)


@never_cache
@GET_OR_POST
@login_required
def unpublish(request: HttpRequest, uuid) -> HttpResponse:
    """Take it back from the public, after a question."""
    row = _answer_or_404(request, uuid)
    if not row.is_public:
        return redirect("practice:question", uuid)
    form = EndForm(request.POST if request.method == "POST" else None)
    form.fields["reason"].label = _("Why it is taken back")
    form.fields["reason"].help_text = ""
    if request.method == "POST" and form.is_valid():
        unpublish_answer(answer=row, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Nobody but those concerned can read it any more."))
        return redirect("practice:question", uuid)
    context = {"row": row, "question": row.question, "form": form, "here": "questions"}
    return render(request, "practice/questions/unpublish.html", context, status=422 if form.errors else 200)
