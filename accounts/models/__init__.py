"""Who people are and where: units, people, what they may do, what they agreed to, what waits for them."""

from accounts.models.organisations import Organisation
from accounts.models.people import Membership, RoleGrant, User
from accounts.models.privacy import Consent, Notice, PrivacyNotice

__all__ = ["Consent", "Membership", "Notice", "Organisation", "PrivacyNotice", "RoleGrant", "User"]
