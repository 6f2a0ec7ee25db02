"""The inbox: lines that wait for people."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.enums import NoticeKind
from accounts.models import Notice, User

TEXT_LENGTH = 200


@transaction.atomic
def notify(*, users: Iterable[User], kind: str, text: str, url: str = "", key: str = "") -> int:
    """Put one line into the inboxes of `users` and return how many got it.

    `key` names the event ("certificate-issued:<uuid>"): whoever was told already is not told again. `url` is an
    address of this site ("/…"). Raises ValueError for an unknown kind or a foreign address.
    """
    kind = NoticeKind(kind).value
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError("An inbox line links to this site only.")
    wanted = {user.pk for user in users if user.is_active}
    if key:
        wanted -= set(Notice.objects.filter(key=key, user__in=wanted).values_list("user_id", flat=True))
    if len(text) > TEXT_LENGTH:
        text = f"{text[: TEXT_LENGTH - 1]}…"
    now = timezone.now()
    rows = [Notice(user_id=pk, kind=kind, text=text, url=url, key=key, created_at=now) for pk in sorted(wanted)]
    # The constraint decides when the same event is told from two places at the same moment.
    Notice.objects.bulk_create(rows, ignore_conflicts=bool(key))
    return len(rows)


def mark_read(*, person: User, notice: Notice | None = None) -> int:
    """Mark one line of the person's inbox as read, or all; returns how many were unread."""
    unread = person.notices.unread()
    if notice is not None:
        unread = unread.filter(pk=notice.pk)
    return unread.update(read_at=timezone.now())
