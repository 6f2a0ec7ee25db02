"""What reviewers of a town and of the district do before a decision: recommend, return, reject, remark."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import User
from accounts.queries import can
from cases.enums import Action, ReviewState, State
from cases.models import Comment, Decision, Submission
from cases.queries import has_interest
from cases.sections import BY_KEY
from cases.services.deciding import conclude
from cases.services.steps import locked, take_step
from cases.services.telling import tell_district
from cases.workflow import NotPossible

COMMENT_LENGTH = 500
# Who may remark while the case stands there; experts whenever their own review is open.
REMARKING: dict[str, Role] = {
    State.TOWN_REVIEW: Role.TOWN_REVIEWER,
    State.DISTRICT_REVIEW: Role.DISTRICT_REVIEWER,
    State.EXPERT_REVIEW: Role.DISTRICT_REVIEWER,
}


@transaction.atomic
def recommend(*, submission: Submission, by: User, reason: str = "") -> tuple[Submission, Decision]:
    """The town passes a case on to the district; what it remarked goes along and stays unread by the unit until then.

    Raises what `take_step` raises.
    """
    row, made = take_step(submission=submission, action=Action.RECOMMEND, by=by, reason=reason)
    words = _("“%(title)s” was recommended by its town and waits for the district’s review.")
    tell_district(row, words, f"recommended:{made.pk}")
    return row, made


@transaction.atomic
def return_for_revision(*, submission: Submission, by: User, reason: str) -> tuple[Submission, Decision]:
    """Send a case back to its unit, with the reason and all remarks. Reviews that are still open are called off."""
    return conclude(submission=submission, verdict=Action.RETURN, by=by, reason=reason)


@transaction.atomic
def reject(*, submission: Submission, by: User, reason: str) -> tuple[Submission, Decision]:
    """Do not take a case. While experts are reading it, only `cases.services.deciding.decide` may do that."""
    if locked(submission).state == State.EXPERT_REVIEW:
        raise NotPossible
    return conclude(submission=submission, verdict=Action.REJECT, by=by, reason=reason)


@transaction.atomic
def add_comment(*, submission: Submission, section: str, text: str, by: User) -> Comment:
    """Remark at a section of the version under review; the unit reads it with the decision.

    Raises PermissionDenied for whoever is not reviewing the case now, ValidationError for an empty or overlong text.
    """
    row = locked(submission)
    version = row.versions.order_by("-number").first()
    if version is None or section not in BY_KEY:
        raise ValidationError(_("This section does not exist."), code="section")
    open_review = row.reviews.filter(expert=by, version=version, state=ReviewState.ASSIGNED).exists()
    by_expert = open_review and can(by, row.unit, Role.EXPERT)
    role = REMARKING.get(row.state)
    if has_interest(by, row) or not (by_expert or (role is not None and can(by, row.unit, role))):
        raise PermissionDenied
    comment = Comment(
        submission=row, version=version, section=section, text=text.strip(), author=by, by_expert=by_expert
    )
    comment.full_clean(exclude=["submission", "version", "author"])
    if len(comment.text) > COMMENT_LENGTH:
        raise ValidationError(_("A remark has at most 500 characters."), code="text")
    # A second press of the same button is one remark.
    same = row.comments.filter(version=version, section=section, text=comment.text, author=by, released_at=None)
    found = same.first()
    if found is not None:
        return found
    comment.save()
    log(row, "cases.remark", user=by, data={"section": section})
    return comment


@transaction.atomic
def remove_comment(*, comment: Comment, by: User) -> None:
    """Take back an own remark the unit has not read yet."""
    row = Comment.objects.select_for_update().get(pk=comment.pk)
    if row.author_id != by.pk or row.released_at is not None:
        raise PermissionDenied
    log(row.submission, "cases.remark_removed", user=by, data={"section": row.section})
    row.delete()
