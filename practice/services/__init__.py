"""All writes of practice."""

from practice.services.brands import (
    review_all,
    review_brand,
    review_brands_of,
    review_stage,
    sign_criterion,
    withdraw_signature,
)
from practice.services.confirming import confirm_outcome, withdraw_confirmation
from practice.services.growing import start_new_case
from practice.services.logs import add_entry, strike_entry
from practice.services.reminding import remind_replications
from practice.services.replications import add_trainee, adopt_case, remove_trainee, save_plan, take_move

__all__ = [
    "add_entry",
    "add_trainee",
    "adopt_case",
    "confirm_outcome",
    "remind_replications",
    "remove_trainee",
    "review_all",
    "review_brand",
    "review_brands_of",
    "review_stage",
    "save_plan",
    "sign_criterion",
    "start_new_case",
    "strike_entry",
    "take_move",
    "withdraw_confirmation",
    "withdraw_signature",
]
