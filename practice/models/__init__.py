"""How practice spreads: brands of towns, what other places made of a case, help wanted, and visits."""

from practice.models.brands import (
    BrandActor,
    BrandCase,
    BrandContact,
    BrandCourse,
    BrandHonour,
    BrandIndexPage,
    BrandPage,
)
from practice.models.help import HelpAnswer, HelpPost
from practice.models.logs import LogEntry, LogPicture
from practice.models.replications import (
    ConditionAnswer,
    Confirmation,
    Replication,
    ReplicationPart,
    Trainee,
)
from practice.models.sites import VisitSite, VisitSlot
from practice.models.stages import BrandReview, CriterionSignature, MaturityRule, StageChange
from practice.models.visits import Visit

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
    "HelpAnswer",
    "HelpPost",
    "LogEntry",
    "LogPicture",
    "MaturityRule",
    "Replication",
    "ReplicationPart",
    "StageChange",
    "Trainee",
    "Visit",
    "VisitSite",
    "VisitSlot",
]
