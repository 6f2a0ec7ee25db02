"""What the login library asks of this site."""

from allauth.account.adapter import DefaultAccountAdapter
from django.shortcuts import render


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False


def login_key(request, credentials=None) -> str:
    data = credentials or {}
    return str(data.get("username") or data.get("login") or request.POST.get("login", "")).strip().lower()


def locked_out(request, credentials=None, *args, **kwargs):
    return render(request, "account/locked.html", status=429)
