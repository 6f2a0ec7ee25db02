"""Community social organisations: what they are, what they did, and the people who carry them."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role, UnitType
from accounts.models import Organisation
from accounts.queries import units_for
from cases.models import CasePage
from practice.community_enums import REGISTERED, FundingSource, LegalType, OrgKind, OrgState

# Who writes about the organisations and leaders of a unit, who confirms, and who looks on from above.
UNIT_ROLES = (Role.CASE_CONTRIBUTOR,)
CONFIRMING_ROLES = (Role.TOWN_REVIEWER, Role.DISTRICT_REVIEWER)
WATCHING_ROLES = (Role.TOWN_ADMIN, Role.DISTRICT_ADMIN)
STAFF_ROLES = (*UNIT_ROLES, *CONFIRMING_ROLES, *WATCHING_ROLES)


class CommunityOrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The whole record, drafts and people included: staff of the unit and of those above it, and its leader."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(Q(unit__in=units_for(user, *STAFF_ROLES)) | Q(leader=user))

    def editable_by(self, user):
        """Where the person registers and edits."""
        return self._within(user, *UNIT_ROLES).exclude(state=OrgState.CLOSED)

    def confirmable_by(self, user):
        """Drafts the person may confirm or return: of their scope, and not registered by themselves."""
        found = self._within(user, *CONFIRMING_ROLES).filter(state=OrgState.DRAFT)
        return found if not user.is_authenticated else found.exclude(registered_by=user)

    def _within(self, user, *roles: Role):
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.all() if user.is_superuser else self.filter(unit__in=units_for(user, *roles))

    def public(self):
        """What anybody may read, without persons."""
        return self.filter(state=OrgState.CONFIRMED)


class CommunityOrganisation(models.Model):
    """One organisation of residents. Public once the town confirmed it; persons and the number stay with staff.

    `town` is the town of `unit`. `confirmed_*` tells of the last confirmation; a change of what was confirmed takes
    the organisation back to waiting. `returned_reason` stands until the unit has answered it.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    name = models.CharField(_("name of the organisation"), max_length=60)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="community_organisations", verbose_name=_("village or community")
    )
    town = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind of organisation"), max_length=20, choices=OrgKind.choices)
    legal_type = models.CharField(_("legal type"), max_length=24, choices=LegalType.choices)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    registration_number = models.CharField(_("registration or filing number"), max_length=40, blank=True)
    member_count = models.PositiveIntegerField(_("members"), default=0)
    volunteer_count = models.PositiveIntegerField(_("of these volunteers"), default=0)
    introduction = models.TextField(_("what it does"), max_length=600)
    leader_name = models.CharField(_("person in charge"), max_length=40, blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="led_organisations",
        verbose_name=_("account of the person in charge"),
    )  # fmt: skip
    cases = models.ManyToManyField(CasePage, blank=True, related_name="organisations_told", verbose_name=_("cases"))
    is_example = models.BooleanField(_("teaching example (invented)"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=OrgState.choices, default=OrgState.DRAFT)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.CharField(_("why it was returned"), max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(_("why it is no longer active"), max_length=200, blank=True)

    objects = CommunityOrganisationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("community organisation")
        verbose_name_plural = _("community organisations")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["state", "town"], name="organisations_by_town")]
        constraints = [
            # Two people of one unit who register the same organisation at once make one record.
            models.UniqueConstraint(
                fields=["unit", "name"], condition=~Q(state="closed"), name="one_organisation_per_name_and_unit"
            ),
            models.CheckConstraint(
                condition=Q(volunteer_count__lte=models.F("member_count")), name="volunteers_are_members"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.founded_on and self.founded_on > timezone.localdate():
            raise ValidationError({"founded_on": _("This day has not come yet.")})
        if (self.volunteer_count or 0) > (self.member_count or 0):
            raise ValidationError({"volunteer_count": _("There cannot be more volunteers than members.")})

    @property
    def place(self) -> str:
        """The unit as people say it; a village with its town, for many villages share a name."""
        town = self.town.name_short if self.town is not None and self.town_id != self.unit_id else ""
        return f"{town}{self.unit.name_short}"

    @property
    def is_registered(self) -> bool:
        """Whether it may sign contracts in its own name."""
        return self.legal_type in REGISTERED

    @property
    def is_village_priority(self) -> bool:
        """Culture and recreation in a village: what the district wants to see grow there."""
        return self.kind == OrgKind.CULTURE and self.unit.unit_type == UnitType.VILLAGERS_COMMITTEE


class OrganisationProject(models.Model):
    """Something an organisation did: when, with whose money, and what came of it."""

    organisation = models.ForeignKey(CommunityOrganisation, models.CASCADE, related_name="projects")
    title = models.CharField(_("project"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.CharField(_("where the money comes from"), max_length=10, choices=FundingSource.choices)
    amount = models.PositiveIntegerField(_("amount in yuan"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("project of an organisation")
        verbose_name_plural = _("projects of organisations")
        ordering = ["-year", "order", "pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.year is not None and not 1980 <= self.year <= timezone.localdate().year + 1:
            raise ValidationError({"year": _("Please give the year in four digits.")})


class OrganisationMember(models.Model):
    """One of the core people. What they have learned follows from their enrollments."""

    organisation = models.ForeignKey(CommunityOrganisation, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    function = models.CharField(_("function"), max_length=30)
    added_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("core member of an organisation")
        verbose_name_plural = _("core members of organisations")
        ordering = ["pk"]
        constraints = [
            # A second click adds nobody twice.
            models.UniqueConstraint(fields=["organisation", "person"], name="one_function_per_core_member"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.function}"
