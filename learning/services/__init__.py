"""All writes of learning records."""

from learning.services.beats import NotYourLesson, Played, beat
from learning.services.enrollments import EnrollmentRefused, apply, assign, decide, enroll, withdraw
from learning.services.invites import create_invite, expire_invite, redeem_invite
from learning.services.notes import delete_note, save_note, save_reflection
from learning.services.paths import complete_paths, follow_path, leave_path, note_step
from learning.services.progress import (
    answer_self_check,
    complete_ready,
    finish_reading,
    open_unit,
    override_completion,
    record_result,
)
from learning.services.reminders import ReminderReport, send_reminders

__all__ = [
    "EnrollmentRefused",
    "NotYourLesson",
    "Played",
    "ReminderReport",
    "answer_self_check",
    "apply",
    "assign",
    "beat",
    "complete_paths",
    "complete_ready",
    "create_invite",
    "decide",
    "delete_note",
    "enroll",
    "expire_invite",
    "finish_reading",
    "follow_path",
    "leave_path",
    "note_step",
    "open_unit",
    "override_completion",
    "record_result",
    "redeem_invite",
    "save_note",
    "save_reflection",
    "send_reminders",
    "withdraw",
]
