"""How a brand stands: the published criteria, the moves of its stage, signatures and yearly reviews."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practice.enums import BrandStage, StageCause
from practice.models.brands import BrandPage


class MaturityRuleQuerySet(models.QuerySet):
    def in_force(self, day=None):
        return self.filter(valid_from__lte=day or timezone.localdate()).order_by("-valid_from", "-pk")


class MaturityRule(models.Model):
    """The published criteria of the stages. A change is a new row; a rule that was used stays as it is.

    `criteria` is [{"key", "stage", "label", "kind": "count"|"signed", "figure", "least"}]; a count compares `figure`
    (a name of `practice.maturity.FIGURES`) with `least`, a signed one needs an expert's standing signature. There is
    no official standard; the district edits this one.
    """

    name = models.CharField(_("name"), max_length=60)
    valid_from = models.DateField(_("valid from"))
    criteria = models.JSONField(_("criteria"))
    note = models.TextField(_("note for readers"), max_length=400, blank=True)

    objects = MaturityRuleQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("brand standard")
        verbose_name_plural = _("brand standards")
        ordering = ["-valid_from", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def criteria_count(self) -> int:
        return len(self.criteria)

    @property
    def criteria_in_words(self) -> str:
        return "；".join(f"{BrandStage(one['stage']).label}：{one['label']}" for one in self.criteria)


class StageChange(models.Model):
    """One move of a brand's stage, never changed: what it was, what it became, what caused it and what was counted.

    `facts` is {"version": 1, "figures": {name: number}, "signed": [keys]} as of that moment.
    """

    brand = models.ForeignKey(BrandPage, models.CASCADE, related_name="stage_changes")
    before = models.CharField(_("from"), max_length=10, choices=BrandStage.choices)
    after = models.CharField(_("to"), max_length=10, choices=BrandStage.choices)
    cause = models.CharField(_("cause"), max_length=10, choices=StageCause.choices)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    rule = models.ForeignKey(MaturityRule, models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of a brand’s stage")
        verbose_name_plural = _("changes of brand stages")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.brand} {self.before} → {self.after}"


class CriterionSignature(models.Model):
    """An expert's word that a criterion no figure can show is met. Taken back, it stays with the reason."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    brand = models.ForeignKey(BrandPage, models.CASCADE, related_name="signatures")
    criterion = models.SlugField(_("criterion"), max_length=40)
    words = models.CharField(_("what it rests on"), max_length=200)
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(_("why it was taken back"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("signature for a brand")
        verbose_name_plural = _("signatures for brands")
        ordering = ["at", "pk"]
        constraints = [
            # Two experts who sign at once: one signature stands.
            models.UniqueConstraint(
                fields=["brand", "criterion"], condition=Q(withdrawn_at=None), name="one_signature_per_criterion"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brand} · {self.criterion}"


class BrandReview(models.Model):
    """The yearly look at a brand: what the town and the reviewer say, and the stage of that day."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    brand = models.ForeignKey(BrandPage, models.CASCADE, related_name="reviews")
    year = models.PositiveSmallIntegerField(_("year"))
    words = models.TextField(_("opinion"), max_length=600)
    advice = models.TextField(_("advice for the next year"), max_length=600, blank=True)
    stage = models.CharField(_("stage"), max_length=10, choices=BrandStage.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("yearly review of a brand")
        verbose_name_plural = _("yearly reviews of brands")
        ordering = ["-year"]
        constraints = [
            # The review of a year is written once; a second click finds it there.
            models.UniqueConstraint(fields=["brand", "year"], name="one_brand_review_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.brand} {self.year}"

    def clean(self) -> None:
        if self.year and self.year > timezone.localdate().year:
            raise ValidationError({"year": _("This year has not begun.")})
