"""How practice spreads: brands, replications, help wanted, visits, experts, organisations and leaders."""

from practice.models.brands import (
    BrandActor,
    BrandCase,
    BrandContact,
    BrandCourse,
    BrandHonour,
    BrandIndexPage,
    BrandPage,
)
from practice.models.experts import Assignment, ExpertField, ExpertProfile
from practice.models.guidance import AgreedAction, Guidance
from practice.models.help import HelpAnswer, HelpPost
from practice.models.leaders import LeaderStep, LeaderTrack
from practice.models.logs import LogEntry, LogPicture
from practice.models.organisations import CommunityOrganisation, OrganisationMember, OrganisationProject
from practice.models.pairs import PairReview, TownPair
from practice.models.questions import Answer, AnswerRules, Question
from practice.models.replications import (
    ConditionAnswer,
    Confirmation,
    Replication,
    ReplicationPart,
    Trainee,
)
from practice.models.self_checks import CheckSheet, SelfCheck
from practice.models.sites import VisitSite, VisitSlot
from practice.models.stages import BrandReview, CriterionSignature, MaturityRule, StageChange
from practice.models.visits import Visit

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
    "CheckSheet",
    "CommunityOrganisation",
    "ConditionAnswer",
    "Confirmation",
    "CriterionSignature",
    "ExpertField",
    "ExpertProfile",
    "Guidance",
    "HelpAnswer",
    "HelpPost",
    "LeaderStep",
    "LeaderTrack",
    "LogEntry",
    "LogPicture",
    "MaturityRule",
    "OrganisationMember",
    "OrganisationProject",
    "PairReview",
    "Question",
    "Replication",
    "ReplicationPart",
    "SelfCheck",
    "StageChange",
    "TownPair",
    "Trainee",
    "Visit",
    "VisitSite",
    "VisitSlot",
]
