"""All writes of practice."""

from practice.services.brands import (
    review_all,
    review_brand,
    review_brands_of,
    review_stage,
    sign_criterion,
    withdraw_signature,
)
from practice.services.checks import review_check, save_check, start_check
from practice.services.confirming import confirm_outcome, withdraw_confirmation
from practice.services.growing import start_new_case
from practice.services.leaders import nominate_leader, take_step, withdraw_leader
from practice.services.logs import add_entry, strike_entry
from practice.services.organisations import (
    add_member,
    close_organisation,
    confirm_organisation,
    register_organisation,
    remove_member,
    return_organisation,
    save_organisation,
)
from practice.services.reminding import remind_replications
from practice.services.replications import add_trainee, adopt_case, remove_trainee, save_plan, take_move

__all__ = [
    "add_entry",
    "add_member",
    "add_trainee",
    "adopt_case",
    "close_organisation",
    "confirm_organisation",
    "confirm_outcome",
    "nominate_leader",
    "register_organisation",
    "remind_replications",
    "remove_member",
    "remove_trainee",
    "return_organisation",
    "review_all",
    "review_brand",
    "review_brands_of",
    "review_check",
    "review_stage",
    "save_check",
    "save_organisation",
    "save_plan",
    "sign_criterion",
    "start_check",
    "start_new_case",
    "strike_entry",
    "take_move",
    "take_step",
    "withdraw_confirmation",
    "withdraw_leader",
    "withdraw_signature",
]
