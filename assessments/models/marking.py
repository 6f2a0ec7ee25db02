"""Answers that people mark: what waits on the desk, and what each gave. Only `assessments.services` writes here."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.queries import units_for
from assessments.enums import TaskState
from assessments.models.attempts import Attempt, Response

# Who marks the answers of a course, and who decides where two markers differ; both in the unit of the course.
MARKING_ROLES = (Role.AUTHOR, Role.COHORT_MANAGER)
DECIDING_ROLES = (Role.AUTHOR,)
# Letters and digits nobody mixes up.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def random_label() -> str:
    return "".join(secrets.choice(ALPHABET) for _n in range(5))


class MarkingTaskQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Answers in courses of the units where the person marks; never the own ones."""
        units = units_for(user, *MARKING_ROLES)
        return self.filter(attempt__enrollment__course__organisation__in=units).exclude(
            attempt__enrollment__learner_id=user.pk
        )

    def open(self):
        return self.exclude(state=TaskState.DONE)

    def for_marker(self, user):
        """Of the visible ones, those this person can do something about now."""
        mine = Marking.objects.filter(marker_id=user.pk, turn__in=Marking.BLIND_TURNS)
        decided = Q(
            state=TaskState.APART, attempt__enrollment__course__organisation__in=units_for(user, *DECIDING_ROLES)
        )
        second = Q(state=TaskState.SECOND) & ~Q(pk__in=mine.values("task"))
        return self.visible_to(user).filter(Q(state=TaskState.WAITING) | second | decided)


class MarkingTask(models.Model):
    """One answer that a person has to mark. Made when the attempt is handed in; it names nobody.

    `label` is all that markers see of whose answer it is. `uuid` is random as well: one that grows with time would
    tell who handed in next to whom.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="tasks")
    response = models.OneToOneField(Response, models.CASCADE, related_name="task")
    item = models.CharField(max_length=36)
    label = models.CharField(max_length=5, default=random_label)
    state = models.CharField(_("state"), max_length=10, choices=TaskState.choices, default=TaskState.WAITING)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = MarkingTaskQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer to mark")
        verbose_name_plural = _("answers to mark")
        ordering = ["label", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False) | (~Q(state="done") & Q(done_at=None)),
                name="marking_done_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["item", "state"], name="marking_pile")]

    def __str__(self) -> str:
        return self.label


class Marking(models.Model):
    """What one person gave for one answer. Never changed: a second marker or a decision is a row of its own.

    `points` has one whole number for each criterion of the rubric, in its order. `turn` is 1 or 2 for markers who did
    not see each other, 3 for the decision between them.
    """

    BLIND_TURNS = (1, 2)
    DECISION = 3

    task = models.ForeignKey(MarkingTask, models.CASCADE, related_name="markings")
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    turn = models.PositiveSmallIntegerField()
    points = models.JSONField()
    comment = models.TextField(_("comment"), max_length=1000, blank=True)
    marked_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("marking")
        verbose_name_plural = _("markings")
        ordering = ["turn"]
        constraints = [
            # Two people who mark the same answer at one moment: the later one is told.
            models.UniqueConstraint(fields=["task", "turn"], name="one_marking_per_turn"),
            # A second opinion is somebody else's.
            models.UniqueConstraint(
                fields=["task", "marker"], condition=Q(turn__in=(1, 2)), name="nobody_is_both_markers"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}/{self.turn}"
