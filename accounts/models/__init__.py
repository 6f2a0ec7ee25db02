"""Who people are and where: units, people, what they may do, what they agreed to, what waits for them."""

from accounts.models.holidays import Holiday
from accounts.models.notices import ChannelChoice, DigestTexts, MutedKind, Notice, NoticeDelivery
from accounts.models.organisations import Organisation
from accounts.models.people import Membership, RoleGrant, User
from accounts.models.privacy import Consent, PrivacyNotice
from accounts.models.sessions import Session

__all__ = [
    "ChannelChoice",
    "Consent",
    "DigestTexts",
    "Holiday",
    "Membership",
    "MutedKind",
    "Notice",
    "NoticeDelivery",
    "Organisation",
    "PrivacyNotice",
    "RoleGrant",
    "Session",
    "User",
]
