"""How practice spreads: brands of towns, and what other places made of a case, community organisations and leaders."""

from practice.models.brands import (
    BrandActor,
    BrandCase,
    BrandContact,
    BrandCourse,
    BrandHonour,
    BrandIndexPage,
    BrandPage,
)
from practice.models.leaders import LeaderStep, LeaderTrack
from practice.models.logs import LogEntry, LogPicture
from practice.models.organisations import CommunityOrganisation, OrganisationMember, OrganisationProject
from practice.models.replications import (
    ConditionAnswer,
    Confirmation,
    Replication,
    ReplicationPart,
    Trainee,
)
from practice.models.self_checks import CheckSheet, SelfCheck
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
    "CheckSheet",
    "CommunityOrganisation",
    "ConditionAnswer",
    "Confirmation",
    "CriterionSignature",
    "LeaderStep",
    "LeaderTrack",
    "LogEntry",
    "LogPicture",
    "MaturityRule",
    "OrganisationMember",
    "OrganisationProject",
    "Replication",
    "ReplicationPart",
    "SelfCheck",
    "StageChange",
    "Trainee",
]
