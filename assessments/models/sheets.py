"""A sheet of questions between being looked at and being taken over."""

import datetime

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.banks import QuestionBank

# So long a file waits to be confirmed; after that it is uploaded again.
WAITS = datetime.timedelta(hours=1)


class QuestionSheetQuerySet(models.QuerySet):
    def waiting_for(self, user):
        """Files this person uploaded within the hour, for a bank that is still theirs."""
        banks = QuestionBank.objects.visible_to(user)
        return self.filter(by=user.pk, bank__in=banks, made_at__gt=timezone.now() - WAITS)


class QuestionSheet(models.Model):
    """An uploaded file as it came. It is nobody's but the uploader's, and is thrown away after a day."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    bank = models.ForeignKey(QuestionBank, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    objects = QuestionSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet of questions")
        verbose_name_plural = _("sheets of questions")

    def __str__(self) -> str:
        return self.name
