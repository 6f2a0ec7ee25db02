"""The log of a replication, line by line, with its pictures."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practice.enums import EntryKind
from practice.models.replications import Replication


class LogEntry(models.Model):
    """A line of the log: a milestone, a visit or a note, with figures and pictures. Corrected by a new line only.

    `key` names the press of the button on the device: a line sent twice is written once. `figures` is
    [{"name", "value", "unit"}].
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    replication = models.ForeignKey(Replication, models.CASCADE, related_name="entries")
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind.choices, default=EntryKind.MILESTONE)
    on = models.DateField(_("day"), default=timezone.localdate)
    title = models.CharField(_("what was reached"), max_length=60)
    text = models.TextField(_("in a few words"), max_length=600, blank=True)
    figures = models.JSONField(_("figures"), default=list, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = models.CharField(_("why it is struck out"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of a log")
        verbose_name_plural = _("lines of logs")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title


def picture_path(instance: "LogPicture", name: str) -> str:
    return f"practice/{instance.uuid}/{name}"


class LogPicture(models.Model):
    """A picture of a log line, made small on the way in; served by a view that asks who is reading."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    entry = models.ForeignKey(LogEntry, models.CASCADE, related_name="pictures")
    file = models.FileField(upload_to=picture_path)
    name = models.CharField(max_length=120)
    alt = models.CharField(_("alternative text"), max_length=160, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
