"""Cases, the parts they are made of, and the records of how they came into the library."""

from cases.models.alive import AliveAnswer
from cases.models.case import CaseIndexPage, CasePage, CaseSeries
from cases.models.collections import CaseCollection, CollectedCase, ReadingItem
from cases.models.files import CaseFile
from cases.models.levels import EvidenceChange
from cases.models.parts import (
    CaseActor,
    CaseCondition,
    CaseEvidence,
    CaseFollowUp,
    CaseIndicator,
    CaseMaterial,
    CasePicture,
    CaseQuestion,
    CaseResource,
    CaseStep,
    CaseTheme,
)
from cases.models.reviews import Comment, Decision, EvidenceCheck, ProofTick, Review, Rubric
from cases.models.submissions import DraftSection, Submission, Version

__all__ = [
    "AliveAnswer",
    "CaseActor",
    "CaseCollection",
    "CaseCondition",
    "CaseEvidence",
    "CaseFile",
    "CaseFollowUp",
    "CaseIndexPage",
    "CaseIndicator",
    "CaseMaterial",
    "CasePage",
    "CasePicture",
    "CaseQuestion",
    "CaseResource",
    "CaseSeries",
    "CaseStep",
    "CaseTheme",
    "CollectedCase",
    "Comment",
    "Decision",
    "DraftSection",
    "EvidenceChange",
    "EvidenceCheck",
    "ProofTick",
    "ReadingItem",
    "Review",
    "Rubric",
    "Submission",
    "Version",
]
