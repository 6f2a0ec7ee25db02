"""Help wanted: the list, a post with what could help, and what the asking unit does with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Notice, User
from accounts.policies import current_roles
from accounts.queries import units_for
from cases.library import cards
from cases.models import CasePage
from practice.enums import HelpState
from practice.help_forms import CloseForm, HelpFilter, HelpForm, SolvedForm, take
from practice.models import HelpAnswer, HelpPost, Replication
from practice.models.help import ANSWERING_ROLES
from practice.models.replications import WORKING_ROLES
from practice.proposals import matching_cases, proposed_cases, proposed_experts, proposed_towns
from practice.services.helping import Over, ask_expert, close, mark_solved, post_help, reopen, thank

PER_PAGE = 20
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
SECTION = "cases"
MINE = "mine"


def works(user) -> bool:
    """Whether the person contributes or reviews for some unit."""
    return user.is_superuser or bool(current_roles(user).intersection(WORKING_ROLES))


@never_cache
@require_safe
@login_required
def help_list(request: HttpRequest) -> HttpResponse:
    """What others are asking, of all towns; `?tab=mine` what one's own units have asked, closed ones too."""
    mine = request.GET.get("tab") == MINE and works(request.user)
    rows = HelpPost.objects.editable_by(request.user) if mine else HelpPost.objects.visible_to(request.user)
    states = [state for state in HelpState if mine or state != HelpState.CLOSED]
    form = HelpFilter(request.GET, states=states)
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    if not mine:
        rows = rows.exclude(state=HelpState.CLOSED)
    rows = rows.filter(**asked).counted().open_first().select_related("unit", "town")
    query = "&".join([*(["tab=mine"] if mine else []), *(f"{name}={_key(value)}" for name, value in asked.items())])
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "form": form, "filtered": bool(asked),
        "mine": mine, "works": works(request.user), "query": query, "section": SECTION,
    }  # fmt: skip
    return render(request, "practice/help/list.html", context)


def _key(value) -> str:
    return getattr(value, "slug", value)


