"""Which experts judge a case: asking them, letting them off, and standing in for those who had to recuse."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import Membership, User
from accounts.queries import can, due_after, people_with
from cases.enums import Action, ReviewState, State
from cases.models import DraftSection, Review, Submission
from cases.opinions import FEWEST, MOST, current_reviews
from cases.queries import has_interest, rubric_in_force
from cases.services.steps import locked, take_step
from cases.services.telling import tell_district, tell_expert
from cases.workflow import NotPossible
from content.themes import Theme

COUNTED = (ReviewState.ASSIGNED, ReviewState.SUBMITTED)
REASON_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert who could be asked: how many reviews are open, in which themes there is practice, why not."""

    user: User
    open_reviews: int
    themes: tuple[str, ...]
    obstacle: str


def candidates(submission: Submission) -> list[Candidate]:
    """All experts at or above the unit, the least busy first; those who may not be asked come last with the reason."""
    open_reviews = Count("case_reviews", filter=Q(case_reviews__state=ReviewState.ASSIGNED), distinct=True)
    people = people_with(submission.unit, Role.EXPERT).annotate(
        load=open_reviews,
        works_here=Exists(_posts(submission)),
        wrote=Exists(DraftSection.objects.filter(submission=submission, saved_by=OuterRef("pk"))),
    )
    states = dict(current_reviews(submission).values_list("expert", "state"))
    reviewers = set(
        people_with(submission.unit, Role.TOWN_REVIEWER, Role.DISTRICT_REVIEWER).values_list("pk", flat=True)
    )
    themes = _themes([user.pk for user in people])
    found = [
        Candidate(user, user.load, themes.get(user.pk, ()), _obstacle(user, submission, states, reviewers))
        for user in people.order_by("load", "name_sort", "pk")
    ]
    return sorted(found, key=lambda candidate: bool(candidate.obstacle))


def _posts(submission: Submission):
    within = Membership.objects.current().filter(organisation__path__startswith=submission.unit.path)
    return within.filter(user=OuterRef("pk"))


def _themes(people: list[int]) -> dict[int, tuple[str, ...]]:
    """The themes each has judged most often, three at the most."""
    judged = Review.objects.handed_in().filter(expert__in=people, submission__case__isnull=False)
    rows = judged.values_list("expert", "submission__case__theme").annotate(times=Count("pk")).order_by("-times")
    found: dict[int, tuple[str, ...]] = {}
    for expert, theme, _times in rows:
        known = found.get(expert, ())
        if len(known) < 3:
            found[expert] = (*known, str(Theme(theme).label))
    return found


def _obstacle(user: User, submission: Submission, states: dict[int, str], reviewers: set[int]) -> str:
    if user.works_here:  # type: ignore[attr-defined]
        return _("Works in the submitting unit or below it.")
    if user.wrote or user.pk == submission.contributor_id:  # type: ignore[attr-defined]
        return _("Had a hand in the text.")
    if user.pk in reviewers:
        return _("Decides on cases of this unit.")
    return (
        {
            ReviewState.ASSIGNED: _("Was asked already."),
            ReviewState.SUBMITTED: _("Has handed in already."),
            ReviewState.RECUSED: _("Recused from this case."),
            ReviewState.CANCELLED: _("Was asked before and let off."),
        }.get(ReviewState(states[user.pk]), "")
        if user.pk in states
        else ""
    )


@transaction.atomic
def assign_experts(*, submission: Submission, experts: Iterable[User], by: User) -> list[Review]:
    """Ask two or three experts, or further ones while a case is with them: instead of one who fell out, or as third.

    Each judges the version handed in last by the rubric in force, within its working days. Raises ValidationError
    (code "experts") for a wrong number or somebody who may not be asked, and what `take_step` raises.
    """
    row = locked(submission)
    asked = list({user.pk: user for user in experts}.values())
    if row.state == State.EXPERT_REVIEW:
        if not can(by, row.unit, Role.DISTRICT_REVIEWER) or has_interest(by, row):
            raise PermissionDenied
    else:
        row, _made = take_step(submission=row, action=Action.ASSIGN, by=by)
    _check_number(row, len(asked))
    possible = {candidate.user.pk: candidate for candidate in candidates(row)}
    for user in asked:
        if user.pk not in possible:
            raise ValidationError(_("%(name)s is no expert for this unit.") % {"name": user.name}, code="experts")
        if possible[user.pk].obstacle:
            words = {"name": user.name, "why": possible[user.pk].obstacle}
            raise ValidationError(_("%(name)s cannot be asked: %(why)s") % words, code="experts")
    return [_ask(row, user, by) for user in asked]


