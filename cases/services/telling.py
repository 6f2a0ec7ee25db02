"""Who is told what on the way of a case. Every line goes to people whose scope it is, and once."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import NoticeKind, Role
from accounts.models import User
from accounts.services import notify
from cases.enums import Action, State
from cases.models import Decision, Review, Submission
from cases.queries import contributors_of, reviewers_of

_RESULTS = {
    Action.RETURN: gettext_lazy("“%(title)s” was returned for revision. The reason and the remarks are inside."),
    Action.REJECT: gettext_lazy("“%(title)s” was not adopted. The reason is inside."),
    Action.RESERVE: gettext_lazy("“%(title)s” is kept in reserve: usable in teaching, not public."),
    Action.ADOPT: gettext_lazy("“%(title)s” was adopted. It is being proof-read and will be published after that."),
    Action.PUBLISH: gettext_lazy("“%(title)s” is published."),
    Action.FEATURE: gettext_lazy("“%(title)s” is an exemplary case now."),
    Action.UNPUBLISH: gettext_lazy("“%(title)s” was taken down. The reason is inside."),
}


def tell_result(submission: Submission, decision: Decision) -> None:
    """The submitting unit reads what was decided."""
    words = _RESULTS.get(Action(decision.verdict))
    if words is not None:
        _send(
            contributors_of(submission), NoticeKind.RESULT, words % {"title": submission},
            reverse("cases:outcome", args=[submission.uuid]), f"case-{decision.verdict}:{decision.pk}",
        )  # fmt: skip


def tell_district(submission: Submission, words: str, event: str, *, besides: User | None = None) -> None:
    """District reviewers who need not recuse; `besides` is whoever did it and knows."""
    people = reviewers_of(submission, Role.DISTRICT_REVIEWER)
    if besides is not None:
        people = people.exclude(pk=besides.pk)
    url = reverse("cases:desk_case", args=[submission.uuid])
    _send(people, NoticeKind.TASK, words % {"title": submission}, url, f"case-{event}")


def tell_expert(review: Review) -> None:
    words = _("Please review “%(title)s” by %(day)s.") % {
        "title": review.submission, "day": f"{review.due_on:%Y-%m-%d}" if review.due_on else "—",
    }  # fmt: skip
    url = reverse("cases:desk_review", args=[review.uuid])
    _send([review.expert], NoticeKind.TASK, words, url, f"case-review:{review.pk}")


def waiting_role(submission: Submission) -> Role:
    return Role.TOWN_REVIEWER if submission.state == State.TOWN_REVIEW else Role.DISTRICT_REVIEWER


def _send(users: Iterable[User], kind: NoticeKind, text: str, url: str, key: str) -> None:
    notify(users=users, kind=kind, text=text, url=url, key=key)