@never_cache
@GET_OR_POST
@login_required
def help_new(request: HttpRequest) -> HttpResponse:
    """Ask for help in the name of a unit; whoever may not is told who can."""
    if not works(request.user):
        return render(request, "practice/help/denied.html", {"section": SECTION}, status=403)
    units = units_for(request.user, *WORKING_ROLES).order_by("path")
    form = HelpForm(request.POST if request.method == "POST" else None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            post = post_help(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            take(form, error)
        else:
            messages.success(request, _("Your call for help is posted. Answers reach your inbox."))
            return redirect("practice:help_post", post.uuid)
    context = {"form": form, "section": SECTION}
    return render(request, "practice/help/new.html", context, status=422 if form.errors else 200)


def post_or_404(request: HttpRequest, uuid) -> HelpPost:
    rows = HelpPost.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("unit", "town", "solved_by_case", "replication__case", "replication__adopter"), uuid=uuid
    )


def own_post(request: HttpRequest, uuid) -> HelpPost:
    """A post the person may steer. Raises Http404 when it cannot be seen, PermissionDenied otherwise."""
    post = post_or_404(request, uuid)
    if not is_own(request.user, post):
        raise PermissionDenied
    return post


def is_own(user, post: HelpPost) -> bool:
    return HelpPost.objects.editable_by(user).filter(pk=post.pk).exists()


def answering_grants(user, post: HelpPost) -> QuerySet:
    """Units in whose name the person may answer: those of their rights, the asking one apart."""
    held = user.role_grants.current().filter(role__in=ANSWERING_ROLES)
    units = units_for(user, *ANSWERING_ROLES).filter(pk__in=held.values("organisation"))
    return units.exclude(pk=post.unit_id).order_by("path")


@never_cache
@require_safe
@login_required
def help_post(request: HttpRequest, uuid) -> HttpResponse:
    """The problem, what could help, and the answers. Experts are proposed to those who may ask them."""
    post = post_or_404(request, uuid)
    own = is_own(request.user, post)
    may_answer = post.is_open and answering_grants(request.user, post).exists()
    context = {
        "post": post, "own": own, "may_answer": may_answer, "answers": answers_of(post), "section": SECTION,
        "cases": proposed_cases(post) if post.is_open else [],
        "towns": proposed_towns(post) if post.is_open else [],
        "experts": proposed_experts(post, _asked(post)) if own and post.is_open else [],
    }  # fmt: skip
    return render(request, "practice/help/post.html", context)


def _asked(post: HelpPost) -> list[int]:
    """Who has a line in the inbox that asks for advice on it."""
    return list(Notice.objects.filter(key=f"help-asked:{post.uuid}").values_list("user_id", flat=True))


def answers_of(post: HelpPost) -> list[HelpAnswer]:
    """All answers with their units, public cases and sites; a fixed number of queries."""
    named = Prefetch("cases", cards(CasePage.objects.in_library().order_by("title", "pk")))
    return list(post.answers.select_related("unit", "invites_to").prefetch_related(named))


@never_cache
@GET_OR_POST
@login_required
def help_solved(request: HttpRequest, uuid) -> HttpResponse:
    """Say how it was solved, and which case or replication it was."""
    post = own_post(request, uuid)
    named = {pk for pk in post.answers.values_list("cases", flat=True) if pk}
    cases = CasePage.objects.in_library().filter(pk__in=named | {case.pk for case in matching_cases(post)})
    replications = Replication.objects.filter(adopter__path__startswith=post.unit.path)
    form = SolvedForm(
        request.POST if request.method == "POST" else None, cases=cases.order_by("title", "pk"),
        replications=replications.select_related("case", "adopter"),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            mark_solved(post=post, by=request.user, **form.cleaned_data)
        except Over:
            return _moved_on(request, post)
        except ValidationError as error:
            take(form, error)
        else:
            messages.success(request, _("Glad to hear it. Those who answered have been told."))
            return redirect("practice:help_post", post.uuid)
    return _ending(request, post, form, "practice/help/solved.html")


@never_cache
@GET_OR_POST
@login_required
def help_close(request: HttpRequest, uuid) -> HttpResponse:
    """Take the post away without a solution."""
    post = own_post(request, uuid)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            close(post=post, by=request.user, outcome=form.cleaned_data["outcome"])
        except Over:
            return _moved_on(request, post)
        except ValidationError as error:
            take(form, error)
        else:
            messages.info(request, _("The call for help is closed. You can take it up again at any time."))
            return redirect("practice:help_post", post.uuid)
    return _ending(request, post, form, "practice/help/close.html")


def _ending(request: HttpRequest, post: HelpPost, form, template: str) -> HttpResponse:
    if request.method != "POST" and not post.is_open:
        return _moved_on(request, post)
    context = {"post": post, "form": form, "section": SECTION}
    return render(request, template, context, status=422 if form.errors else 200)


def _moved_on(request: HttpRequest, post: HelpPost) -> HttpResponse:
    messages.info(request, _("This call for help has ended already; nothing was changed."))
    return redirect("practice:help_post", post.uuid)


@require_POST
@login_required
def help_reopen(request: HttpRequest, uuid) -> HttpResponse:
    post = own_post(request, uuid)
    reopen(post=post, by=request.user)
    messages.success(request, _("The call for help is open again."))
    return redirect("practice:help_post", post.uuid)


@require_POST
@login_required
def help_ask(request: HttpRequest, uuid) -> HttpResponse:
    """Ask one of the proposed experts; anybody else is no choice."""
    post = own_post(request, uuid)
    people = {str(expert.user.uuid): expert.user for expert in proposed_experts(post, _asked(post))}
    expert: User | None = people.get(request.POST.get("expert", ""))
    try:
        if expert is not None:
            ask_expert(post=post, expert=expert, by=request.user)
            messages.success(request, _("The expert has been asked. The answer reaches your inbox."))
    except Over:
        return _moved_on(request, post)
    return redirect("practice:help_post", post.uuid)


@require_POST
@login_required
def help_thank(request: HttpRequest, uuid) -> HttpResponse:
    answer = get_object_or_404(
        HelpAnswer.objects.filter(post__in=HelpPost.objects.editable_by(request.user)).select_related("post"), uuid=uuid
    )
    thank(answer=answer, by=request.user)
    messages.success(request, _("Your thanks are on their way."))
    return redirect("practice:help_post", answer.post.uuid)
