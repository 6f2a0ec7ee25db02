"""Reminders of what is due: to whoever has to act, and to the unit's administrators once it is late."""

import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import NoticeKind, Role
from accounts.models import User
from accounts.services import notify
from cases.enums import ReviewState, State
from cases.models import Review, Submission
from cases.queries import reviewers_of
from cases.services.experts import recuse_found
from cases.services.telling import waiting_role

SOON = datetime.timedelta(days=2)
ADMINS = (Role.TOWN_ADMIN, Role.DISTRICT_ADMIN)
STEPS = (State.TOWN_REVIEW, State.DISTRICT_REVIEW, State.EXPERT_REVIEW)


def remind_reviewers(*, day: datetime.date | None = None) -> int:
    """Tell everybody what is due within two days or late; returns how many lines were new.

    Run daily. A line is named by the step, its due day and whether it is late, so a second run tells nobody again.
    Experts who have an interest by now are let out first.
    """
    today = day or timezone.localdate()
    for review in Review.objects.filter(state=ReviewState.ASSIGNED).select_related("submission", "expert"):
        recuse_found(review=review)
    told = sum(_remind_expert(review, today) for review in _due_reviews(today))
    return told + sum(_remind_step(submission, today) for submission in _due_steps(today))


def _due_reviews(today: datetime.date) -> QuerySet[Review]:
    open_reviews = Review.objects.filter(state=ReviewState.ASSIGNED, submission__state=State.EXPERT_REVIEW)
    return open_reviews.filter(due_on__lte=today + SOON).select_related("submission__unit", "expert")


def _due_steps(today: datetime.date) -> QuerySet[Submission]:
    due = Submission.objects.filter(state__in=STEPS, due_on__lte=today + SOON)
    return due.select_related("unit").prefetch_related("reviews")


def _remind_expert(review: Review, today: datetime.date) -> int:
    late = review.due_on is not None and review.due_on < today
    url = reverse("cases:desk_review", args=[review.uuid])
    key = f"case-review-{'late' if late else 'soon'}:{review.pk}:{review.due_on}"
    return _tell([review.expert], review.submission, late, review.due_on, url, key)


def _remind_step(submission: Submission, today: datetime.date) -> int:
    late = submission.due_on is not None and submission.due_on < today
    with_experts = any(review.state == ReviewState.ASSIGNED for review in submission.reviews.all())
    url = reverse("cases:desk_case", args=[submission.uuid])
    key = f"case-step-{'late' if late else 'soon'}:{submission.pk}:{submission.state}:{submission.due_on}"
    told = 0
    if not with_experts or late:
        # While experts are reading in time, nobody else can do anything.
        people = reviewers_of(submission, waiting_role(submission))
        told = _tell(people, submission, late, submission.due_on, url, key)
    if late:
        told += _tell(reviewers_of(submission, *ADMINS), submission, late, submission.due_on, url, key)
    return told


def _tell(people, submission: Submission, late: bool, due: datetime.date | None, url: str, key: str) -> int:
    words = (
        _("Overdue since %(day)s: the review of “%(title)s”.")
        if late
        else _("The review of “%(title)s” is due on %(day)s.")
    )
    text = words % {"title": submission, "day": due}
    active: list[User] = list(people)
    return notify(users=active, kind=NoticeKind.TASK, text=text, url=url, key=key)
