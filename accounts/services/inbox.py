"""The inbox: lines that wait for people, and what each wants to be told."""

import datetime
from collections.abc import Collection, Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.log_actions import log

from accounts.enums import OPTIONAL_KINDS, NoticeKind, Rhythm
from accounts.models import ChannelChoice, MutedKind, Notice, User
from accounts.models.notices import INBOX

TEXT_LENGTH = 200
BATCH = 1000


@transaction.atomic
def notify(*, users: Iterable[User], kind: str, text: str, url: str = "", key: str = "", official: bool = False) -> int:
    """Put one line into the inboxes of `users` and return how many got it.

    `key` names the event ("certificate-issued:<uuid>"): whoever was told already is not told again. `url` is an
    address of this site ("/…"). People who do without this kind are passed over, unless the line is `official`.
    Raises ValueError for an unknown kind or a foreign address.
    """
    kind = NoticeKind(kind).value
    if url and not leads_here(url):
        raise ValueError("An inbox line links to this site only.")
    wanted = {user.pk for user in users if user.is_active}
    if key:
        wanted -= set(Notice.objects.filter(key=key, user__in=wanted).values_list("user_id", flat=True))
    if kind in OPTIONAL_KINDS and not official:
        muted = MutedKind.objects.filter(channel=INBOX, kind=kind, user__in=wanted)
        wanted -= set(muted.values_list("user_id", flat=True))
    if len(text) > TEXT_LENGTH:
        text = f"{text[: TEXT_LENGTH - 1]}…"
    now = timezone.now()
    line = {"kind": kind, "text": text, "url": url, "key": key, "official": official, "created_at": now}
    # The constraint decides when the same event is told from two places at the same moment.
    Notice.objects.bulk_create([Notice(user_id=pk, **line) for pk in sorted(wanted)], ignore_conflicts=bool(key))
    return len(wanted)


def leads_here(url: str) -> bool:
    """Whether `url` is a path of this site; browsers read more shapes as another host than "//" alone."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def mark_read(*, person: User, notice: Notice | None = None, until: datetime.datetime | None = None) -> int:
    """Mark one line of the person's inbox as read, or all; returns how many were unread.

    `until` spares lines that came later than it: whoever marks all has not seen those.
    """
    unread = person.notices.unread()
    if notice is not None:
        unread = unread.filter(pk=notice.pk)
    if until is not None:
        unread = unread.filter(created_at__lte=until)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def choose_notices(
    *, person: User, muted: Mapping[str, Collection[str]], rhythms: Mapping[str, str] | None = None
) -> None:
    """Keep what a person wants to be told: `muted` kinds by channel, and the rhythm of channels outside the site.

    Channels that are not named stay as they are. Raises ValueError for a kind the inbox does not do without.
    """
    User.objects.select_for_update().get(pk=person.pk)
    if not set(muted.get(INBOX, ())) <= set(OPTIONAL_KINDS):
        raise ValueError("Tasks and results always reach the inbox.")
    for channel, kinds in muted.items():
        wanted = {NoticeKind(kind).value for kind in kinds}
        rows = MutedKind.objects.filter(user=person, channel=channel)
        rows.exclude(kind__in=wanted).delete()
        new = wanted - set(rows.values_list("kind", flat=True))
        MutedKind.objects.bulk_create([MutedKind(user=person, channel=channel, kind=kind) for kind in sorted(new)])
    for channel, rhythm in (rhythms or {}).items():
        _choose_rhythm(person, channel, Rhythm(rhythm))
    log(person, "accounts.notices_chosen", user=person)


def _choose_rhythm(person: User, channel: str, rhythm: Rhythm) -> None:
    choice = ChannelChoice.objects.filter(user=person, channel=channel).first()
    if choice is None and rhythm == Rhythm.OFF:
        return
    choice = choice or ChannelChoice(user=person, channel=channel)
    if choice.rhythm == Rhythm.OFF:
        # Switched on: what came before stays in the inbox alone.
        choice.since = timezone.now()
    choice.rhythm = rhythm
    choice.full_clean()
    choice.save()


def prune_notices(*, days: int | None = None, now: datetime.datetime | None = None) -> int:
    """Delete lines that were read more than `days` ago (settings.NOTICE_RETENTION_DAYS); 0 keeps all.

    Unread lines stay however old they are. Returns how many were deleted.
    """
    days = settings.NOTICE_RETENTION_DAYS if days is None else days
    if not days:
        return 0
    limit = (now or timezone.now()) - datetime.timedelta(days=days)
    deleted = 0
    # In portions: a writer that holds SQLite for seconds would make learners wait.
    while pks := list(Notice.objects.filter(read_at__lt=limit).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        Notice.objects.filter(pk__in=pks).delete()
        deleted += len(pks)
    return deleted
