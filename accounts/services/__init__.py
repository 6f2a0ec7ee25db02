"""Everything that changes people, units and rights. Other apps call these and never write the models."""

from accounts.services.consents import record_consent, withdraw_consent
from accounts.services.inbox import mark_read, notify
from accounts.services.organisations import LoadReport, load_organisations, update_organisation
from accounts.services.passwords import change_own_password, end_other_sessions, reset_password
from accounts.services.people import add_membership, create_person, end_membership, update_person, update_profile
from accounts.services.roles import end_grant, grant_role

__all__ = [
    "LoadReport",
    "add_membership",
    "change_own_password",
    "create_person",
    "end_grant",
    "end_membership",
    "end_other_sessions",
    "grant_role",
    "load_organisations",
    "mark_read",
    "notify",
    "record_consent",
    "reset_password",
    "update_organisation",
    "update_person",
    "update_profile",
    "withdraw_consent",
]
