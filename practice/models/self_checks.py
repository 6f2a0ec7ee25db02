"""Self-check sheets, which the district edits as versions, and the checks that places fill in."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.queries import units_for
from practice.community_enums import ItemKind, SheetKey
from practice.models.organisations import CONFIRMING_ROLES, STAFF_ROLES, UNIT_ROLES, CommunityOrganisation


class CheckSheetQuerySet(models.QuerySet):
    def latest(self):
        """The newest version of each sheet."""
        newest = self.values("key").annotate(newest=Max("pk")).values("newest")
        return self.filter(pk__in=newest).order_by("key")


class CheckSheet(models.Model):
    """One version of a sheet. A version that was filled in is never changed; the district writes a new one.

    `items` is [{"key", "kind", "text", "help"}] with `kind` of `ItemKind`; `key` is the same in every version.
    """

    key = models.CharField(_("sheet"), max_length=24, choices=SheetKey.choices)
    version = models.PositiveSmallIntegerField(_("version"), editable=False)
    title = models.CharField(_("title"), max_length=60)
    note = models.CharField(_("for what it is meant"), max_length=200, blank=True)
    items = models.JSONField(_("lines"))
    created_at = models.DateTimeField(_("written on"), default=timezone.now, editable=False)

    objects = CheckSheetQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("self-check sheet")
        verbose_name_plural = _("self-check sheets")
        ordering = ["key", "-version"]
        constraints = [
            # Two administrators who write a new version at once: one is told to look again.
            models.UniqueConstraint(fields=["key", "version"], name="one_sheet_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"

    def save(self, *args, **kwargs) -> None:
        if self.version is None:
            newest = CheckSheet.objects.filter(key=self.key).aggregate(Max("version"))["version__max"]
            self.version = (newest or 0) + 1
        super().save(*args, **kwargs)

    @property
    def lines_count(self) -> int:
        return len(self.items)

    @property
    def lines_in_words(self) -> str:
        return "；".join(f"{ItemKind(one['kind']).label}：{one['text']}" for one in self.items)


class SelfCheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff of the unit and of those above it."""
        return self._within(user, *STAFF_ROLES)

    def editable_by(self, user):
        """Checks the person may still fill in."""
        return self._within(user, *UNIT_ROLES).filter(finished_at=None)

    def reviewable_by(self, user):
        """Finished ones nobody has looked at, of the person's scope and not filled in by themselves."""
        found = self._within(user, *CONFIRMING_ROLES).filter(finished_at__isnull=False, reviewed_at=None)
        return found.exclude(by=user) if user.is_authenticated else found

    def _within(self, user, *roles):
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.all() if user.is_superuser else self.filter(unit__in=units_for(user, *roles))


class SelfCheck(models.Model):
    """A sheet filled in for an organisation or a public space. Once finished it stays as it is; later ones follow.

    `answers` is {key of the line: {"fit": "yes"|"partly"|"no", "words": text}}.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    sheet = models.ForeignKey(CheckSheet, models.PROTECT, related_name="checks", verbose_name=_("sheet"))
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="self_checks", verbose_name=_("village or community")
    )
    town = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        CommunityOrganisation, models.PROTECT, null=True, blank=True, related_name="self_checks",
        verbose_name=_("community organisation"),
    )  # fmt: skip
    space_name = models.CharField(_("public space"), max_length=40, blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    plan = models.TextField(_("what we do next"), max_length=600, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review = models.CharField(_("what the town says"), max_length=300, blank=True)

    objects = SelfCheckQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("self-check")
        verbose_name_plural = _("self-checks")
        ordering = ["-started_at", "-pk"]
        constraints = [
            # Two people who begin the same check at once fill in one sheet.
            models.UniqueConstraint(
                fields=["sheet", "organisation"], condition=Q(finished_at=None, organisation__isnull=False),
                name="one_open_check_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["sheet", "unit", "space_name"], condition=Q(finished_at=None, organisation=None),
                name="one_open_check_per_space",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, space_name="") | (Q(organisation=None) & ~Q(space_name="")),
                name="a_check_is_of_one_thing",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.subject} · {self.sheet}"

    @property
    def subject(self) -> str:
        """What was checked."""
        return self.organisation.name if self.organisation is not None else self.space_name

    @property
    def place(self) -> str:
        town = self.town.name_short if self.town is not None and self.town_id != self.unit_id else ""
        return f"{town}{self.unit.name_short}"
