"""How practice spreads: brands of towns, what other places made of a case, experts who guide."""

from practice.models.brands import (
    BrandActor,
    BrandCase,
    BrandContact,
    BrandCourse,
    BrandHonour,
    BrandIndexPage,
    BrandPage,
    BrandReview,
    CriterionSignature,
    MaturityRule,
    StageChange,
)
from practice.models.experts import Assignment, ExpertField, ExpertProfile
from practice.models.guidance import AgreedAction, Guidance
from practice.models.questions import Answer, AnswerRules, Question
from practice.models.replications import (
    ConditionAnswer,
    Confirmation,
    LogEntry,
    LogPicture,
    Replication,
    ReplicationPart,
    Trainee,
)

__all__ = [
    "AgreedAction",
    "Answer",
    "AnswerRules",
    "Assignment",
    "BrandActor",
    "BrandCase",
    "BrandContact",
    "BrandCourse",
    "BrandHonour",
    "BrandIndexPage",
    "BrandPage",
    "BrandReview",
    "ConditionAnswer",
    "Confirmation",
    "CriterionSignature",
    "ExpertField",
    "ExpertProfile",
    "Guidance",
    "LogEntry",
    "LogPicture",
    "MaturityRule",
    "Question",
    "Replication",
    "ReplicationPart",
    "StageChange",
    "Trainee",
]
