"""The inbox: lines that wait for people, what each wants to be told, and what was told outside the site."""

import re

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.contrib.settings.registry import register_setting

from accounts.enums import NoticeKind, Rhythm

# The channel that is always there: the site itself. Others are in accounts.channels.
INBOX = "inbox"
PLACEHOLDERS = ("{name}", "{count}", "{site}")


class NoticeQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def counts(self) -> dict[str, tuple[int, int]]:
        """By kind: how many lines, and how many of them unread. One query."""
        rows = self.order_by().values("kind").annotate(lines=Count("pk"), unread=Count("pk", filter=Q(read_at=None)))
        return {row["kind"]: (row["lines"], row["unread"]) for row in rows}


class Notice(models.Model):
    """One line in a person's inbox. `key` names the event, so that an event told twice is one line.

    An official line reaches everybody it is for, whatever they chose to be told.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind.choices)
    official = models.BooleanField(_("official"), default=False)
    text = models.CharField(_("text"), max_length=200)
    url = models.CharField(_("link"), max_length=300, blank=True)
    key = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(_("sent at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notice_inbox"),
            # The bell in the header counts these on every page that has one.
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], condition=~Q(key=""), name="one_notice_per_event"),
        ]

    def __str__(self) -> str:
        return self.text


class MutedKind(models.Model):
    """A kind of line that a person does not want over one channel; no row means it is wanted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="muted_kinds")
    channel = models.CharField(max_length=20)
    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind.choices)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            # The same choice saved from two devices is one choice.
            models.UniqueConstraint(fields=["user", "channel", "kind"], name="kind_muted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel} {self.kind}"


class ChannelChoice(models.Model):
    """How often a person wants what is unread over one channel; no row means never.

    Lines from before `since`, when it was switched on, are not sent. `checked_on` is the day of the last look,
    whether or not there was anything to tell.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="channel_choices")
    channel = models.CharField(max_length=20)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.OFF)
    since = models.DateTimeField(default=timezone.now)
    checked_on = models.DateField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "channel"], name="one_choice_per_channel")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel} {self.rhythm}"


class NoticeDelivery(models.Model):
    """One line was handed to one channel. Written before it is sent, so that nothing is ever sent twice."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="delivered_once_per_channel")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.channel}"


def known_placeholders(text: str) -> None:
    """Refuse a text with something in braces that would be mailed as it stands."""
    wrong = [found for found in re.findall(r"\{[^}]*\}?|\}", text) if found not in PLACEHOLDERS]
    if wrong:
        raise ValidationError(
            _("%(wrong)s is not known here. Possible are %(known)s."),
            params={"wrong": wrong[0], "known": " ".join(PLACEHOLDERS)},
        )


@register_setting(icon="mail")
class DigestTexts(BaseGenericSetting):
    """The words around the lines of a digest. The lines themselves are those of the inbox, and no more."""

    subject = models.CharField(
        _("subject"), max_length=100, default="【{site}】您有{count}条未读消息", validators=[known_placeholders]
    )
    opening = models.TextField(
        _("opening"),
        max_length=500,
        default="{name}，您好！\n您在{site}有{count}条未读消息：",
        validators=[known_placeholders],
    )
    closing = models.TextField(
        _("closing"),
        max_length=500,
        blank=True,
        default="这封邮件由{site}自动发送，请勿直接回复。",
        validators=[known_placeholders],
    )

    panels = [
        HelpPanel(content=_("{name} becomes the person’s name, {count} a number, {site} the name of the site.")),
        FieldPanel("subject"),
        FieldPanel("opening"),
        FieldPanel("closing"),
    ]

    class Meta:
        verbose_name = _("texts of the mail digest")

    def __str__(self) -> str:
        return self.subject
