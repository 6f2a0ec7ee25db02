"""Guidance: what an expert advised on one day, what was agreed, and how the receiving side found it."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.queries import units_for
from practice.enums import GuidanceForm, Rating
from practice.models.experts import Assignment, received_in
from practice.models.replications import WORKING_ROLES


class GuidanceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the assignment it was given under: the expert, the receiving unit, and those above it."""
        return self.filter(assignment__in=Assignment.objects.get_queryset().visible_to(user))

    def with_progress(self):
        """`agreed`, `done` and `late`: how many actions there are, are done, and are overdue; newest first."""
        overdue = Q(actions__done_at=None, actions__due_on__lt=timezone.localdate())
        return self.annotate(
            agreed=Count("actions"),
            done=Count("actions", filter=Q(actions__done_at__isnull=False)),
            late=Count("actions", filter=overdue),
        ).order_by("-on", "-pk")


class Guidance(models.Model):
    """One visit, call or meeting. What was written stays; how it was found is the receiving side's word.

    `uuid` is made by the form, so a log sent twice from a weak network is written once.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="guidances")
    on = models.DateField(_("day"), default=timezone.localdate)
    form = models.CharField(_("how"), max_length=8, choices=GuidanceForm.choices, default=GuidanceForm.VISIT)
    advice = models.TextField(_("advice"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    rating = models.PositiveSmallIntegerField(_("did it help?"), choices=Rating.choices, null=True, blank=True)
    feedback = models.CharField(_("in your words"), max_length=300, blank=True)
    feedback_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    feedback_at = models.DateTimeField(null=True, blank=True)

    objects = GuidanceQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("guidance")
        verbose_name_plural = _("guidance log")
        ordering = ["-on", "-pk"]
        constraints = [
            # A rating has a day, and nobody is recorded as having rated without one.
            models.CheckConstraint(
                condition=Q(rating=None, feedback_at=None) | Q(rating__gte=1, rating__lte=5, feedback_at__isnull=False),
                name="feedback_has_a_rating_and_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.on:%Y-%m-%d}"

    def clean(self) -> None:
        if self.on and self.on > timezone.localdate():
            raise ValidationError({"on": _("This day is still to come.")})
        if self.on and self.on < self.assignment.since:
            raise ValidationError({"on": _("On this day the assignment had not begun.")})


class AgreedActionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at=None)

    def late(self, day=None):
        return self.open().filter(due_on__lt=day or timezone.localdate())

    def visible_to(self, user):
        return self.filter(guidance__in=Guidance.objects.get_queryset().visible_to(user))

    def waiting_for(self, user):
        """Open actions on either side of which the person stands: the expert, or the unit that is guided."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        prefix = "guidance__assignment__"
        guided = received_in(units_for(user, *WORKING_ROLES), user, prefix)
        return self.open().filter(Q(**{f"{prefix}expert": user}) | guided)


class AgreedAction(models.Model):
    """One thing that was agreed: what, who of the unit does it, by when; and with which words it was ticked off."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    guidance = models.ForeignKey(Guidance, models.CASCADE, related_name="actions")
    what = models.CharField(_("what is to be done"), max_length=120)
    who = models.CharField(_("who does it"), max_length=60)
    due_on = models.DateField(_("by when"))
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    done_words = models.CharField(_("what came of it"), max_length=200, blank=True)

    objects = AgreedActionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("agreed action")
        verbose_name_plural = _("agreed actions")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_at=None), name="actions_open")]
        constraints = [
            # A second write of the same list adds nothing.
            models.UniqueConstraint(fields=["guidance", "what"], name="one_action_of_a_kind"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="a_done_action_names_who_did_it",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_late(self) -> bool:
        return self.done_at is None and self.due_on < timezone.localdate()
