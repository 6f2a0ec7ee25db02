"""Who takes which course, and how they got in."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from accounts.enums import Role
from accounts.models import Organisation
from accounts.queries import units_for
from courses.enums import JoinMethod
from courses.models import CoursePage
from learning.enums import OPEN_STATUSES, READING_STATUSES, EnrollmentStatus


class InviteCodeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Codes of the units where the person runs courses or classes."""
        return self.filter(organisation__in=units_for(user, Role.AUTHOR, Role.COHORT_MANAGER, Role.DISTRICT_ADMIN))


class InviteCode(models.Model):
    """A code that lets people into one course, so many times and until a day. Uses are counted under a lock."""

    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="invite_codes")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("issuing unit"))
    code = models.CharField(_("code"), max_length=16, unique=True)
    max_uses = models.PositiveIntegerField(_("places"), default=1)
    uses = models.PositiveIntegerField(_("used"), default=0)
    expires_on = models.DateField(_("last day"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = InviteCodeQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invite code")
        verbose_name_plural = _("invite codes")
        constraints = [
            # Two people with the last place at the same moment: one is told the code is used up.
            models.CheckConstraint(condition=Q(uses__lte=F("max_uses")), name="invite_not_used_more_than_allowed"),
        ]

    def __str__(self) -> str:
        return self.code


class EnrollmentQuerySet(models.QuerySet):
    def reading(self):
        """Enrollments whose learner may read the course."""
        return self.filter(status__in=READING_STATUSES)

    def visible_to(self, user):
        """Staff see the enrollments of people who belonged to their units when they enrolled, and their courses'."""
        units = units_for(
            user, Role.AUTHOR, Role.COHORT_MANAGER, Role.TOWN_ADMIN, Role.DISTRICT_ADMIN, Role.DISTRICT_REVIEWER
        )
        return self.filter(Q(organisation__in=units) | Q(course__organisation__in=units))


class Enrollment(models.Model):
    """One learner taking one course, once (the "registration" of cmi5 and xAPI; `uuid` is what we show outside).

    A retake is a new row, so the first result stays true. A completed enrollment never goes back. `organisation`
    is the learner's unit of that day and is not changed by a transfer.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrollments")
    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="enrollments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(_("status"), max_length=10, choices=EnrollmentStatus.choices)
    method = models.CharField(_("how they joined"), max_length=12, choices=JoinMethod.choices)
    invite = models.ForeignKey(InviteCode, models.PROTECT, null=True, blank=True, related_name="enrollments")
    enrolled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # What an applicant wrote, and what the answer was; the learner sees both.
    application = models.CharField(_("why you apply"), max_length=300, blank=True)
    decision = models.CharField(_("reason of the decision"), max_length=300, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    enrolled_at = models.DateTimeField(_("enrolled at"), default=timezone.now)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Where to go on, on any device. Null: nothing opened yet.
    last_unit = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="+")
    last_seen_at = models.DateTimeField(null=True, blank=True)

    objects = EnrollmentQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("enrollment")
        verbose_name_plural = _("enrollments")
        # Databases disagree on where "never seen" belongs.
        ordering = [F("last_seen_at").desc(nulls_last=True), "-enrolled_at", "-pk"]
        constraints = [
            # Two clicks on "enroll" must not make two enrollments.
            models.UniqueConstraint(
                fields=["learner", "course"],
                condition=Q(status__in=OPEN_STATUSES),
                name="one_open_enrollment_per_course",
            ),
            # Completed is a fact with a time; nothing else has one.
            models.CheckConstraint(
                condition=Q(status="completed", completed_at__isnull=False)
                | (~Q(status="completed") & Q(completed_at__isnull=True)),
                name="completed_iff_completed_at",
            ),
        ]
        indexes = [models.Index(fields=["learner", "course"], name="enrollment_of_learner")]

    def __str__(self) -> str:
        return f"{self.learner} · {self.course}"

    @property
    def may_read(self) -> bool:
        return self.status in READING_STATUSES
