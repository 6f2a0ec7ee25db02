"""How a resident becomes a community leader: the way, and each step of it with its evidence."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Organisation
from accounts.queries import units_for
from learning.models import Enrollment
from practice.community_enums import LeaderStage, LeaderState
from practice.models.organisations import CONFIRMING_ROLES, STAFF_ROLES, UNIT_ROLES, CommunityOrganisation
from practice.models.replications import Replication

LEADER_WRITING_ROLES = (*UNIT_ROLES, *CONFIRMING_ROLES)


class LeaderTrackQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff of the unit and of those above it, experts of the district, and the person; nobody else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(Q(unit__in=units_for(user, *STAFF_ROLES, Role.EXPERT)) | Q(person=user))

    def editable_by(self, user):
        """Where the person writes steps; nobody writes their own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        found = self if user.is_superuser else self.filter(unit__in=units_for(user, *LEADER_WRITING_ROLES))
        return found.exclude(person=user)


class LeaderTrack(models.Model):
    """One person on the way to being a community leader of one unit."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="leader_tracks", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="leader_tracks", verbose_name=_("village or community")
    )
    town = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        CommunityOrganisation, models.SET_NULL, null=True, blank=True, related_name="leader_tracks",
        verbose_name=_("community organisation"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=LeaderState.choices, default=LeaderState.RUNNING)
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(_("why it was ended"), max_length=200, blank=True)

    objects = LeaderTrackQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("way of a community leader")
        verbose_name_plural = _("ways of community leaders")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            # Two people who nominate the same person at once begin one way.
            models.UniqueConstraint(
                fields=["person", "unit"], condition=~Q(state="withdrawn"), name="one_leader_track_per_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.unit}"

    @property
    def place(self) -> str:
        town = self.town.name_short if self.town is not None and self.town_id != self.unit_id else ""
        return f"{town}{self.unit.name_short}"


def evidence_path(instance: "LeaderStep", name: str) -> str:
    return f"practice/leaders/{instance.uuid}/{name}"


class LeaderStep(models.Model):
    """One step that was taken, on which day, and what shows it: words, a course, a replication or a file."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    track = models.ForeignKey(LeaderTrack, models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=10, choices=LeaderStage.choices)
    on = models.DateField(_("day"))
    words = models.TextField(_("what shows it"), max_length=400)
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, null=True, blank=True, related_name="+")
    replication = models.ForeignKey(Replication, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.FileField(_("file"), upload_to=evidence_path, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("step of a community leader")
        verbose_name_plural = _("steps of community leaders")
        ordering = ["pk"]
        constraints = [
            # Two people who write the same step at once: it is taken once.
            models.UniqueConstraint(fields=["track", "step"], name="each_step_of_a_leader_once"),
        ]

    def __str__(self) -> str:
        return f"{self.track} · {self.get_step_display()}"
