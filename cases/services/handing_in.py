"""Handing a draft in, taking it back, and answering what reviewers remarked."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from accounts.enums import NoticeKind, Role
from accounts.models import User
from accounts.queries import can
from accounts.services import notify
from cases.building import fill
from cases.completeness import Completeness, Personal, completeness, personal_data
from cases.enums import Action, ReviewState, State
from cases.models import CaseIndexPage, CasePage, Comment, Submission, Version
from cases.queries import reviewers_of, town_of
from cases.services.steps import locked, take_step
from cases.services.storing import Closed, files_by_uuid
from cases.workflow import EDITABLE, OPEN, first_review

CONTENT_VERSION = 1
# Whom a state waits for.
WAITS_FOR = {State.TOWN_REVIEW: Role.TOWN_REVIEWER, State.DISTRICT_REVIEW: Role.DISTRICT_REVIEWER}


class Incomplete(Exception):
    """Something is missing; says what."""

    def __init__(self, state: Completeness) -> None:
        super().__init__()
        self.state = state


class Unconfirmed(Exception):
    """The text holds what looks like personal data, and nobody said that it may stand there."""

    def __init__(self, found: list[Personal]) -> None:
        super().__init__()
        self.found = found


@transaction.atomic
def hand_in(*, submission: Submission, by: User, personal_confirmed: bool = False) -> Submission:
    """Freeze the draft as a version and as a revision of its page, and lead it to its first review.

    Handed in twice (two presses, two people) it is one version. Raises Incomplete, Unconfirmed, Closed once it was
    decided, PermissionDenied without the role at its unit.
    """
    row = locked(submission)
    if not can(by, row.unit, Role.CASE_CONTRIBUTOR):
        raise PermissionDenied
    if row.state in OPEN:
        return row
    if row.state not in EDITABLE:
        raise Closed
    drafted = dict(row.sections.values_list("key", "data"))
    state, personal = completeness(drafted), personal_data(drafted)
    if not state.complete:
        raise Incomplete(state)
    if personal and not personal_confirmed:
        raise Unconfirmed(personal)
    revision = _page_revision(row, drafted, by)
    row.round += 1
    row.submitted_at = timezone.now()
    row.save(update_fields=["round", "submitted_at", "case"])
    content = {"version": CONTENT_VERSION, "sections": drafted}
    Version.objects.create(submission=row, number=row.round, content=content, revision=revision, handed_in_by=by)
    row, _made = take_step(submission=row, action=Action.SUBMIT, by=by, to=first_review(row.unit.level))
    log(row, "cases.hand_in", user=by, data={"version": row.round, "personal_confirmed": bool(personal)})
    _tell_reviewers(row, _("%(unit)s handed in a case: %(title)s"), f"case-handed-in:{row.uuid}:{row.round}")
    return row


def _page_revision(row: Submission, drafted: dict[str, Any], by: User) -> Revision:
    """The page as this draft would have it, kept as a revision; a page that is public stays as it is."""
    files = files_by_uuid(row)
    if row.case is not None:
        page = row.case.get_latest_revision_as_object()
        return fill(page, drafted, files).save_revision(user=by)
    # Held, because two cases that come in at once must not get the same place in the tree.
    library = CaseIndexPage.objects.select_for_update().get()
    page = fill(CasePage(live=False, owner=by, organisation=row.unit, town=town_of(row.unit)), drafted, files)
    page.slug = page.free_slug(page.title, parent=library)
    row.case = library.add_child(instance=page)
    return page.save_revision(user=by)


@transaction.atomic
def withdraw(*, submission: Submission, by: User, reason: str = "") -> Submission:
    """Take a submission back before it was adopted; the draft can be changed and handed in again. Twice is once."""
    row = locked(submission)
    if row.state == State.WITHDRAWN and can(by, row.unit, Role.CASE_CONTRIBUTOR):
        return row
    waiting = row.state
    row, _made = take_step(submission=row, action=Action.WITHDRAW, by=by, reason=reason)
    row.reviews.filter(state=ReviewState.ASSIGNED).update(state=ReviewState.CANCELLED)
    key = f"case-withdrawn:{row.uuid}:{row.round}"
    _tell_reviewers(row, _("%(unit)s took a case back: %(title)s"), key, waiting, NoticeKind.NEWS)
    return row


def _tell_reviewers(
    row: Submission, text: str, key: str, state: str | None = None, kind: NoticeKind = NoticeKind.TASK
) -> None:
    role = WAITS_FOR.get(State(state or row.state), Role.DISTRICT_REVIEWER)
    line = text % {"unit": row.unit.name_short, "title": row.title}
    notify(
        users=reviewers_of(row, role), kind=kind, text=line, url=reverse("cases:submission", args=[row.uuid]), key=key
    )


@transaction.atomic
def answer_comment(*, comment: Comment, text: str, by: User) -> Comment:
    """Answer a remark, or answer it anew, while the draft is with its unit. Raises ValidationError without a text,
    PermissionDenied for whoever may not see it, Closed when the draft is with the reviewers."""
    row = locked(comment.submission)
    found = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if found.released_at is None or not can(by, row.unit, Role.CASE_CONTRIBUTOR):
        raise PermissionDenied
    if not row.is_editable:
        raise Closed
    if not text.strip():
        raise ValidationError({"answer": _("Please write an answer.")})
    if found.answer == text.strip():
        return found
    found.answer, found.answered_by, found.answered_at = text.strip(), by, timezone.now()
    found.full_clean(exclude=["submission", "version", "author", "answered_by"])
    found.save(update_fields=["answer", "answered_by", "answered_at"])
    log(row, "cases.answer", user=by, data={"comment": str(found.uuid), "section": found.section})
    return found
