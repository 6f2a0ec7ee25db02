"""Telling people outside the site what waits in their inbox: when they want it, and never twice."""

import datetime
import logging

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.channels import Channel, DeliveryFailed, Digest, Line, channel_of, configured_channels
from accounts.enums import Rhythm
from accounts.models import ChannelChoice, MutedKind, Notice, NoticeDelivery
from accounts.rhythm import is_due, is_quiet

logger = logging.getLogger(__name__)
# So many lines are spelled out; a mail is no second inbox.
LINES_SHOWN = 30


def due_choices(*, now: datetime.datetime | None = None) -> list[ChannelChoice]:
    """Choices whose time has come; none at night. They are looked at once more when their turn is there."""
    now = timezone.localtime(now)
    if is_quiet(now.time()):
        return []
    keys = [channel.key for channel in configured_channels()]
    active = ChannelChoice.objects.filter(channel__in=keys, user__is_active=True).exclude(rhythm=Rhythm.OFF)
    today = now.date()
    return [choice for choice in active.order_by("pk") if is_due(choice.rhythm, choice.checked_on, today)]


def send_digest(*, choice: ChannelChoice, now: datetime.datetime | None = None) -> int:
    """Send one person what is unread over one channel; returns how many lines that were.

    The lines are claimed and committed before anything is sent, so two workers, or a worker that dies half-way, never
    send a line twice. When the channel says that nothing left the house, the claim is given back.
    """
    now = timezone.localtime(now)
    channel = channel_of(choice.channel)
    if channel is None or is_quiet(now.time()):
        return 0
    before = choice.checked_on
    with transaction.atomic():
        locked = (
            ChannelChoice.objects.select_for_update(of=("self",)).select_related("user").filter(pk=choice.pk).first()
        )
        if locked is None or not locked.user.is_active or not is_due(locked.rhythm, locked.checked_on, now.date()):
            return 0
        before = locked.checked_on
        notices = _claim(locked, channel, now)
    if not notices:
        return 0
    try:
        channel.send(_digest(locked, notices))
    except DeliveryFailed:
        logger.exception("A digest could not be sent over %s", channel.key)
        with transaction.atomic():
            NoticeDelivery.objects.filter(notice__in=notices, channel=channel.key).delete()
            ChannelChoice.objects.filter(pk=locked.pk).update(checked_on=before)
        return 0
    return len(notices)


def _claim(choice: ChannelChoice, channel: Channel, now: datetime.datetime) -> list[Notice]:
    """What is to be told, marked as told. Only what the person may still read: a digest follows the inbox."""
    choice.checked_on = now.date()
    choice.save(update_fields=["checked_on"])
    if not channel.reaches(choice.user):
        return []
    muted = MutedKind.objects.filter(user=choice.user_id, channel=channel.key).values("kind")
    waiting = choice.user.notices.unread().filter(Q(official=True) | ~Q(kind__in=muted), created_at__gte=choice.since)
    notices = list(waiting.exclude(deliveries__channel=channel.key))
    NoticeDelivery.objects.bulk_create(
        [NoticeDelivery(notice=notice, channel=channel.key, at=now) for notice in notices]
    )
    return notices


def _digest(choice: ChannelChoice, notices: list[Notice]) -> Digest:
    def address(name: str, *args) -> str:
        return f"{settings.SITE_URL}{reverse(name, args=args)}"

    return Digest(
        person=choice.user,
        lines=tuple(
            Line(notice.text, address("accounts:open_notice", notice.uuid)) for notice in notices[:LINES_SHOWN]
        ),
        total=len(notices),
        inbox_url=address("accounts:inbox"),
        choices_url=f"{address('accounts:profile')}#notices",
    )
