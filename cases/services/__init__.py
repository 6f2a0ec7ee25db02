"""Everything that writes: drafting, handing in, reviewing, publishing."""

from cases.services.alive import answer_alive, ask_alive, confirm_alive, object_alive
from cases.services.deciding import decide
from cases.services.evidence import (
    check_evidence,
    judge_evidence_level,
    mark_lineage,
    set_adoptions,
    set_evidence_level,
)
from cases.services.experts import assign_experts, candidates, let_off, recuse, recuse_found
from cases.services.publishing import archive, feature, publish, tick_proof, unfeature, unpublish
from cases.services.reminding import remind_reviewers
from cases.services.reviewing import add_comment, recommend, reject, remove_comment, return_for_revision
from cases.services.scores import save_review, submit_review

__all__ = [
    "add_comment",
    "answer_alive",
    "archive",
    "ask_alive",
    "assign_experts",
    "candidates",
    "check_evidence",
    "confirm_alive",
    "decide",
    "feature",
    "judge_evidence_level",
    "let_off",
    "mark_lineage",
    "object_alive",
    "publish",
    "recommend",
    "recuse",
    "recuse_found",
    "reject",
    "remind_reviewers",
    "remove_comment",
    "return_for_revision",
    "save_review",
    "set_adoptions",
    "set_evidence_level",
    "submit_review",
    "tick_proof",
    "unfeature",
    "unpublish",
]
