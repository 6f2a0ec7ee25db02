"""The review desk: the queue, and one case as reviewers read it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.enums import Role
from accounts.models import Organisation
from accounts.queries import units_for
from cases.desk import TABS, Queue, next_steps, reading
from cases.enums import ReviewState, State
from cases.forms import LevelForm, QueueForm
from cases.models import Comment, Submission, Version
from cases.opinions import (
    DESK_AND_EXPERTS,
    Standing,
    comes_to_desk,
    current_reviews,
    decisions_for,
    open_questions,
    opinions_of,
    standing,
    tally,
)
from cases.services.evidence import CHECKING
from cases.services.reviewing import REMARKING, add_comment, remove_comment
from cases.workflow import DECIDED, OPEN

PER_PAGE = 20
STATES = [(state.value, state.label) for state in State if state != State.DRAFT]


@never_cache
@require_GET
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Cases by what they wait for: me, others, long since, nobody any more."""
    if not comes_to_desk(request.user):
        raise PermissionDenied
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "mine"
    towns = Organisation.objects.towns().filter(pk__in=units_for(request.user, *DESK_AND_EXPERTS).values("pk"))
    form = QueueForm(request.GET, states=STATES, towns=towns)
    form.is_valid()
    chosen = {name: form.cleaned_data.get(name) for name in ("state", "town")}
    queue = Queue(request.user)
    rows = queue.listed(tab)
    if chosen["state"]:
        rows = rows.filter(state=chosen["state"])
    if chosen["town"]:
        rows = rows.filter(unit__path__startswith=chosen["town"].path)
    kept = request.GET.copy()
    kept.pop("page", None)
    filters = kept.copy()
    filters.pop("tab", None)
    return render(
        request, "cases/desk/queue.html", {
            "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "tab": tab, "form": form,
            "query": kept.urlencode(), "filters": filters.urlencode(), "today": timezone.localdate(),
            "filtered": any(chosen.values()), "section": "desk",
            "tabs": list(zip(TABS, (_("For me"), _("With others"), _("Overdue"), _("Done")), strict=True)),
            "counts": {name: queue.tab(name).count() for name in ("mine", "overdue")},
        },
    )  # fmt: skip


def desk_case_or_404(request: HttpRequest, uuid) -> Submission:
    """A case of this person's desk. To whoever has none of it, it does not exist."""
    rows = Submission.objects.on_desk_of(request.user).select_related("unit", "contributor", "case__town")
    return get_object_or_404(rows, uuid=uuid)


@never_cache
@require_GET
@login_required
def desk_case(request: HttpRequest, uuid) -> HttpResponse:
    """One version, section by section, with what this person may read and do."""
    submission = desk_case_or_404(request, uuid)
    seat = standing(request.user, submission)
    if seat.blind and (own := _own_review(request, submission)) is not None:
        return redirect("cases:desk_review", own.uuid)
    return render_case(request, submission, seat)


def _own_review(request: HttpRequest, submission: Submission):
    reviews = current_reviews(submission).filter(expert=request.user)
    return reviews.exclude(state__in=[ReviewState.RECUSED, ReviewState.CANCELLED]).first()


def render_case(
    request: HttpRequest, submission: Submission, seat: Standing, *, status: int = 200, **more
) -> HttpResponse:
    versions = list(submission.versions.select_related("handed_in_by").order_by("-number"))
    version = chosen_version(request, versions)
    role = REMARKING.get(submission.state)
    acting = (seat.town and role == Role.TOWN_REVIEWER) or (seat.district and role == Role.DISTRICT_REVIEWER)
    newest = version == versions[0]
    decided, with_experts = submission.state in DECIDED, submission.state == State.EXPERT_REVIEW
    context = {
        "submission": submission, "seat": seat, "versions": versions, "version": version, "newest": newest,
        "reading": reading(request.user, submission, version, seat), "may_remark": acting and newest,
        "may_check": seat.district and newest and submission.state in CHECKING,
        "steps": next_steps(submission, seat), "decisions": list(decisions_for(submission, seat)),
        "reviews": visible_reviews(request, submission, seat), "tally": _tally(request, submission, seat),
        "open_questions": open_questions(submission) if seat.district and with_experts else "",
        "opinions": opinions_of(submission) if decided and not seat.district else None,
        "level_form": LevelForm(initial={"level": submission.case.evidence_level if submission.case else None}),
        "today": timezone.localdate(), "section": "desk", "is_open": submission.state in OPEN, "decided": decided,
    } | more  # fmt: skip
    return render(request, "cases/desk/case.html", context, status=status)


