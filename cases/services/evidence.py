"""Proofs are checked one by one, and a named person says how well the effect is proven."""

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import User
from accounts.queries import can
from cases.enums import EvidenceLevel, LevelCause, ReviewState, State
from cases.evidence import Proof, fingerprint_of, level_of, proofs
from cases.models import CaseEvidence, CasePage, Comment, EvidenceChange, EvidenceCheck, Submission
from cases.queries import has_interest
from cases.services.steps import locked
from cases.workflow import PUBLIC, NotPossible

CHECKING = (State.DISTRICT_REVIEW, State.EXPERT_REVIEW, State.ADOPTED, State.RESERVE, State.UNPUBLISHED, *PUBLIC)
REASON_LENGTH = 200


@transaction.atomic
def check_evidence(
    *, submission: Submission, fingerprint: str, accepted: bool, by: User, question: str = ""
) -> EvidenceCheck:
    """Accept one proof of the version handed in last, or ask about it; a person's latest word counts.

    A question becomes a remark at the section, which the unit reads with the decision. Raises ValidationError
    (code "question") when nothing was asked, (code "proof") when the version has no such proof.
    """
    row = locked(submission)
    if row.state not in CHECKING:
        raise NotPossible
    if not may_check(by, row):
        raise PermissionDenied
    proof = _proof(row, fingerprint)
    words = "" if accepted else question.strip()
    if not accepted and not words:
        raise ValidationError(_("Please say what is missing or unclear."), code="question")
    check = row.evidence_checks.filter(fingerprint=fingerprint, by=by).first() or EvidenceCheck(
        submission=row, fingerprint=fingerprint, by=by
    )
    check.claim, check.accepted, check.question = proof.claim[:100], accepted, words
    check.at, check.by_expert = timezone.now(), not can(by, row.unit, Role.DISTRICT_REVIEWER)
    check.full_clean(exclude=["submission", "by"])
    check.save()
    if not accepted and row.state in (State.DISTRICT_REVIEW, State.EXPERT_REVIEW):
        _ask(row, proof, check)
    if row.case_id:
        mark_checked(CasePage.objects.get(pk=row.case_id))
    log(row, "cases.evidence", user=by, data={"claim": check.claim, "accepted": accepted, "question": words})
    return check


def may_check(user: User, submission: Submission) -> bool:
    """District reviewers, and the experts who are judging the case; nobody of the unit itself."""
    if has_interest(user, submission):
        return False
    open_review = submission.reviews.filter(expert=user, state=ReviewState.ASSIGNED).exists()
    return can(user, submission.unit, Role.DISTRICT_REVIEWER) or (
        open_review and can(user, submission.unit, Role.EXPERT)
    )


def _proof(row: Submission, fingerprint: str) -> Proof:
    version = row.versions.order_by("-number").first()
    for proof in proofs(version.sections) if version is not None else []:
        if proof.fingerprint == fingerprint:
            return proof
    raise ValidationError(_("This proof is not part of the version any more."), code="proof")


def _ask(row: Submission, proof: Proof, check: EvidenceCheck) -> None:
    version = row.versions.order_by("-number").first()
    text = f"「{proof.title or proof.claim}」{check.question}"[:500]
    if version is not None and not row.comments.filter(version=version, text=text, author=check.by).exists():
        Comment.objects.create(
            submission=row, version=version, section="evidence", text=text, author=check.by, by_expert=check.by_expert
        )


def mark_checked(case: CasePage) -> None:
    """Write onto the proofs of the page who accepted them and when; a proof whose words changed has no mark.

    Only what the district accepted counts here: the names of experts are nobody else's business.
    """
    checks = EvidenceCheck.objects.filter(submission__case=case, by_expert=False).select_related("by").order_by("at")
    latest = {check.fingerprint: check for check in checks}
    rows = list(CaseEvidence.objects.filter(case=case).select_related("file"))
    for row in rows:
        said = [row.claim, row.kind, row.title, row.note, row.link]
        check = latest.get(fingerprint_of(said, str(row.file.uuid) if row.file else ""))
        accepted = check if check is not None and check.accepted else None
        row.checked_by = accepted.by if accepted else None
        row.checked_on = timezone.localdate(accepted.at) if accepted else None
    CaseEvidence.objects.bulk_update(rows, ["checked_by", "checked_on"])


