"""Counting wrong passwords: per account for everybody, per address only against somebody who tries many names."""

import datetime
import math

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.queries import find_account


def login_key(request, credentials=None) -> str:
    """The name that failures are counted under: the account's user name, whichever alias was typed.

    What fits no account is counted under a keyed digest: people sometimes type a password into the field for the
    name, and it must not end up readable in a table.
    """
    data = credentials or {}
    typed = str(data.get("username") or data.get("login") or request.POST.get("login", "")).strip().lower()
    known = request.__dict__.setdefault("_login_keys", {})
    if typed not in known:
        account = find_account(typed)
        unknown = f"unknown-{salted_hmac('accounts.login', typed).hexdigest()[:40]}"
        known[typed] = account.username.lower() if account else unknown
    return known[typed]


class LockoutHandler(AxesDatabaseHandler):
    """Adds the wide limit per address; counts live in the database, so all workers share them."""

    def get_failures(self, request, credentials=None) -> int:
        failures = super().get_failures(request, credentials)
        if _at(request.axes_ip_address) >= settings.LOGIN_FAILURES_PER_ADDRESS:
            return max(failures, get_failure_limit(request, credentials))
        return failures


def _recent():
    return AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - get_cool_off(None))


def _at(address: str | None) -> int:
    if not address:
        return 0
    return _recent().filter(ip_address=address).aggregate(total=Sum("failures_since_start"))["total"] or 0


def minutes_to_wait(request, credentials=None) -> int:
    """Full minutes until one more try is allowed, at least one."""
    limits = (
        ({"username": login_key(request, credentials)}, get_failure_limit(request, credentials)),
        ({"ip_address": request.axes_ip_address}, settings.LOGIN_FAILURES_PER_ADDRESS),
    )
    wait = max((_wait(lookup, limit) for lookup, limit in limits), default=datetime.timedelta())
    return max(1, math.ceil(wait.total_seconds() / 60))


def _wait(lookup: dict, limit: int) -> datetime.timedelta:
    rows = list(_recent().filter(**lookup).order_by("attempt_time"))
    total = sum(row.failures_since_start for row in rows)
    for row in rows:
        if total < limit:
            break
        total -= row.failures_since_start
        if total < limit:
            return row.attempt_time + get_cool_off(None) - timezone.now()
    return datetime.timedelta()
