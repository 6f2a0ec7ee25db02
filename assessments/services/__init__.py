"""Everything that writes attempts and answers."""

from assessments.services.attempts import AttemptRefused, start_attempt
from assessments.services.marking import close_if_overdue, close_overdue, submit_attempt
from assessments.services.responses import AttemptClosed, Saved, UnknownItem, save_response, set_flag

__all__ = [
    "AttemptClosed",
    "AttemptRefused",
    "Saved",
    "UnknownItem",
    "close_if_overdue",
    "close_overdue",
    "save_response",
    "set_flag",
    "start_attempt",
    "submit_attempt",
]