@transaction.atomic
def judge_evidence_level(*, submission: Submission, level: int, by: User, reason: str) -> CasePage:
    """Set the level at the desk. Raises PermissionDenied for whoever is no district reviewer free of interest."""
    row = locked(submission)
    if row.state not in CHECKING or row.case_id is None:
        raise NotPossible
    if not can(by, row.unit, Role.DISTRICT_REVIEWER) or has_interest(by, row):
        raise PermissionDenied
    return set_evidence_level(case=CasePage.objects.get(pk=row.case_id), level=level, by=by, reason=reason)


@transaction.atomic
def set_evidence_level(*, case: CasePage, level: int, by: User, reason: str) -> CasePage:
    """Say how well the effect of `case` is proven, as a named person with a reason. The caller has asked for rights.

    What confirmed adoptions elsewhere prove stays on top of it. Raises ValidationError for an unknown level or a
    missing reason.
    """
    row = CasePage.objects.select_for_update().get(pk=case.pk)
    if level not in EvidenceLevel.values:
        raise ValidationError(_("Please choose one of the five levels."), code="level")
    words = reason.strip()
    if not words or len(words) > REASON_LENGTH:
        raise ValidationError(_("Please give the reason in at most 200 characters."), code="reason")
    before = row.evidence_level
    row.evidence_judged, row.evidence_by, row.evidence_reason = level, by, words
    row.evidence_on = timezone.localdate()
    row.evidence_level = level_of(level, row.adopted_places)
    _keep(row, "evidence_judged", "evidence_by", "evidence_reason", "evidence_on", "evidence_level")
    _remember(row, before, cause=LevelCause.JUDGED, by=by, reason=words)
    log(row, "cases.evidence_level", user=by, data={"from": before, "to": row.evidence_level, "reason": words})
    return row


@transaction.atomic
def set_adoptions(*, case: CasePage, places: int, by: User | None, source: UUID, reason: str = "") -> CasePage:
    """Say in how many other places `case` has been proven again; the level follows, up as well as down.

    `source` is the record whose confirmation, or its withdrawal, moved the count. The same count again changes
    nothing.
    """
    row = CasePage.objects.select_for_update().get(pk=case.pk)
    if row.adopted_places == places:
        return row
    before, fewer = row.evidence_level, places < row.adopted_places
    row.adopted_places = places
    row.evidence_level = level_of(row.evidence_judged, places)
    _keep(row, "adopted_places", "evidence_level")
    cause = LevelCause.WITHDRAWN if fewer else LevelCause.ADOPTED
    _remember(row, before, cause=cause, by=by, reason=reason, source=source)
    if before != row.evidence_level:
        log(row, "cases.evidence_level", user=by, data={"from": before, "to": row.evidence_level, "places": places})
    return row


def mark_lineage(*, case: CasePage) -> None:
    """The adoptions of `case` changed: whatever was drawn of them is drawn anew."""
    CasePage.objects.filter(pk=case.pk).update(lineage_mark=F("lineage_mark") + 1)


def _keep(row: CasePage, *names: str) -> None:
    CasePage.objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in names})


def _remember(
    row: CasePage, before: int, *, cause: LevelCause, by: User | None, reason: str, source: UUID | None = None
) -> None:
    EvidenceChange.objects.create(
        case=row, cause=cause, before=before, after=row.evidence_level, judged=row.evidence_judged,
        places=row.adopted_places, reason=reason[:REASON_LENGTH], source=source, by=by,
    )  # fmt: skip
