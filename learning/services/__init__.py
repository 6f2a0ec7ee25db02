"""All writes of learning records."""

from learning.services.enrollments import EnrollmentRefused, apply, assign, decide, enroll, withdraw
from learning.services.invites import create_invite, expire_invite, redeem_invite
from learning.services.notes import delete_note, save_note, save_reflection
from learning.services.progress import (
    answer_self_check,
    beat,
    complete_ready,
    finish_reading,
    open_unit,
    override_completion,
    record_result,
)

__all__ = [
    "EnrollmentRefused",
    "answer_self_check",
    "apply",
    "assign",
    "beat",
    "complete_ready",
    "create_invite",
    "decide",
    "delete_note",
    "enroll",
    "expire_invite",
    "finish_reading",
    "open_unit",
    "override_completion",
    "record_result",
    "redeem_invite",
    "save_note",
    "save_reflection",
    "withdraw",
]
