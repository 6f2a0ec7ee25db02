"""Help wanted: a unit says what it cannot get done, others answer."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Organisation
from accounts.queries import units_for
from cases.enums import PlaceType
from cases.models import CasePage
from content.themes import Theme
from practice.enums import HelpState, Support
from practice.models.replications import WATCHING_ROLES, WORKING_ROLES, Replication
from practice.models.sites import VisitSite

# Who may answer, in the name of the unit where the right was given.
ANSWERING_ROLES = (Role.CASE_CONTRIBUTOR, Role.TOWN_REVIEWER, Role.DISTRICT_REVIEWER, Role.EXPERT)
OPEN_STATES = (HelpState.OPEN, HelpState.ANSWERED)


class HelpPostQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody with an account reads what is open or solved, whichever town it is from: that is what it is for.

        What was closed without a solution is left to the unit, those above it, and those who answered.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        theirs = Q(unit__in=units_for(user, *WORKING_ROLES, *WATCHING_ROLES)) | Q(created_by=user)
        answered = Q(pk__in=HelpAnswer.objects.filter(by=user).values("post"))
        return self.filter(~Q(state=HelpState.CLOSED) | theirs | answered)

    def editable_by(self, user):
        """Posts of units where the person contributes or reviews."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.all() if user.is_superuser else self.filter(unit__in=units_for(user, *WORKING_ROLES))

    def still_open(self):
        return self.filter(state__in=OPEN_STATES)

    def open_first(self):
        """What waits for answers or has some, then what is over; the latest first in both."""
        over = Case(When(state__in=OPEN_STATES, then=0), default=1)
        return self.order_by(over, "-changed_at", "-pk")

    def counted(self):
        """`replies`: how many answers there are."""
        return self.annotate(replies=Count("answers"))


class HelpPost(models.Model):
    """What a unit cannot get done, what it has tried, and what would help. `town` is the town of that day.

    It ends as solved (by words, a case, or the replication that was begun from it) or closed with a reason; either
    can be taken back.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="help_posts", verbose_name=_("asking unit"))
    town = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("in one sentence"), max_length=60)
    problem = models.TextField(_("what the problem is"), max_length=1000)
    tried = models.TextField(_("what was tried so far"), max_length=600, blank=True)
    place_type = models.CharField(_("kind of place"), max_length=20, choices=PlaceType.choices)
    theme = models.CharField(_("theme"), max_length=24, choices=Theme.choices)
    support = models.JSONField(_("what would help"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=HelpState.choices, default=HelpState.OPEN)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(_("how it ended"), max_length=400, blank=True)
    solved_by_case = models.ForeignKey(
        CasePage, models.SET_NULL, null=True, blank=True, related_name="solved_help", verbose_name=_("case that helped")
    )
    replication = models.ForeignKey(
        Replication, models.SET_NULL, null=True, blank=True, related_name="help_posts",
        verbose_name=_("replication begun from it"),
    )  # fmt: skip

    objects = HelpPostQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("help wanted")
        verbose_name_plural = _("help wanted")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "theme"], name="help_by_state_and_theme")]
        constraints = [
            # A post that is over says since when; one that was taken up again no longer does.
            models.CheckConstraint(
                condition=Q(state__in=["solved", "closed"], ended_at__isnull=False)
                | Q(state__in=["open", "answered"], ended_at=None),
                name="help_that_is_over_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def support_words(self) -> list[str]:
        return [str(Support(key).label) for key in self.support if key in Support.values]


class HelpAnswer(models.Model):
    """What another unit or an expert answers: words, cases to read, perhaps an invitation to come and see.

    `unit` and `role` are in whose name the person answered; readers see these, never the person.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    post = models.ForeignKey(HelpPost, models.CASCADE, related_name="answers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="help_answers")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("answering unit"))
    role = models.CharField(_("as"), max_length=20, choices=Role.choices)
    text = models.TextField(_("answer"), max_length=1000)
    cases = models.ManyToManyField(CasePage, blank=True, related_name="+", verbose_name=_("cases to read"))
    invites_to = models.ForeignKey(
        VisitSite, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("invitation to a visit")
    )
    at = models.DateTimeField(default=timezone.now)
    thanked_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer to a call for help")
        verbose_name_plural = _("answers to calls for help")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.post} · {self.unit}"

    @property
    def invites_visit(self) -> bool:
        return self.invites_to_id is not None
