"""Asking an expert: the lists of those who ask, answer and decide, and one question."""

import datetime
from itertools import groupby

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

from accounts.enums import Role
from accounts.policies import current_roles
from cases.workflow import NotPossible
from practice.guidance_forms import EndForm, take_errors
from practice.models import AnswerRules, ExpertProfile, Question
from practice.question_forms import AnswerForm, AskForm, PassForm
from practice.services.questions import answer_question, ask_expert, close_question, may_pass_on, pass_on
from practice.supervision import DECIDING_ROLES, decides, experts_to_ask, units_to_ask_for

PER_PAGE = 20
WITH = ("asker", "unit", "expert", "answer")
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def tabs_of(user) -> list[tuple[str, str]]:
    """Which lists a person has: to answer, to decide, asked by me, asked in my scope."""
    roles = current_roles(user)
    found = [("answer", _("To answer"))] if Role.EXPERT in roles else []
    if roles.intersection(DECIDING_ROLES):
        found.append(("decide", _("To decide")))
    return [*found, ("mine", _("Asked by me")), ("scope", _("Asked in my unit"))]


def _by_week(rows: list[Question], today: datetime.date) -> list[tuple[str, list[Question]]]:
    """The week's list: what is late, what is due until Sunday, what comes later."""
    sunday = today + datetime.timedelta(days=6 - today.weekday())

    def when(row: Question) -> str:
        if row.due_on < today:
            return _("Overdue")
        return _("This week") if row.due_on <= sunday else _("Later")

    return [(label, list(group)) for label, group in groupby(rows, key=when)]


def _rows(user, tab: str):
    rows = Question.objects.visible_to(user)
    if tab == "answer":
        return rows.open().filter(expert=user).order_by("due_on", "pk")
    if tab == "decide":
        return rows.to_decide_by(user).order_by("due_on", "pk")
    return rows.filter(asker=user) if tab == "mine" else rows.exclude(asker=user).exclude(expert=user)


@never_cache
@require_safe
@login_required
def questions(request: HttpRequest) -> HttpResponse:
    """What I have to answer, by when; what I asked; what nobody answers."""
    tabs = tabs_of(request.user)
    names = [name for name, _label in tabs]
    tab = request.GET.get("tab", "")
    tab = tab if tab in names else names[0]
    rows = _rows(request.user, tab).select_related(*WITH)
    today, page = timezone.localdate(), Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    context = {
        "page": page, "tab": tab, "tabs": tabs, "today": today, "query": f"tab={tab}", "here": "questions",
        "groups": _by_week(listed, today) if tab in ("answer", "decide") else [("", listed)] if listed else [],
    }  # fmt: skip
    return render(request, "practice/questions/list.html", context)


@never_cache
@GET_OR_POST
@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """Ask; `?expert=` chooses one beforehand. Whoever has no post reads whom to turn to."""
    units = units_to_ask_for(request.user)
    if not units:
        return render(request, "practice/questions/nowhere.html", {"here": "questions"}, status=403)
    posted = request.method == "POST"
    initial = {"expert": request.GET.get("expert", "")}
    form = AskForm(request.POST if posted else None, units=units, experts=experts_to_ask(request.user), initial=initial)
    if posted and form.is_valid():
        told = form.cleaned_data | {"expert": form.cleaned_data["expert"] and form.cleaned_data["expert"].user}
        try:
            row = ask_expert(asker=request.user, **told)
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("Asked. You get a notice as soon as there is an answer."))
            return redirect("practice:question", row.uuid)
    context = {"form": form, "days": AnswerRules.load().answer_days, "here": "questions"}
    return render(request, "practice/questions/ask.html", context, status=422 if form.errors else 200)


def question_or_404(request: HttpRequest, uuid) -> Question:
    return get_object_or_404(Question.objects.visible_to(request.user).select_related(*WITH), uuid=uuid)


def _page(request: HttpRequest, row: Question, status: int = 200, **more) -> HttpResponse:
    answers = row.is_open and row.expert_id == request.user.pk
    context = {
        "row": row, "answers": answers, "form": AnswerForm(), "here": "questions", "today": timezone.localdate(),
        "may_pass": may_pass_on(request.user, row), "decides": decides(request.user, row),
        "may_close": row.is_open and (row.asker_id == request.user.pk or decides(request.user, row)),
    }  # fmt: skip
    return render(request, "practice/questions/question.html", context | more, status=status)


@never_cache
@require_safe
@login_required
def question(request: HttpRequest, uuid) -> HttpResponse:
    return _page(request, question_or_404(request, uuid))


def _moved_on(request: HttpRequest, row: Question) -> HttpResponse:
    messages.info(request, _("Somebody else was quicker; please look at the question as it is now."))
    return redirect("practice:question", row.uuid)


@never_cache
@GET_OR_POST
@login_required
def answer(request: HttpRequest, uuid) -> HttpResponse:
    """The expert's answer. On an error the page of the question comes back with what was typed."""
    row = question_or_404(request, uuid)
    if row.expert_id != request.user.pk:
        raise PermissionDenied
    if request.method != "POST":
        return redirect("practice:question", row.uuid)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, row, 422, form=form)
    try:
        answer_question(question=row, by=request.user, text=form.cleaned_data["text"])
    except NotPossible:
        return _moved_on(request, row)
    messages.success(request, _("Answered. Whoever asked was told."))
    return redirect("practice:question", row.uuid)


@never_cache
@GET_OR_POST
@login_required
def hand_on(request: HttpRequest, uuid) -> HttpResponse:
    """Give the question to somebody who knows more about it."""
    row = question_or_404(request, uuid)
    holds = row.expert_id == request.user.pk
    if not holds and not decides(request.user, row):
        raise PermissionDenied
    if not row.is_open:
        return _moved_on(request, row)
    offered = ExpertProfile.objects.for_unit(row.unit).filter(is_available=True).select_related("user")
    offered = offered.exclude(user__in=[row.asker_id, row.expert_id or 0])
    form = PassForm(request.POST if request.method == "POST" else None, experts=offered, may_give_back=holds)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["expert"]
        try:
            pass_on(question=row, by=request.user, expert=chosen and chosen.user, reason=form.cleaned_data["reason"])
        except NotPossible:
            return _moved_on(request, row)
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("Passed on."))
            return redirect("practice:questions")
    context = {"row": row, "form": form, "here": "questions"}
    return render(request, "practice/questions/pass_on.html", context, status=422 if form.errors else 200)


@never_cache
@GET_OR_POST
@login_required
def close(request: HttpRequest, uuid) -> HttpResponse:
    """Say that nobody needs to answer any more."""
    row = question_or_404(request, uuid)
    if row.asker_id != request.user.pk and not decides(request.user, row):
        raise PermissionDenied
    if not row.is_open:
        return _moved_on(request, row)
    form = EndForm(request.POST if request.method == "POST" else None)
    form.fields["reason"].label = _("Why nobody needs to answer")
    form.fields["reason"].help_text = ""
    if request.method == "POST" and form.is_valid():
        try:
            close_question(question=row, by=request.user, reason=form.cleaned_data["reason"])
        except NotPossible:
            return _moved_on(request, row)
        messages.success(request, _("The question is closed."))
        return redirect("practice:question", row.uuid)
    context = {"row": row, "form": form, "here": "questions"}
    return render(request, "practice/questions/close.html", context, status=422 if form.errors else 200)
