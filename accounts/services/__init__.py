"""Everything that changes people, units and rights. Other apps call these and never write the models."""

from accounts.services.addresses import confirm_address, may_ask, send_confirmation
from accounts.services.consents import record_consent, withdraw_consent
from accounts.services.digests import due_choices, send_digest
from accounts.services.holidays import HolidayReport, load_holidays
from accounts.services.inbox import choose_notices, leads_here, mark_read, notify, prune_notices
from accounts.services.organisations import LoadReport, load_organisations, update_organisation
from accounts.services.passwords import change_own_password, end_other_sessions, reset_password
from accounts.services.people import add_membership, create_person, end_membership, update_person, update_profile
from accounts.services.roles import end_grant, grant_role

__all__ = [
    "HolidayReport",
    "LoadReport",
    "add_membership",
    "change_own_password",
    "choose_notices",
    "confirm_address",
    "create_person",
    "due_choices",
    "end_grant",
    "end_membership",
    "end_other_sessions",
    "grant_role",
    "leads_here",
    "load_holidays",
    "load_organisations",
    "mark_read",
    "may_ask",
    "notify",
    "prune_notices",
    "record_consent",
    "reset_password",
    "send_confirmation",
    "send_digest",
    "update_organisation",
    "update_person",
    "update_profile",
    "withdraw_consent",
]
