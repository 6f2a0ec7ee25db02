"""Two towns that learn from each other for a time, and what each says of it once a year."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Level
from accounts.models import Organisation
from content.themes import Theme
from practice.models.replications import Replication

TOWNS = {"level": Level.TOWN}


class TownPairQuerySet(models.QuerySet):
    def running(self):
        return self.filter(until=None)

    def with_adoptions(self):
        """`adoptions`: how many cases of the one town the other took over since they were paired."""
        taken = (
            Replication.objects.public()
            .filter(
                case__town=OuterRef("source"), town=OuterRef("learner"),
                begun_on__gte=OuterRef("since"),
            )
            .order_by()
            .values("town")
            .annotate(number=Count("pk"))
            .values("number")
        )  # fmt: skip
        return self.annotate(adoptions=Coalesce(Subquery(taken), 0))


class TownPair(models.Model):
    """`learner` learns from `source`. Public: towns and words, no names."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    source = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", limit_choices_to=TOWNS, verbose_name=_("town that shows")
    )
    learner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", limit_choices_to=TOWNS, verbose_name=_("town that learns")
    )
    theme = models.CharField(_("theme"), max_length=24, choices=Theme.choices)
    aim = models.CharField(_("what for"), max_length=200)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = TownPairQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("pair of towns")
        verbose_name_plural = _("pairs of towns")
        ordering = ["-since", "-pk"]
        constraints = [
            # Two district reviewers who pair the same towns at once make one pair.
            models.UniqueConstraint(
                fields=["source", "learner", "theme"], condition=Q(until=None), name="one_running_pair_per_theme"
            ),
            models.CheckConstraint(condition=~Q(source=F("learner")), name="a_town_is_no_pair_with_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.learner.name_short} ← {self.source.name_short}"


class PairReview(models.Model):
    """What one of the two towns says of a year; both sides speak, and read each other."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    pair = models.ForeignKey(TownPair, models.CASCADE, related_name="reviews")
    town = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    words = models.TextField(_("what it brought"), max_length=600)
    advice = models.TextField(_("what the other side should know"), max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("review of a pair")
        verbose_name_plural = _("reviews of pairs")
        ordering = ["-year", "pk"]
        constraints = [
            # A second click finds the review of that year.
            models.UniqueConstraint(fields=["pair", "town", "year"], name="one_pair_review_a_year_and_side"),
        ]

    def __str__(self) -> str:
        return f"{self.pair} · {self.town} {self.year}"
