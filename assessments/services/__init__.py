"""Everything that writes attempts and answers."""

from assessments.services.allowances import end_allowance, grant_allowances
from assessments.services.attempts import AttemptRefused, start_attempt
from assessments.services.exchange import (
    Imported,
    NotTakenOver,
    export_bank,
    import_questions,
    keep_sheet,
    plan_sheet,
)
from assessments.services.hand_marking import AlreadyMarked, mark_answer, request_second
from assessments.services.marking import close_if_overdue, close_overdue, submit_attempt
from assessments.services.papers import fix_paper
from assessments.services.practice import record_practice
from assessments.services.regrading import preview_regrade, regrade_question
from assessments.services.responses import (
    AnswerFixed,
    AttemptClosed,
    Saved,
    UnknownItem,
    check_response,
    note_leaving,
    save_response,
    set_flag,
)

__all__ = [
    "AlreadyMarked",
    "AnswerFixed",
    "AttemptClosed",
    "AttemptRefused",
    "Imported",
    "NotTakenOver",
    "Saved",
    "UnknownItem",
    "check_response",
    "close_if_overdue",
    "close_overdue",
    "end_allowance",
    "export_bank",
    "fix_paper",
    "grant_allowances",
    "import_questions",
    "keep_sheet",
    "mark_answer",
    "note_leaving",
    "plan_sheet",
    "preview_regrade",
    "record_practice",
    "regrade_question",
    "request_second",
    "save_response",
    "set_flag",
    "start_attempt",
    "submit_attempt",
]
