"""Visits: who asked to come, what the host said, and how it was."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Avg, Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.queries import units_for
from practice.enums import VisitState
from practice.models.help import HelpPost
from practice.models.replications import WORKING_ROLES
from practice.models.sites import VisitSlot

BEST = 5


class VisitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The visitor, and those who look after the site."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(Q(visitor=user) | Q(slot__site__unit__in=units_for(user, *WORKING_ROLES)))

    def hosted_by(self, user):
        """Visits to sites the person looks after."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.all() if user.is_superuser else self.filter(slot__site__unit__in=units_for(user, *WORKING_ROLES))

    def attended(self):
        return self.filter(state=VisitState.DONE)

    def attended_by(self, user):
        """What counts in the person's practice record."""
        return self.attended().filter(visitor=user)

    def waiting(self):
        """Asked for, to a time that has not begun: the host has to say something."""
        return self.filter(state=VisitState.ASKED, slot__starts_at__gt=timezone.now(), slot__cancelled_at=None)

    def to_record(self):
        """Agreed and begun: the host says whether they came."""
        return self.filter(state=VisitState.ACCEPTED, slot__starts_at__lte=timezone.now())

    def feedback_sum(self) -> dict[str, float | int | None]:
        """`mean` (None without any) and `number` of the ratings visitors gave."""
        return self.attended().aggregate(mean=Avg("rating"), number=Count("rating"))


class Visit(models.Model):
    """One person asks to come with a party to one time of a site. `organisation` is the visitor's unit of that day.

    The feedback is for the host; the public page of a site shows how many visits there were, and nothing of anybody.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    slot = models.ForeignKey(VisitSlot, models.PROTECT, related_name="visits")
    visitor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="visits")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    party_size = models.PositiveSmallIntegerField(_("how many come"), default=1, validators=[MinValueValidator(1)])
    purpose = models.TextField(_("what you want to learn"), max_length=300)
    help_post = models.ForeignKey(
        HelpPost, models.SET_NULL, null=True, blank=True, related_name="visits", verbose_name=_("problem behind it")
    )
    state = models.CharField(_("state"), max_length=10, choices=VisitState.choices, default=VisitState.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    host_note = models.CharField(_("word to the visitor"), max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(_("why it was called off"), max_length=200, blank=True)
    attended_at = models.DateTimeField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(
        _("how useful was it?"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(BEST)]
    )
    feedback = models.TextField(_("words to the host"), max_length=600, blank=True)
    feedback_at = models.DateTimeField(null=True, blank=True)

    objects = VisitQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-slot__starts_at", "-pk"]
        constraints = [
            # A second click asks for nothing a second time.
            models.UniqueConstraint(
                fields=["slot", "visitor"], condition=Q(state__in=["asked", "accepted", "done"]),
                name="one_standing_visit_per_slot",
            ),
            models.CheckConstraint(
                condition=Q(state="done", attended_at__isnull=False) | ~Q(state="done") & Q(attended_at=None),
                name="a_visit_is_done_when_attended",
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(state="done", rating__gte=1, rating__lte=BEST),
                name="only_a_visit_that_took_place_is_rated",
            ),
            models.CheckConstraint(condition=Q(party_size__gte=1), name="a_party_has_somebody"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.slot} · {self.party_size}"
