"""The inbox: what waits, what was told, and the way from a line to its matter."""

import datetime
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from accounts.enums import NoticeKind
from accounts.models import Notice
from accounts.services import leads_here, mark_read
from accounts.views.personal import PersonalView, next_url

UNREAD = "unread"


class KnownLength(Paginator):
    """Pages of a list whose length has been counted already."""

    def __init__(self, *args, count: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.count = count


class InboxView(PersonalView, ListView):
    """One's own lines, newest first, by day; `?show=` a kind or "unread" shows those alone."""

    template_name = "accounts/inbox.html"
    context_object_name = "notices"
    paginate_by = 20

    @cached_property
    def show(self) -> str:
        wanted = self.request.GET.get("show", "")
        return wanted if wanted in (UNREAD, *NoticeKind.values) else ""

    @cached_property
    def counts(self) -> dict[str, tuple[int, int]]:
        return Notice.objects.filter(user=self.request.user).counts()

    def get_queryset(self):
        lines = Notice.objects.filter(user=self.request.user)
        if self.show == UNREAD:
            return lines.unread()
        return lines.filter(kind=self.show) if self.show else lines

    def get_paginator(self, queryset, per_page, **kwargs) -> Paginator:
        return KnownLength(queryset, per_page, count=self.length(self.show), **kwargs)

    def length(self, show: str) -> int:
        if show in ("", UNREAD):
            return sum(counted[show == UNREAD] for counted in self.counts.values())
        return self.counts.get(show, (0, 0))[0]

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        kinds = [(kind.value, kind.label) for kind in NoticeKind if kind.value in self.counts]
        offered = [("", _("All")), (UNREAD, _("Unread")), *kinds]
        return context | {
            "show": self.show,
            "query": f"show={self.show}" if self.show else "",
            "filters": [(value, label, self.length(value)) for value, label in offered],
            "days": by_day(context["notices"]),
            # Counted here already, so that the header does not ask again.
            "unread_notices": self.length(UNREAD),
            "now": timezone.now(),
        }


def by_day(notices: list[Notice]) -> list[tuple[str, list[Notice]]]:
    """Lines under the day they came, in Shanghai: today, yesterday, or its date."""
    today = timezone.localdate()
    near = {today: _("Today"), today - datetime.timedelta(days=1): _("Yesterday")}
    days = groupby(notices, key=lambda notice: timezone.localdate(notice.created_at))
    return [(near.get(day) or date_format(day, "DATE_FORMAT"), list(lines)) for day, lines in days]


class ReadNoticesView(PersonalView, View):
    """Mark all as read that were there when the page was made."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if mark_read(person=request.user, until=_moment(request.POST.get("until", ""))):
            messages.success(request, _("All lines are marked as read."))
        return redirect("accounts:inbox")


class ReadNoticeView(PersonalView, View):
    """Mark one line as read that leads nowhere."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, uuid) -> HttpResponse:
        notice = get_object_or_404(Notice, uuid=uuid, user=request.user)
        mark_read(person=request.user, notice=notice)
        return redirect(next_url(request, reverse("accounts:inbox")))


class OpenNoticeView(PersonalView, View):
    """Read one line on the way to where it leads.

    A plain link, so that it works from a mail and in a new tab. Following it again changes nothing; a browser that
    only looks ahead has not read anything.
    """

    def get(self, request: HttpRequest, uuid) -> HttpResponse:
        notice = get_object_or_404(Notice, uuid=uuid, user=request.user)
        looks_ahead = "prefetch" in request.headers.get("Sec-Purpose", "") or request.method == "HEAD"
        if not looks_ahead:
            mark_read(person=request.user, notice=notice)
        return redirect(notice.url if leads_here(notice.url) else "accounts:inbox")


def _moment(written: str) -> datetime.datetime | None:
    try:
        found = parse_datetime(written)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
