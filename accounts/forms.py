"""Forms of the account pages."""

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm


class LoginForm(AllauthLoginForm):
    """Log in with user name or mobile number."""


class ChangePasswordForm(AllauthChangePasswordForm):
    """Choose a new password."""
