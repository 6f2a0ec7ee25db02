"""Cases gathered by somebody: special topics for all, a reading list for oneself."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from accounts.enums import Level, Role
from accounts.queries import units_for
from cases.models.case import CasePage
from content.slugs import pinyin_slug


class CaseCollectionQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)

    def visible_to(self, user):
        """Topics belong to the whole library: whoever keeps them at the district sees them all."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        keeps = units_for(user, Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMIN).filter(level=Level.DISTRICT).exists()
        return self.all() if keeps else self.none()


class CaseCollection(ClusterableModel):
    """A special topic: some cases in an order, with a few words why they belong together."""

    title = models.CharField(_("title"), max_length=40)
    slug = models.SlugField(_("address"), max_length=60, unique=True, blank=True)
    intro = models.TextField(_("introduction"), max_length=300)
    is_public = models.BooleanField(_("shown in the library"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CaseCollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("special topic")
        verbose_name_plural = _("special topics")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """An address is made of the title when none was typed, and made one of its own."""
        super().clean()
        if not self.slug:
            base = pinyin_slug(self.title)[:50] or "topic"
            taken = set(CaseCollection.objects.exclude(pk=self.pk).values_list("slug", flat=True))
            tries = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
            self.slug = next(slug for slug in tries if slug not in taken)


class CollectedCase(Orderable):
    collection = ParentalKey(CaseCollection, on_delete=models.CASCADE, related_name="items")
    case = models.ForeignKey(CasePage, models.CASCADE, related_name="+", verbose_name=_("case"))
    remark = models.CharField(_("why it is here"), max_length=120, blank=True)

    def __str__(self) -> str:
        return str(self.case)

    def clean(self) -> None:
        """Only what readers can read is put into a topic; what was taken down later may stay in it, unseen."""
        super().clean()
        was = CollectedCase.objects.filter(pk=self.pk).values_list("case_id", flat=True).first()
        if self.case_id and self.case_id != was and not CasePage.objects.in_library().filter(pk=self.case_id).exists():
            raise ValidationError({"case": _("Choose a published case.")})


class ReadingItem(models.Model):
    """One case on one person's reading list, with a note only they read."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reading_items")
    case = models.ForeignKey(CasePage, models.CASCADE, related_name="+")
    note = models.TextField(_("note"), max_length=2000, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry of the reading list")
        verbose_name_plural = _("reading list")
        ordering = ["-created_at", "-pk"]
        constraints = [
            # Two clicks on "save for later" make one entry.
            models.UniqueConstraint(fields=["user", "case"], name="one_entry_per_case_and_reader"),
        ]

    def __str__(self) -> str:
        return str(self.case)
