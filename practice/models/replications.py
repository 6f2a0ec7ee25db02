"""A practice taken over by another unit: what is kept and changed, the log, the outcome and who confirmed it."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Organisation
from accounts.queries import units_for
from cases.enums import ConditionKind
from cases.models import CasePage, Submission
from courses.models import CoursePage
from practice.enums import (
    ConfirmationSide,
    Fit,
    PartKind,
    ReplicationForm,
    ReplicationOutcome,
    ReplicationState,
    StopReason,
    Support,
)

# Who works on a replication of a unit, and who looks on from above.
WORKING_ROLES = (Role.CASE_CONTRIBUTOR, Role.TOWN_REVIEWER)
WATCHING_ROLES = (Role.TOWN_ADMIN, Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMIN)
PUBLIC_STATES = (ReplicationState.RUNNING, ReplicationState.EVALUATED, ReplicationState.STOPPED)


def _inside(user) -> Q:
    return Q(adopter__in=units_for(user, *WORKING_ROLES, *WATCHING_ROLES)) | Q(owner=user) | Q(mentor=user)


class ReplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The working record: whoever is `inside`, the source unit once it is more than an intention, and experts of
        the district once there is an outcome to weigh. Everybody else reads the summary (`public`)."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        source = Q(case__organisation__in=units_for(user, *WORKING_ROLES)) & ~Q(state=ReplicationState.INTENT)
        weighing = Q(adopter__in=units_for(user, Role.EXPERT), state=ReplicationState.EVALUATED)
        return self.filter(_inside(user) | source | weighing)

    def inside(self, user):
        """Those whose names the person may read: of the adopting unit and those above it, owned, or mentored."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.all() if user.is_superuser else self.filter(_inside(user))

    def editable_by(self, user):
        """Where the person may write: units where they contribute or review, and what they own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(Q(adopter__in=units_for(user, *WORKING_ROLES)) | Q(owner=user))

    def public(self):
        """What anybody may read about: begun, evaluated or stopped, of a case that is in the library."""
        return self.filter(state__in=PUBLIC_STATES, case__live=True)

    def confirmed(self):
        """Succeeded, and confirmed by the source unit and by an expert, neither of which was taken back."""
        standing = Confirmation.objects.standing().filter(replication=OuterRef("pk"))
        return self.filter(
            Exists(standing.filter(side=ConfirmationSide.SOURCE)),
            Exists(standing.filter(side=ConfirmationSide.EXPERT)),
            state=ReplicationState.EVALUATED,
            outcome=ReplicationOutcome.SUCCEEDED,
        )


class Replication(models.Model):
    """One adoption of a case by a unit, from the intention to what came of it.

    `town` is the town of the adopting unit at that time. `submission` is the new case that grew out of it, begun from
    the record in one act. Failures stay and are found like successes.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    case = models.ForeignKey(CasePage, models.PROTECT, related_name="replications", verbose_name=_("case"))
    case_version = models.PositiveIntegerField(_("version of the case"), default=0)
    adopter = models.ForeignKey(
        Organisation, models.PROTECT, related_name="replications", verbose_name=_("adopting unit")
    )
    town = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=ReplicationState.choices, default=ReplicationState.INTENT
    )
    form = models.CharField(_("form"), max_length=10, choices=ReplicationForm.choices, default=ReplicationForm.ADAPTED)
    aim = models.TextField(_("what it should bring"), max_length=400)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="owned_replications",
        verbose_name=_("who answers for it"),
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="mentored_replications",
        verbose_name=_("mentor"),
    )  # fmt: skip
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("to be evaluated by"), null=True, blank=True)
    budget = models.PositiveIntegerField(_("budget in yuan"), null=True, blank=True)
    budget_note = models.CharField(_("where the money comes from"), max_length=200, blank=True)
    support = models.JSONField(_("support wanted"), default=list, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    begun_on = models.DateField(_("begun on"), null=True, blank=True)
    closed_on = models.DateField(_("evaluated or stopped on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=ReplicationOutcome.choices, blank=True)
    result = models.TextField(_("result"), max_length=1000, blank=True)
    stop_reason = models.CharField(_("why it was stopped"), max_length=12, choices=StopReason.choices, blank=True)
    advice = models.TextField(_("what others should know"), max_length=600, blank=True)
    submission = models.OneToOneField(
        Submission, models.SET_NULL, null=True, blank=True, related_name="grown_from", verbose_name=_("new case")
    )

    objects = ReplicationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("replication")
        verbose_name_plural = _("replications")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "changed_at"], name="replications_stuck"),
        ]
        constraints = [
            # Two people of one unit who press "adopt" at once get the same record.
            models.UniqueConstraint(
                fields=["case", "adopter"], condition=Q(state__in=["intent", "preparing", "running"]),
                name="one_open_replication_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(state="evaluated") | Q(outcome=""), name="an_outcome_needs_an_evaluation"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case} → {self.adopter}"

    @property
    def place(self) -> str:
        """The adopting unit as people say it; a village with its town, for many villages share a name."""
        town = self.town.name_short if self.town is not None and self.town_id != self.adopter_id else ""
        return f"{town}{self.adopter.name_short}"

    @property
    def is_open(self) -> bool:
        return self.state not in (ReplicationState.EVALUATED, ReplicationState.STOPPED)

    @property
    def support_words(self) -> list[str]:
        return [str(Support(key).label) for key in self.support if key in Support.values]


class ReplicationPart(models.Model):
    """One part of the original: kept, changed or left out, and why."""

    replication = models.ForeignKey(Replication, models.CASCADE, related_name="parts")
    kind = models.CharField(_("what happens to it"), max_length=6, choices=PartKind.choices)
    what = models.CharField(_("part of the practice"), max_length=100)
    how = models.CharField(_("how it is done here"), max_length=200, blank=True)
    why = models.CharField(_("why"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.what


class ConditionAnswer(models.Model):
    """A condition of the case, in the words of that version, answered for the adopting place."""

    replication = models.ForeignKey(Replication, models.CASCADE, related_name="conditions")
    kind = models.CharField(max_length=10, choices=ConditionKind.choices)
    text = models.CharField(_("condition"), max_length=100)
    fit = models.CharField(_("here"), max_length=6, choices=Fit.choices, blank=True)
    words = models.CharField(_("how it is met, or what is done about it"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            # A plan saved twice at once must not ask a condition twice.
            models.UniqueConstraint(fields=["replication", "order"], name="one_answer_per_condition"),
        ]

    def __str__(self) -> str:
        return self.text


class Trainee(models.Model):
    """A person who has to be able to do it, and the course that teaches it."""

    replication = models.ForeignKey(Replication, models.CASCADE, related_name="trainees")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="+", verbose_name=_("course"))
    added_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            # A second click adds nobody twice.
            models.UniqueConstraint(fields=["replication", "person", "course"], name="trained_once_per_course"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.course}"


class ConfirmationQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)


class Confirmation(models.Model):
    """The word of one side that the outcome is as reported. Taken back, it stays with its reason."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    replication = models.ForeignKey(Replication, models.CASCADE, related_name="confirmations")
    side = models.CharField(_("who confirms"), max_length=8, choices=ConfirmationSide.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.CharField(_("what was seen"), max_length=300)
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(_("why it was taken back"), max_length=200, blank=True)

    objects = ConfirmationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("confirmation of a replication")
        verbose_name_plural = _("confirmations of replications")
        ordering = ["at", "pk"]
        constraints = [
            # Two clicks, or two people of one side: one word stands for the side.
            models.UniqueConstraint(
                fields=["replication", "side"], condition=Q(withdrawn_at=None), name="one_confirmation_per_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.replication} · {self.get_side_display()}"
