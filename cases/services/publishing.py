"""From an adopted case to a page of the library, and what may become of it there."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import User
from accounts.queries import can
from cases.enums import Action, Proof, State
from cases.models import CasePage, Decision, ProofTick, Submission
from cases.queries import has_interest, town_of
from cases.services.evidence import check_evidence, mark_checked, set_evidence_level
from cases.services.pages import case_of, give_number, newest
from cases.services.steps import LOG_ACTION, locked, take_step
from cases.services.telling import tell_result
from cases.signals import case_published
from cases.workflow import PUBLIC, NotPossible

__all__ = [
    "archive", "check_evidence", "feature", "missing_proofs", "publish", "set_evidence_level",
    "tick_proof", "unfeature", "unpublish",
]  # fmt: skip
# While a case stands here its text may be read for publication.
PROVING = (State.ADOPTED, State.UNPUBLISHED, *PUBLIC)


@transaction.atomic
def tick_proof(*, submission: Submission, proof: Proof, revision: int, by: User) -> ProofTick:
    """Record that `by` read the text of `revision` for one of the checks. Ticked twice it is one tick.

    Raises ValidationError (code "changed") when the text was changed in the CMS since it was read.
    """
    row = locked(submission)
    if row.state not in PROVING:
        raise NotPossible
    if not can(by, row.unit, Role.DISTRICT_REVIEWER) or has_interest(by, row):
        raise PermissionDenied
    if newest(case_of(row)).pk != revision:
        raise ValidationError(_("The text was changed in the meantime; please read it again."), code="changed")
    found = row.proofs.filter(proof=proof, revision_id_read=revision).first()
    if found is not None:
        return found
    tick = ProofTick(submission=row, proof=proof, revision_id_read=revision, by=by)
    tick.full_clean(exclude=["submission", "by"])
    tick.save()
    log(row, "cases.proof", user=by, data={"proof": str(proof), "revision": revision})
    return tick


def missing_proofs(submission: Submission, revision: int) -> list[Proof]:
    """The checks that the text of `revision` still lacks."""
    done = set(submission.proofs.filter(revision_id_read=revision).values_list("proof", flat=True))
    return [proof for proof in Proof if proof not in done]


@transaction.atomic
def publish(*, submission: Submission, by: User) -> tuple[Submission, Decision]:
    """Put the text that was proof-read last into the library, as a new version of the case.

    The number is given the first time. A renewal takes the place of the older proceeding. Raises ValidationError
    (code "proofs") while a check is missing, (code "renewal") while a newer version is under way.
    """
    row = locked(submission)
    if row.case_id is None:
        raise NotPossible
    page = case_of(row)
    revision = newest(page)
    _check_text(row, revision.pk)
    row, made = take_step(submission=row, action=Action.PUBLISH, by=by)
    today = timezone.localdate()
    page.town = page.town or town_of(row.unit)
    _establish(page, number=give_number(page), town=page.town, version=page.version + 1, version_on=today,
               alive_on=today, is_featured=row.state == State.FEATURED)  # fmt: skip
    # Read anew: what was just established must be what the page is published with.
    revision.refresh_from_db()
    revision.publish(user=by, skip_permission_checks=True)
    mark_checked(page)
    if row.renews:
        _replace_older(row, by)
    case = CasePage.objects.get(pk=page.pk)
    transaction.on_commit(lambda: case_published.send_robust(CasePage, case=case, submission=row))
    tell_result(row, made)
    return row, made


def _check_text(row: Submission, revision: int) -> None:
    if missing_proofs(row, revision):
        raise ValidationError(_("The text has not been read three times and checked for secrecy yet."), code="proofs")
    if renewal_under_way(row):
        raise ValidationError(
            _("A new version of this case is being reviewed; corrections go out with it."), code="renewal"
        )


def renewal_under_way(row: Submission) -> bool:
    """Whether the draft of the page holds a newer version that nobody has adopted and published yet."""
    under_way = [State.TOWN_REVIEW, State.DISTRICT_REVIEW, State.EXPERT_REVIEW, State.ADOPTED]
    newer = Submission.objects.filter(case=row.case_id, renews=True, state__in=under_way)
    return newer.exclude(pk=row.pk).exists()


def _establish(page: CasePage, **facts: object) -> None:
    for name, value in facts.items():
        setattr(page, name, value)
    page.full_clean(exclude=[field.name for field in page._meta.get_fields() if field.name not in facts])
    CasePage.objects.filter(pk=page.pk).update(**facts)


def _replace_older(row: Submission, by: User) -> None:
    """The older proceedings of the same case end here; the page, its number and its address go on."""
    older = Submission.objects.filter(case=row.case_id, state__in=[*PUBLIC, State.UNPUBLISHED]).exclude(pk=row.pk)
    for old in older.select_for_update():
        before, old.state = old.state, State.REPLACED
        old.save(update_fields=["state"])
        log(old, LOG_ACTION, user=by, data={"action": "replace", "from": str(before), "to": str(old.state)})


@transaction.atomic
def feature(*, submission: Submission, by: User, reason: str) -> tuple[Submission, Decision]:
    """Mark a published case as exemplary."""
    return _lead(submission, Action.FEATURE, by, reason)


@transaction.atomic
def unfeature(*, submission: Submission, by: User, reason: str) -> tuple[Submission, Decision]:
    return _lead(submission, Action.UNFEATURE, by, reason)


@transaction.atomic
def unpublish(*, submission: Submission, by: User, reason: str) -> tuple[Submission, Decision]:
    """Take a case down. Its number stays its own; published again it is a later version."""
    row, made = _lead(submission, Action.UNPUBLISH, by, reason)
    UnpublishPageAction(CasePage.objects.get(pk=row.case_id), user=by).execute(skip_permission_checks=True)
    return row, made


@transaction.atomic
def archive(*, submission: Submission, by: User, reason: str) -> tuple[Submission, Decision]:
    """Put away for good what was taken down, or what stayed in reserve."""
    return _lead(submission, Action.ARCHIVE, by, reason)


def _lead(submission: Submission, action: Action, by: User, reason: str) -> tuple[Submission, Decision]:
    row, made = take_step(submission=submission, action=action, by=by, reason=reason)
    CasePage.objects.filter(pk=row.case_id).update(is_featured=row.state == State.FEATURED)
    tell_result(row, made)
    return row, made