def chosen_version(request: HttpRequest, versions: list[Version]) -> Version:
    wanted = request.GET.get("version", "")
    return next((version for version in versions if str(version.number) == wanted), versions[0])


def visible_reviews(request: HttpRequest, submission: Submission, seat: Standing) -> list[dict]:
    """The district reads who was asked, and the scores of those it may see already; nobody else reads a name."""
    if not seat.district:
        return []
    readable = set(submission.reviews.visible_to(request.user).values_list("pk", flat=True))
    rows = current_reviews(submission).select_related("expert", "rubric")
    return [
        {
            "review": row,
            "readable": row.pk in readable and row.state == ReviewState.SUBMITTED,
            "lines": score_lines(row),
        }
        for row in rows
    ]


def score_lines(review) -> list[dict]:
    return [criterion | review.scores.get(criterion["key"], {}) for criterion in review.rubric.criteria]


def _tally(request: HttpRequest, submission: Submission, seat: Standing):
    """Mean and spread, for the district once nobody is waited for."""
    if not seat.district or submission.reviews.filter(state=ReviewState.ASSIGNED).exists():
        return None
    found = tally(submission)
    return found if found.totals else None


@require_POST
@login_required
def remark(request: HttpRequest, uuid) -> HttpResponse:
    """Keep a remark at a section; an error brings the page back with what was typed."""
    submission = desk_case_or_404(request, uuid)
    section, text = request.POST.get("section", ""), request.POST.get("text", "")
    back = _back(request, submission, section)
    try:
        add_comment(submission=submission, section=section, text=text, by=request.user)
    except ValidationError as error:
        failed = {"remark_section": section, "remark_text": text, "remark_errors": error.messages}
        seat = standing(request.user, submission)
        if seat.blind:
            messages.error(request, " ".join(error.messages))
            return redirect(back)
        return render_case(request, submission, seat, status=422, **failed)
    messages.success(request, _("The remark is kept; the unit reads it with the decision."))
    return redirect(back)


@require_POST
@login_required
def unremark(request: HttpRequest, uuid) -> HttpResponse:
    """Take back an own remark that nobody outside has read yet."""
    comment = get_object_or_404(Comment.objects.select_related("submission"), uuid=uuid, author=request.user)
    submission = desk_case_or_404(request, comment.submission.uuid)
    back = _back(request, submission, comment.section)
    remove_comment(comment=comment, by=request.user)
    messages.success(request, _("The remark was taken back."))
    return redirect(back)


def _back(request: HttpRequest, submission: Submission, section: str) -> str:
    """To the page the remark was written on: the case, or the expert's own page of it."""
    own = _own_review(request, submission)
    page = redirect("cases:desk_review", own.uuid) if own else redirect("cases:desk_case", submission.uuid)
    return f"{page.url}#{section}"


@never_cache
@require_GET
@login_required
def outcome(request: HttpRequest, uuid) -> HttpResponse:
    """What was decided and why, as the submitting unit and its town read it: opinions without names."""
    submission = get_object_or_404(
        Submission.objects.visible_to(request.user).select_related("unit", "case"), uuid=uuid
    )
    seat = standing(request.user, submission)
    if seat.blind and not seat.contributor:
        return redirect("cases:desk_case", submission.uuid)
    remarks = submission.comments.filter(released_at__isnull=False).select_related("author", "version")
    return render(
        request, "cases/desk/outcome.html", {
            "submission": submission, "seat": seat, "opinions": opinions_of(submission), "remarks": list(remarks),
            "decisions": list(submission.decisions.select_related("reviewer")), "section": "desk",
        },
    )  # fmt: skip
