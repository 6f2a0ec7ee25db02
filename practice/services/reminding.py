"""Daily: who has not written for two months, what should have been evaluated, who has not confirmed yet."""

from django.utils import timezone

from practice.adoptions import stuck
from practice.enums import ReplicationOutcome, ReplicationState
from practice.models import Replication
from practice.services.telling import ask_to_confirm, remind_of_evaluation, remind_owner

STUCK_DAYS = 60


def remind_replications() -> int:
    """Put a line into the right inboxes, each once a month at most; returns of how many replications."""
    today = timezone.localdate()
    still = list(stuck(STUCK_DAYS).select_related("case", "adopter", "town"))
    for row in still:
        remind_owner(row, today)
    late = Replication.objects.filter(state=ReplicationState.RUNNING, ends_on__lt=today)
    overdue = list(late.select_related("case", "adopter", "town"))
    for row in overdue:
        remind_of_evaluation(row)
    waiting = Replication.objects.filter(state=ReplicationState.EVALUATED, outcome=ReplicationOutcome.SUCCEEDED)
    silent = list(
        waiting.exclude(pk__in=Replication.objects.confirmed()).select_related("case__organisation", "adopter", "town")
    )
    for row in silent:
        ask_to_confirm(row)
    return len(still) + len(overdue) + len(silent)
