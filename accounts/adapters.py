"""What the login libraries ask of this site."""

from allauth.account.adapter import DefaultAccountAdapter
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.lockout import minutes_to_wait


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by administrators; the login says the same whichever part was wrong."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The name or the password is not right. Please check both and try again."),
        "enter_current_password": _("This is not your current password."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("accounts:profile")


def locked_out(request, original_response=None, credentials=None):
    """The page for whoever tried too often: what happened, how long it takes, whom to ask."""
    minutes = minutes_to_wait(request, credentials)
    response = render(request, "account/locked.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response