def _check_number(row: Submission, more: int) -> None:
    counted = current_reviews(row).filter(state__in=COUNTED).count()
    if more == 0 or counted + more < FEWEST:
        raise ValidationError(_("Please choose two or three experts."), code="experts")
    if counted + more > MOST:
        raise ValidationError(_("Three experts at the most judge one case."), code="experts")


def _ask(row: Submission, user: User, by: User) -> Review:
    rubric = rubric_in_force()
    review = Review(
        submission=row, version=row.versions.get(number=row.round), expert=user, rubric=rubric, assigned_by=by,
        due_on=due_after(rubric.expert_days), is_third=row.third_needed,
    )  # fmt: skip
    review.full_clean(exclude=["submission", "version", "expert", "rubric", "assigned_by"])
    review.save()
    Submission.objects.filter(pk=row.pk).update(due_on=review.due_on)
    log(row, "cases.expert_asked", user=by, data={"expert": user.pk, "third": review.is_third})
    tell_expert(review)
    return review


@transaction.atomic
def recuse(*, review: Review, by: User, reason: str) -> Review:
    """An expert says that somebody else has to judge the case. Scores typed so far are erased. Twice is once."""
    row, case = locked_review(review)
    if row.expert_id != by.pk:
        raise PermissionDenied
    words = reason.strip()
    if not words or len(words) > REASON_LENGTH:
        raise ValidationError(_("Please say in at most 200 characters why you recuse."), code="reason")
    if row.state == ReviewState.RECUSED:
        return row
    return step_out(row, case, words, by)


def step_out(row: Review, case: Submission, reason: str, by: User | None) -> Review:
    """Recuse, also when the system found out; the district is told that somebody else is needed."""
    if row.state != ReviewState.ASSIGNED:
        raise NotPossible
    row.state, row.recused_reason = ReviewState.RECUSED, reason
    row.scores, row.summary, row.recommendation, row.evidence_level = {}, "", "", None
    row.save(update_fields=["state", "recused_reason", "scores", "summary", "recommendation", "evidence_level"])
    case.comments.filter(author=row.expert, by_expert=True, released_at=None).delete()
    case.evidence_checks.filter(by=row.expert, by_expert=True).delete()
    log(case, "cases.recused", user=by, data={"expert": row.expert_id, "reason": reason})
    tell_district(case, _("An expert recused from “%(title)s”. Please ask somebody else."), f"recused:{row.pk}")
    return row


@transaction.atomic
def recuse_found(*, review: Review) -> Review:
    """Recuse an expert who has an interest by now (a new post, for example); nothing happens to anybody else."""
    row, case = locked_review(review)
    if row.state != ReviewState.ASSIGNED or not has_interest(row.expert, case):
        return row
    return step_out(row, case, found_words(), None)


def found_words() -> str:
    return _("Found by the system: works in the submitting unit, or had a hand in the text.")


@transaction.atomic
def let_off(*, review: Review, by: User, reason: str) -> Review:
    """The district no longer waits for an expert who does not answer; somebody else can be asked then."""
    row, case = locked_review(review)
    if not can(by, case.unit, Role.DISTRICT_REVIEWER) or has_interest(by, case):
        raise PermissionDenied
    if row.state == ReviewState.CANCELLED:
        return row
    if row.state != ReviewState.ASSIGNED or case.state != State.EXPERT_REVIEW:
        raise NotPossible
    words = reason.strip()
    if not words or len(words) > REASON_LENGTH:
        raise ValidationError(_("Please give the reason in at most 200 characters."), code="reason")
    row.state = ReviewState.CANCELLED
    row.save(update_fields=["state"])
    log(case, "cases.expert_let_off", user=by, data={"expert": row.expert_id, "reason": words})
    return row


def locked_review(review: Review) -> tuple[Review, Submission]:
    """The review and its case, locked in this order everywhere: first the case, so that nobody decides meanwhile."""
    case = locked(review.submission)
    row = Review.objects.select_for_update(of=("self",)).select_related("expert", "rubric", "version").get(pk=review.pk)
    return row, case
