"""Practicing a question of the wrong-question notebook."""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.models import Practice


@transaction.atomic
def record_practice(
    *, learner: User, item: str, right: bool, wrong_at: datetime.datetime, answers: int
) -> Practice:  # fmt: skip
    """Count an answer given in practice: right ones in a row since `wrong_at`, the day it went wrong on a paper.

    `answers` is the count the form was made with; when another answer came since, nothing is counted.
    """
    row, _created = Practice.objects.get_or_create(learner=learner, item=item)
    row = Practice.objects.select_for_update().get(pk=row.pk)
    if row.answers != answers:
        return row
    before = row.right_in_row if row.answers and row.answered_at > wrong_at else 0
    row.right_in_row = before + 1 if right else 0
    row.answers += 1
    row.answered_at = timezone.now()
    row.full_clean(exclude=["learner"], validate_unique=False, validate_constraints=False)
    row.save()
    return row
