"""Experts: what they know, what they have to do, and whom they look after."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Level, Role
from accounts.models import Organisation, RoleGrant
from accounts.queries import units_for
from cases.models import Review
from content.themes import Theme
from practice.models.questions import Question
from practice.models.replications import WATCHING_ROLES, WORKING_ROLES, Replication

# Who assigns experts: the town for itself, the district everywhere below it.
ASSIGNING_ROLES = (Role.TOWN_REVIEWER, Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMIN)


def _above(path: str) -> set[str]:
    step = Organisation.steplen
    return {path[:end] for end in range(step, len(path) + 1, step)}


def _counted(rows) -> Coalesce:
    """How many of `rows` belong to the outer row; they name it in the column "person"."""
    counted = rows.order_by().values("person").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class ExpertProfileQuerySet(models.QuerySet):
    def listed(self):
        """Profiles of people who are experts somewhere today; whoever is none any more is not offered."""
        grants = RoleGrant.objects.current().filter(role=Role.EXPERT, user=OuterRef("user"))
        return self.filter(Exists(grants), user__is_active=True)

    def visible_to(self, user):
        """The own one; experts whose scope takes in a unit of the person; those within the scope of staff."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        posts = user.memberships.current().values_list("organisation__path", flat=True)
        rights = user.role_grants.current().values_list("organisation__path", flat=True)
        reach = {path for home in posts.union(rights) for path in _above(home)}
        grants = RoleGrant.objects.current().filter(role=Role.EXPERT, user=OuterRef("user"))
        within = Q(organisation__path__in=reach) | Q(organisation__in=units_for(user, *ASSIGNING_ROLES))
        return self.filter(Exists(grants.filter(within)) | Q(user=user))

    def for_unit(self, unit: Organisation):
        """Experts whose scope takes in `unit`."""
        grants = RoleGrant.objects.current().filter(role=Role.EXPERT, organisation__path__in=_above(unit.path))
        return self.filter(Exists(grants.filter(user=OuterRef("user"))), user__is_active=True)

    def in_town(self, town: Organisation):
        """Those who named the town, or none at all, which is everywhere."""
        named = self.model.towns.through.objects.filter(expertprofile=OuterRef("pk"))
        return self.filter(Exists(named.filter(organisation=town)) | ~Exists(named))

    def with_load(self):
        """`load`: running assignments, case reviews that are open and questions that wait, taken together."""
        person = {"person": F("expert")}
        duties = Assignment.objects.current().filter(expert=OuterRef("user")).annotate(**person)
        reviews = Review.objects.filter(state="assigned", expert=OuterRef("user")).annotate(**person)
        questions = Question.objects.open().filter(expert=OuterRef("user")).annotate(**person)
        parts = {"duties": duties, "open_reviews": reviews, "open_questions": questions}
        counted = self.annotate(**{name: _counted(rows) for name, rows in parts.items()})
        return counted.annotate(load=F("duties") + F("open_reviews") + F("open_questions"))


