"""What experts said about a case, and who may read how much of it.

Experts work blind: before the decision nobody reads another's scores, name or opinion, but for the deciding district
once all are in. After it the town and the submitting unit are told the mean and the opinions, never who gave them.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from accounts.policies import current_roles
from cases.enums import Action, ReviewState, State
from cases.models import Comment, Decision, Review, Submission
from cases.models.submissions import DESK_ROLES
from cases.queries import has_interest
from cases.scoring import mean, spread, suggestion

FEWEST, MOST = 2, 3
# Who comes to the review desk at all.
DESK_AND_EXPERTS = frozenset((*DESK_ROLES, Role.EXPERT))


def comes_to_desk(user: User) -> bool:
    """Whether the review desk is open to this person at all."""
    return user.is_superuser or bool(current_roles(user).intersection(DESK_AND_EXPERTS))


@dataclass(frozen=True, slots=True)
class Tally:
    """The totals of one version's reviews and what follows from them by the rubric they were scored with."""

    totals: tuple[Decimal, ...]
    spread_limit: int
    suggestion: Action | None

    @property
    def mean(self) -> Decimal | None:
        return mean(self.totals)

    @property
    def spread(self) -> Decimal:
        return spread(self.totals)

    @property
    def far_apart(self) -> bool:
        return self.spread > self.spread_limit

    def as_json(self) -> dict[str, Any]:
        """As a decision keeps it; without names."""
        if self.mean is None:
            return {}
        return {
            "version": 1, "mean": str(self.mean), "spread": str(self.spread),
            "totals": [str(total) for total in self.totals], "suggestion": str(self.suggestion or ""),
        }  # fmt: skip


def current_reviews(submission: Submission) -> QuerySet[Review]:
    """Reviews of the version that was handed in last."""
    return submission.reviews.filter(version__number=submission.round)


def tally(submission: Submission) -> Tally:
    rows = list(current_reviews(submission).handed_in().select_related("rubric").order_by("submitted_at", "pk"))
    totals = tuple(row.total for row in rows if row.total is not None)
    thresholds = rows[0].rubric.thresholds if rows else None
    return Tally(
        totals,
        thresholds.spread_limit if thresholds else 0,
        suggestion(totals, thresholds) if thresholds else None,
    )


def open_questions(submission: Submission) -> str:
    """Why the experts' part is not finished; "" when a decision may be taken."""
    states = list(current_reviews(submission).values_list("state", flat=True))
    if ReviewState.ASSIGNED in states:
        return _("Not all experts have handed in yet.")
    handed_in = states.count(ReviewState.SUBMITTED)
    if handed_in < FEWEST:
        return _("Two experts at least have to hand in their scores; please ask another one.")
    if submission.third_needed:
        return _("The scores are far apart: a third expert has to look at it before it is decided.")
    return ""


def judged_by(submission: Submission, user: User) -> bool:
    counted = [ReviewState.ASSIGNED, ReviewState.SUBMITTED]
    return current_reviews(submission).filter(expert=user, state__in=counted).exists()


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is to one submission. With an interest in it all but the unit's own view is closed."""

    interest: bool = False
    contributor: bool = False
    expert: bool = False
    town: bool = False
    district: bool = False
    observer: bool = False

    @property
    def blind(self) -> bool:
        """An expert and nothing else: reads the case, and no word of anybody about it before the decision."""
        return self.expert and not (self.town or self.district or self.observer)


def standing(user: User, submission: Submission) -> Standing:
    unit = submission.unit
    interest = not user.is_superuser and has_interest(user, submission)
    grants = user.role_grants.current().select_related("organisation")
    held = set(Role) if user.is_superuser else {grant.role for grant in grants if grant.organisation.covers(unit)}
    sent = submission.reviews.exclude(state__in=[ReviewState.CANCELLED, ReviewState.RECUSED]).filter(expert=user)
    return Standing(
        interest=interest,
        contributor=Role.CASE_CONTRIBUTOR in held or submission.contributor_id == user.pk,
        expert=not interest and Role.EXPERT in held and sent.exists(),
        town=not interest and Role.TOWN_REVIEWER in held,
        district=not interest and Role.DISTRICT_REVIEWER in held,
        observer=bool(held.intersection((Role.TOWN_ADMIN, Role.DISTRICT_ADMIN))),
    )


def comments_for(user: User, submission: Submission, seat: Standing) -> QuerySet[Comment]:
    """Remarks this person may read: the own, the released, and what colleagues of the same desk collect."""
    own = Q(author=user)
    if seat.blind and not submission.is_decided:
        return submission.comments.filter(own).select_related("author", "version")
    readable = own | Q(released_at__isnull=False)
    if seat.district:
        readable |= Q(by_expert=False)
        if not submission.reviews.filter(state=ReviewState.ASSIGNED).exists():
            readable |= Q(by_expert=True)
    elif seat.town and submission.state == State.TOWN_REVIEW:
        readable |= Q(by_expert=False)
    return submission.comments.filter(readable).select_related("author", "version")


def decisions_for(submission: Submission, seat: Standing) -> QuerySet[Decision]:
    """The trail. Experts read it once the case is decided: earlier opinions must not color theirs."""
    if seat.blind and not submission.is_decided:
        return submission.decisions.none()
    return submission.decisions.select_related("reviewer", "version")


@dataclass(frozen=True, slots=True)
class Opinions:
    """What the unit and its town are told: the mean, and each opinion without a name."""

    mean: Decimal
    summaries: tuple[str, ...]


def opinions_of(submission: Submission) -> Opinions | None:
    """None before the decision, and when no expert was asked."""
    if not submission.is_decided:
        return None
    rows = list(current_reviews(submission).handed_in())
    # Ordered by what is said: the order of handing in would tell who is who.
    summaries = tuple(sorted(row.summary for row in rows if row.summary))
    average = mean([row.total for row in rows if row.total is not None])
    return None if average is None else Opinions(average, summaries)
