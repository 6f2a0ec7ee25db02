"""Places that show visitors how it is done, and the times at which they receive them."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.queries import units_for
from cases.models import CasePage
from practice.enums import VisitState
from practice.models.brands import BrandPage
from practice.models.replications import WORKING_ROLES

# Places are held from the moment of asking: two who ask for the last one must not both be told yes.
HOLDING = (VisitState.ASKED, VisitState.ACCEPTED, VisitState.DONE)


class VisitSiteQuerySet(models.QuerySet):
    def public(self):
        """What anybody may read about: in use, and tied to a case or a brand that is public itself."""
        return self.filter(
            Q(case__in=CasePage.objects.in_library()) | Q(brand__in=BrandPage.objects.live()), is_active=True
        )

    def hosted_by(self, user):
        """Sites of units where the person contributes or reviews."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.all() if user.is_superuser else self.filter(unit__in=units_for(user, *WORKING_ROLES))

    def visible_to(self, user):
        """Public ones, and those the person looks after, in use or not."""
        return self.public() | self.hosted_by(user)

    def with_free_times(self):
        """`times`: how many times still to come have a free place. One subquery for all rows."""
        free = VisitSlot.objects.upcoming().free().filter(site=OuterRef("pk")).order_by().values("site")
        return self.annotate(times=Coalesce(Subquery(free.annotate(n=Count("pk")).values("n")), 0))

    def with_visits(self):
        """`visits`: how many visits have taken place."""
        done = VisitSlot.objects.filter(site=OuterRef("pk"), visits__state=VisitState.DONE).order_by().values("site")
        return self.annotate(visits=Coalesce(Subquery(done.annotate(n=Count("visits")).values("n")), 0))


class VisitSite(models.Model):
    """A place of field teaching: what there is to see, how to get there, how many can come at once.

    It shows one case or one brand. Nobody's name or number stands here; visitors and hosts meet through the site.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="visit_sites", verbose_name=_("receiving unit"))
    town = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    case = models.ForeignKey(
        CasePage, models.PROTECT, null=True, blank=True, related_name="visit_sites", verbose_name=_("case shown")
    )
    brand = models.ForeignKey(
        BrandPage, models.PROTECT, null=True, blank=True, related_name="visit_sites", verbose_name=_("brand shown")
    )
    title = models.CharField(_("name of the site"), max_length=40)
    description = models.TextField(_("what there is to see"), max_length=800)
    way = models.TextField(_("how to get there"), max_length=300)
    capacity = models.PositiveSmallIntegerField(
        _("visitors at once, at most"), default=20, validators=[MinValueValidator(1)]
    )
    languages = models.CharField(_("languages"), max_length=60, blank=True)
    access = models.CharField(_("for wheelchairs, strollers, weak eyes"), max_length=200, blank=True)
    is_active = models.BooleanField(_("receives visitors"), default=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = VisitSiteQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("visit site")
        verbose_name_plural = _("visit sites")
        ordering = ["-created_at", "-pk"]
        constraints = [
            # What is to be seen is one thing: a case or a brand.
            models.CheckConstraint(
                condition=Q(case=None, brand__isnull=False) | Q(case__isnull=False, brand=None),
                name="a_site_shows_a_case_or_a_brand",
                violation_error_message=_("Choose either a case or a brand."),
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="a_site_has_room_for_somebody"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown(self) -> CasePage | BrandPage:
        """The public page this site makes visible."""
        return self.case or self.brand


class VisitSlotQuerySet(models.QuerySet):
    def upcoming(self):
        """Times that have not begun and were not called off."""
        return self.filter(starts_at__gt=timezone.now(), cancelled_at=None)

    def with_taken(self):
        """`taken`: how many places are held."""
        held = self.model.objects.filter(pk=OuterRef("pk"), visits__state__in=HOLDING).order_by().values("pk")
        return self.annotate(taken=Coalesce(Subquery(held.annotate(n=Sum("visits__party_size")).values("n")), 0))

    def free(self):
        """Times with at least one free place."""
        return self.with_taken().filter(taken__lt=F("places"))


class VisitSlot(models.Model):
    """A time at which a site receives visitors, with so many places."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    site = models.ForeignKey(VisitSite, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    places = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1)])
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(_("why it was called off"), max_length=200, blank=True)

    objects = VisitSlotQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("time for visits")
        verbose_name_plural = _("times for visits")
        ordering = ["starts_at", "pk"]
        constraints = [
            # Two clicks, or two people of the host, open one time.
            models.UniqueConstraint(
                fields=["site", "starts_at"], condition=Q(cancelled_at=None), name="one_open_slot_at_a_time"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_slot_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(places__gte=1), name="a_slot_has_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.site} {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must come after the beginning.")})

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def left(self) -> int:
        """Free places; asked of rows that came with `with_taken`."""
        return max(0, self.places - self.taken)
