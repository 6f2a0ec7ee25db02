"""The tree of units: district, towns, villages and communities, and the organisations beside them."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from accounts.enums import Level, Role, UnitType


class OrganisationQuerySet(MP_NodeQuerySet):
    def active(self):
        return self.filter(is_active=True)

    def towns(self):
        return self.filter(level=Level.TOWN)

    def within(self, *units: "Organisation"):
        """The given units and everything below them."""
        condition = models.Q(pk__in=[])
        for unit in units:
            condition |= models.Q(path__startswith=unit.path)
        return self.filter(condition)

    def visible_to(self, user, *roles: Role):
        """Units where `user` holds one of `roles` (any role when none is named) today: the granted units and all below.

        Anonymous and deactivated people have none; a superuser has the whole tree.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        grants = user.role_grants.current().select_related("organisation")
        if roles:
            grants = grants.filter(role__in=roles)
        return self.within(*[grant.organisation for grant in grants])


class OrganisationManager(MP_NodeManager.from_queryset(OrganisationQuerySet)):
    def get_queryset(self):
        return OrganisationQuerySet(self.model, using=self._db).order_by("path")


class Organisation(MP_Node):
    """One unit. The tree path is the scope: a right at a unit holds for every path that begins with its own.

    `slug` is the stable key; statistical codes and names change when boundaries do, so earlier names stay in
    `former_names` as [{"name": …, "until": "YYYY-MM-DD" or null}] and an old certificate may still print them; null
    means that the day of the change is not known, such a name is kept for search and never printed for a day.
    """

    level = models.CharField(_("level of the unit"), max_length=10, choices=Level.choices)
    unit_type = models.CharField(_("type of unit"), max_length=24, choices=UnitType.choices)
    name_full = models.CharField(_("full name"), max_length=80)
    name_short = models.CharField(_("short name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    slug = models.SlugField(_("key"), unique=True, max_length=60)
    # Written by hand because 涌 in local names is chōng and 石碁 and 市桥 differ by two letters only.
    pinyin = models.CharField(_("pinyin"), max_length=120, blank=True)
    sort_order = models.PositiveIntegerField(_("order"), default=0)
    stat_code = models.CharField(_("statistical code"), max_length=12, blank=True)
    former_names = models.JSONField(_("former names"), default=list, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    node_order_by = ["sort_order", "pinyin"]
    objects = OrganisationManager()

    class Meta:
        verbose_name = _("work unit")
        verbose_name_plural = _("work units")

    def __str__(self) -> str:
        return self.name_short

    def clean(self) -> None:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The end must not be before the start.")})

    def covers(self, other: "Organisation") -> bool:
        """Whether a right at this unit holds at `other` (itself included)."""
        return other.path.startswith(self.path)

    def name_on(self, day: datetime.date) -> str:
        """The full name that was right on `day`."""
        dated = [former for former in self.former_names if former.get("until")]
        for former in sorted(dated, key=lambda item: item["until"]):
            if day <= datetime.date.fromisoformat(former["until"]):
                return former["name"]
        return self.name_full
