"""Days on which the working week is not what the weekday says."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

# How the source of a day begins that nobody has compared with an official notice yet.
TO_BE_CHECKED = "待核对"


class HolidayQuerySet(models.QuerySet):
    def to_be_checked(self):
        return self.filter(source__startswith=TO_BE_CHECKED)


class Holiday(models.Model):
    """One day off, or (`is_working`) one weekend day that is worked to make up for it.

    The State Council names them year by year, so they are data that the district's administrators keep. Weekends
    need no row.
    """

    date = models.DateField(_("day"), unique=True)
    name = models.CharField(_("holiday"), max_length=30)
    is_working = models.BooleanField(
        _("worked as a make-up day"), default=False, help_text=_("A Saturday or Sunday on which people work.")
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        default=TO_BE_CHECKED,
        help_text=_("The official notice that names this day. “待核对” as long as nobody has compared it."),
    )

    objects = HolidayQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("holiday or make-up day")
        verbose_name_plural = _("holidays and make-up days")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{datetime.date.fromisoformat(str(self.date)):%Y-%m-%d} {self.name}"

    @property
    def is_checked(self) -> bool:
        return not self.source.startswith(TO_BE_CHECKED)
