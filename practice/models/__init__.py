"""How practice spreads: brands of towns, and what other places made of a case."""

from practice.models.brands import (
    BrandActor,
    BrandCase,
    BrandContact,
    BrandCourse,
    BrandHonour,
    BrandIndexPage,
    BrandPage,
)
from practice.models.logs import LogEntry, LogPicture
from practice.models.replications import (
    ConditionAnswer,
    Confirmation,
    Replication,
    ReplicationPart,
    Trainee,
)
from practice.models.stages import BrandReview, CriterionSignature, MaturityRule, StageChange

__all__ = [
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
    "LogEntry",
    "LogPicture",
    "MaturityRule",
    "Replication",
    "ReplicationPart",
    "StageChange",
    "Trainee",
]
