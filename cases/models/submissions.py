"""How a case comes in: the draft that communities write, and what they handed in."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from accounts.enums import Role
from accounts.models import Organisation
from accounts.queries import units_for
from cases.enums import State
from cases.models.case import CasePage
from cases.workflow import DECIDED, EDITABLE

# Who meets cases of the units in their scope at the review desk; experts meet those they were sent.
DESK_ROLES = (Role.TOWN_REVIEWER, Role.DISTRICT_REVIEWER, Role.TOWN_ADMIN, Role.DISTRICT_ADMIN)


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Drafts: contributors of the unit. Handed in: also the reviewers above it, and the experts it was sent to."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        own = Q(unit__in=units_for(user, Role.CASE_CONTRIBUTOR))
        above = Q(unit__in=units_for(user, *DESK_ROLES), round__gt=0)
        return self.filter(own | above | self._sent_to(user))

    def _sent_to(self, user):
        """What experts were asked to judge, as long as they are experts there and did not recuse."""
        reviews = user.case_reviews.exclude(state__in=["cancelled", "recused"])
        return Q(pk__in=reviews.values("submission"), unit__in=units_for(user, Role.EXPERT))

    def on_desk_of(self, user):
        """What the person meets at the review desk: as reviewer or administrator above the unit, or as expert."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.filter(round__gt=0)
        return self.filter(Q(unit__in=units_for(user, *DESK_ROLES), round__gt=0) | self._sent_to(user))

    def free_of_interest(self, user):
        """Without those `user` has to recuse from; the same rule as `cases.queries.has_interest`, for lists."""
        posts = user.memberships.current().values_list("organisation__path", flat=True)
        step = Organisation.steplen
        homes = {path[:end] for path in posts for end in range(step, len(path) + 1, step)}
        wrote = DraftSection.objects.filter(saved_by=user).values("submission")
        return self.exclude(unit__path__in=homes).exclude(contributor=user).exclude(pk__in=wrote)

    def awaiting(self, user):
        """What waits for exactly this person: the step is theirs to take and nothing keeps them from it."""
        towns, districts = units_for(user, Role.TOWN_REVIEWER), units_for(user, Role.DISTRICT_REVIEWER)
        open_reviews = user.case_reviews.filter(state="assigned").values("submission")
        # All opinions are in, or an expert fell out and somebody has to be asked instead.
        stuck = Q(state=State.EXPERT_REVIEW) & (~Q(reviews__state="assigned") | Q(judges__lt=2))
        district = Q(state__in=[State.DISTRICT_REVIEW, State.ADOPTED]) | stuck
        current = Q(reviews__state__in=["assigned", "submitted"], reviews__version__number=F("round"))
        return (
            self.free_of_interest(user)
            .alias(judges=Count("reviews", filter=current, distinct=True))
            .filter(
                Q(state=State.TOWN_REVIEW, unit__in=towns)
                | (Q(unit__in=districts) & district)
                | Q(state=State.EXPERT_REVIEW, pk__in=open_reviews, unit__in=units_for(user, Role.EXPERT))
            )
        )

    def written_by(self, user):
        """Everything of the units where the person contributes, in whatever state."""
        return self.filter(unit__in=units_for(user, Role.CASE_CONTRIBUTOR))

    def editable_by(self, user):
        """Drafts, and what was returned or withdrawn, of units where the person contributes."""
        return self.written_by(user).filter(state__in=EDITABLE)

    def overdue(self, day=None):
        return self.filter(due_on__lt=day or timezone.localdate())


class Submission(models.Model):
    """One proceeding: from a unit's first lines to the decision, and what became of the case since.

    The text being written lies in `sections`; each hand-in freezes it as a `Version` and as a revision of the page.
    `round` counts the hand-ins. `case` is the page, made at the first one; with `renews` this is a new version of a
    case that is in the library already. `due_on` is the last working day for the step that is being taken.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="submissions", verbose_name=_("unit"))
    contributor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="submissions", verbose_name=_("contributor")
    )
    case = models.ForeignKey(
        CasePage, models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name=_("case")
    )
    renews = models.BooleanField(_("new version of a published case"), default=False)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.DRAFT)
    # Copied from the draft on every save: lists show it without reading the sections.
    title = models.CharField(_("title"), max_length=120, blank=True)
    percent = models.PositiveSmallIntegerField(_("completeness"), default=0)
    round = models.PositiveIntegerField(_("hand-ins"), default=0)
    third_needed = models.BooleanField(_("a third expert is needed"), default=False)
    due_on = models.DateField(_("due"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(_("last saved"), default=timezone.now)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-saved_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="submissions_waiting")]
        constraints = [
            # Two people who begin a new version of one case at once get the same proceeding.
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(renews=True, state__in=["draft", "returned", "withdrawn", "town_review", "district_review",
                                                    "expert_review", "adopted"]),
                name="one_renewal_at_a_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title or str(_("Case without a title"))

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


class DraftSection(models.Model):
    """What stands in one section of the draft now. `version` rises with every save: whoever saves on top of an older
    one is told so, and nothing is overwritten."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=16)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "key"], name="one_draft_of_each_section"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}:{self.key}"


class Version(models.Model):
    """What was handed in, frozen: {"version": 1, "sections": {key: data}}, and the page revision made from it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField()
    revision = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    handed_in_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("version handed in")
        verbose_name_plural = _("versions handed in")
        ordering = ["number"]
        constraints = [
            # Two clicks on "submit" make one version.
            models.UniqueConstraint(fields=["submission", "number"], name="one_version_per_hand_in"),
        ]

    def __str__(self) -> str:
        return f"{self.submission} · {self.number}"

    @property
    def sections(self) -> dict:
        return self.content["sections"]
