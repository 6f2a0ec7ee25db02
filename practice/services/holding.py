"""The row of a replication as it is now, held while something is written on it."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from cases.models import CasePage
from cases.services import mark_lineage
from practice.adoptions import may_work
from practice.models import Replication


def locked(replication: Replication) -> Replication:
    """The row as it is now, held until the end of the transaction: what two people do at once happens in order.

    Its case is held first, as a confirmation holds it: both write on the case, and two orders would block each other.
    """
    CasePage.objects.select_for_update(of=("self",)).get(pk=replication.case_id)
    rows = Replication.objects.select_for_update(of=("self",)).select_related("case__organisation", "adopter", "town")
    return rows.get(pk=replication.pk)


def writable(replication: Replication, by: User) -> Replication:
    """The same for somebody who works on it. Raises PermissionDenied for anybody else."""
    if not may_work(by, replication):
        raise PermissionDenied
    return locked(replication)


def touch(row: Replication, *names: str) -> None:
    """Save `names` and remember that something happened: what lies still for too long is asked about."""
    row.changed_at = timezone.now()
    row.save(update_fields=[*names, "changed_at"])


def show_anew(row: Replication) -> None:
    """Readers of the case see another state from now on."""
    mark_lineage(case=row.case)
