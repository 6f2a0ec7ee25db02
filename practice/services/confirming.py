"""Two sides say that an outcome is as reported, or take it back; the evidence of the case follows, up and down."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from cases.models import CasePage
from cases.services import set_adoptions
from practice.adoptions import proven_places, sides_of
from practice.enums import ConfirmationSide, ReplicationState
from practice.models import Confirmation, Replication
from practice.services.holding import locked, show_anew
from practice.services.telling import tell_confirmed, tell_withdrawn
from practice.signals import replication_confirmed
from practice.spreading import NotPossible

WORDS_LENGTH = 300


@transaction.atomic
def confirm_outcome(*, replication: Replication, side: str, by: User, words: str) -> Confirmation:
    """Confirm for one side what the adopting unit reports; the confirmation that stands when there is one.

    Raises NotPossible before it was evaluated, PermissionDenied for whoever may not speak for that side,
    ValidationError without a word on what was seen.
    """
    case = _case_held(replication)
    row = locked(replication)
    if row.state != ReplicationState.EVALUATED:
        raise NotPossible
    if side not in sides_of(by, row):
        raise PermissionDenied
    standing = row.confirmations.standing().filter(side=side).first()
    if standing is not None:
        return standing
    if row.confirmations.standing().filter(by=by).exists():
        # One pair of eyes does not make two.
        raise PermissionDenied(_("You have confirmed for the other side already."))
    said = words.strip()
    if not said or len(said) > WORDS_LENGTH:
        raise ValidationError({"words": _("Say in at most 300 characters what you saw.")})
    made = Confirmation.objects.create(replication=row, side=side, by=by, words=said)
    log(row, "practice.confirm", user=by, data={"side": str(ConfirmationSide(side))})
    _weigh(row, case, by, said, withdrawn=False)
    tell_confirmed(row, made)
    return made


@transaction.atomic
def withdraw_confirmation(*, confirmation: Confirmation, by: User, reason: str) -> Confirmation:
    """Take a confirmation back with a reason, by whoever may speak for its side; taken back already changes nothing."""
    case = _case_held(confirmation.replication)
    row = locked(confirmation.replication)
    standing = Confirmation.objects.get(pk=confirmation.pk)
    if standing.side not in sides_of(by, row):
        raise PermissionDenied
    if standing.withdrawn_at is not None:
        return standing
    words = reason.strip()
    if not words:
        raise ValidationError({"reason": _("Please say why.")})
    standing.withdrawn_at, standing.withdrawn_by, standing.withdrawn_reason = timezone.now(), by, words[:200]
    standing.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    log(row, "practice.unconfirm", user=by, data={"side": standing.side, "reason": standing.withdrawn_reason})
    _weigh(row, case, by, words, withdrawn=True)
    tell_withdrawn(row, standing)
    return standing


def _case_held(replication: Replication) -> CasePage:
    """The case, held before its replications: two that are confirmed at once are counted one after the other."""
    return CasePage.objects.select_for_update(of=("self",)).get(pk=replication.case_id)


def _weigh(row: Replication, case: CasePage, by: User, reason: str, *, withdrawn: bool) -> None:
    set_adoptions(case=case, places=proven_places(case), by=by, source=row.uuid, reason=reason)
    show_anew(row)
    confirmed = Replication.objects.confirmed().filter(pk=row.pk).exists()

    def tell() -> None:
        replication_confirmed.send_robust(Replication, replication=row, confirmed=confirmed)

    if confirmed or withdrawn:
        transaction.on_commit(tell)