class ExpertProfile(models.Model):
    """What an expert offers, for people who are logged in. No telephone, no address: messages go through the site.

    Without towns it is the whole scope of the right. `capacity` is how many matters a month the expert takes on.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="expert_profile", verbose_name=_("expert")
    )
    towns = models.ManyToManyField(
        Organisation, blank=True, related_name="+", limit_choices_to={"level": Level.TOWN}, verbose_name=_("towns")
    )
    introduction = models.TextField(_("introduction"), max_length=600, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("matters a month"), default=4, validators=[MinValueValidator(1), MaxValueValidator(40)]
    )
    is_available = models.BooleanField(_("takes on new matters"), default=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ExpertProfileQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("profile of an expert")
        verbose_name_plural = _("profiles of experts")
        ordering = ["user__name_sort", "pk"]

    def __str__(self) -> str:
        return self.user.name


class ExpertField(models.Model):
    """A theme the expert knows."""

    profile = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="fields")
    theme = models.CharField(_("theme"), max_length=24, choices=Theme.choices)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            # Saved from two windows at once, a theme still stands once.
            models.UniqueConstraint(fields=["profile", "theme"], name="one_field_per_theme"),
        ]

    def __str__(self) -> str:
        return self.get_theme_display()


class AssignmentQuerySet(models.QuerySet):
    def current(self, day=None):
        day = day or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day, ended_at=None)

    def visible_to(self, user):
        """The expert's own, those of the own team, and of units where the person works, reviews or administers.

        A team reads one another's log as long as one belongs to it, so that no two advise against each other.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        running = Assignment.objects.current().filter(expert=user)
        team = Q(unit__in=running.filter(replication=None).values("unit")) | Q(
            replication__in=running.filter(unit=None).values("replication")
        )
        reached = received_in(units_for(user, *WORKING_ROLES, *WATCHING_ROLES), user)
        return self.filter(Q(expert=user) | team | reached)

    def received_by(self, user):
        """Where the person is on the side that is guided: contributors and reviewers of the unit and above, owners."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(received_in(units_for(user, *WORKING_ROLES), user)).exclude(expert=user)

    def with_open_actions(self):
        """`entries` of the log and agreed actions that are still `open_actions`."""
        undone = Q(guidances__actions__isnull=False, guidances__actions__done_at=None)
        return self.annotate(
            entries=Count("guidances", distinct=True),
            open_actions=Count("guidances__actions", filter=undone, distinct=True),
        ).order_by("-since", "-pk")


def received_in(units, owner, prefix: str = "") -> Q:
    """The condition "is given to one of `units`, or to a replication of theirs or of `owner`"."""
    return (
        Q(**{f"{prefix}unit__in": units})
        | Q(**{f"{prefix}replication__adopter__in": units})
        | Q(**{f"{prefix}replication__owner": owner})
    )


class Assignment(models.Model):
    """An expert looks after a unit or a replication for a time. Several to one target are a team, one of them leads.

    `until` is a planned last day; `ended_at` is set when somebody ends it before. Ended rows stay.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("expert")
    )
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("unit")
    )
    replication = models.ForeignKey(
        Replication, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("replication")
    )
    is_lead = models.BooleanField(_("leads the team"), default=False)
    task = models.CharField(_("what for"), max_length=200, blank=True)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    end_reason = models.CharField(_("why it ended"), max_length=200, blank=True)

    objects = AssignmentQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("assignment of an expert")
        verbose_name_plural = _("assignments of experts")
        ordering = ["-since", "-pk"]
        constraints = [
            # An expert looks after a unit or one piece of work, and it is known which.
            models.CheckConstraint(
                condition=Q(unit__isnull=False, replication=None) | Q(unit=None, replication__isnull=False),
                name="assigned_to_a_unit_or_a_replication",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="assignment_ends_after_start"
            ),
            # Two reviewers who assign the same expert at once make one assignment; and a team has one lead.
            *(
                models.UniqueConstraint(fields=fields, condition=Q(ended_at=None, **more), name=name)
                for fields, more, name in (
                    (["expert", "unit"], {}, "assigned_once_to_a_unit"),
                    (["expert", "replication"], {}, "assigned_once_to_a_replication"),
                    (["unit"], {"is_lead": True}, "one_lead_for_a_unit"),
                    (["replication"], {"is_lead": True}, "one_lead_for_a_replication"),
                )
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert} · {self.target_name}"

    @property
    def receiver(self) -> Organisation:
        """The unit that is guided."""
        return self.unit if self.unit is not None else self.replication.adopter

    @property
    def target_name(self) -> str:
        return self.unit.name_short if self.unit is not None else str(self.replication)

    @property
    def is_current(self) -> bool:
        today = timezone.localdate()
        return self.ended_at is None and self.since <= today and (self.until is None or self.until >= today)
