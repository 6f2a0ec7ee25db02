"""What is due and late: agreed actions to both sides, questions to those who can see to an answer."""

import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from practice.models import AgreedAction, Question
from practice.services.guidance_telling import remind_of, tell_late

SOON = datetime.timedelta(days=2)
# What nobody has ticked off for long is no news any more: it stays on the lists, and no inbox is asked again.
FORGOTTEN = datetime.timedelta(days=60)


def escalate_overdue(*, day: datetime.date | None = None) -> list[Question]:
    """Bring questions without an answer before the district; returns those that are new. Run daily.

    Also reminds both sides of agreed actions, once when they are due within two days and once when they are late.
    """
    today = day or timezone.localdate()
    late = Question.objects.late(today).filter(escalated_at=None).order_by("pk")
    raised = [row for row in (_escalate(pk, today) for pk in late.values_list("pk", flat=True)) if row is not None]
    due = AgreedAction.objects.open().filter(due_on__lte=today + SOON, due_on__gte=today - FORGOTTEN)
    for action in due.select_related(
        "guidance__assignment__expert", "guidance__assignment__unit", "guidance__assignment__replication__adopter",
        "guidance__assignment__replication__owner",
    ).order_by("pk"):  # fmt: skip
        remind_of(action, late=action.due_on < today)
    return raised


@transaction.atomic
def _escalate(pk: int, today: datetime.date) -> Question | None:
    """Once for a due day; None when somebody answered or handed it on meanwhile."""
    rows = Question.objects.late(today).filter(escalated_at=None).select_for_update(of=("self",))
    row = rows.select_related("asker", "unit", "expert").filter(pk=pk).first()
    if row is None:
        return None
    row.escalated_at = timezone.now()
    row.save(update_fields=["escalated_at"])
    log(row, "practice.question_escalated", data={"due": str(row.due_on)})
    tell_late(row)
    return row
