"""What reviewers and experts said about a submission."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.queries import units_for
from cases.enums import Action, EvidenceLevel, Proof, ReviewState, State
from cases.models.submissions import Submission, Version
from cases.scoring import Thresholds
from cases.workflow import DECIDED

RECOMMENDATIONS = (Action.ADOPT, Action.RESERVE, Action.RETURN, Action.REJECT)


class RubricQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(valid_from__lte=timezone.localdate()).order_by("-valid_from", "-pk")


class Rubric(models.Model):
    """By which criteria experts score, and what follows: thresholds and working days. A change is a new row.

    `criteria` is [{"key", "label", "weight", "best", "middle", "worst"}], the weights adding up to 100. There is no
    official rubric; these numbers are the operator's to set.
    """

    name = models.CharField(_("name"), max_length=60)
    valid_from = models.DateField(_("valid from"))
    criteria = models.JSONField(_("criteria"))
    feature_from = models.PositiveSmallIntegerField(_("exemplary from"), default=85)
    adopt_from = models.PositiveSmallIntegerField(_("adopted from"), default=70)
    reserve_from = models.PositiveSmallIntegerField(_("kept in reserve from"), default=60)
    spread_limit = models.PositiveSmallIntegerField(_("a third expert beyond a spread of"), default=20)
    town_days = models.PositiveSmallIntegerField(_("working days for the town"), default=5)
    district_days = models.PositiveSmallIntegerField(_("working days for the district"), default=10)
    expert_days = models.PositiveSmallIntegerField(_("working days for experts"), default=15)

    objects = RubricQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("scoring rubric")
        verbose_name_plural = _("scoring rubrics")
        ordering = ["-valid_from", "-pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        try:
            whole = sum(int(criterion["weight"]) for criterion in self.criteria)
            keys = {criterion["key"] for criterion in self.criteria}
        except (TypeError, KeyError, ValueError) as error:
            raise ValidationError({"criteria": _("Every criterion needs a key, a label and a weight.")}) from error
        if whole != 100 or len(keys) != len(self.criteria):
            raise ValidationError({"criteria": _("The weights must add up to 100, and each key be used once.")})

    @property
    def criteria_count(self) -> int:
        return len(self.criteria)

    @property
    def criteria_in_words(self) -> str:
        return "；".join(f"{criterion['label']} {criterion['weight']}" for criterion in self.criteria)

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(self.feature_from, self.adopt_from, self.reserve_from, self.spread_limit)

    def days_for(self, state: str) -> int | None:
        """Working days for the step taken in `state`; None where nobody is waited for."""
        return {
            State.TOWN_REVIEW: self.town_days,
            State.DISTRICT_REVIEW: self.district_days,
            State.EXPERT_REVIEW: self.expert_days,
        }.get(State(state))


class ReviewQuerySet(models.QuerySet):
    def handed_in(self):
        return self.filter(state=ReviewState.SUBMITTED)

    def visible_to(self, user):
        """One's own always; others' only to the deciding reviewers once all are in, and to fellow experts afterwards.

        Contributors and towns never see a single review, which carries a name: with the decision they are told the
        mean and the opinions (`cases.opinions`). Whoever has to recuse sees nothing but what they wrote themselves.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        waiting = Review.objects.filter(state=ReviewState.ASSIGNED).values("submission")
        free = Submission.objects.free_of_interest(user).values("pk")
        own = Q(expert=user)
        deciding = Q(submission__unit__in=units_for(user, Role.DISTRICT_REVIEWER)) & ~Q(submission__in=waiting)
        judged = user.case_reviews.handed_in().values("submission")
        colleagues = Q(submission__state__in=DECIDED, submission__in=judged, state=ReviewState.SUBMITTED)
        colleagues &= Q(submission__unit__in=units_for(user, Role.EXPERT))
        return self.filter(own | (Q(submission__in=free) & (deciding | colleagues)))


class Review(models.Model):
    """One expert's judgement of one version, by the rubric of that day, blind to the others until the decision.

    `scores` is {criterion key: {"score": 1..5, "comment": text}}; `total` is 0..100. Recused: the expert has to do
    with the unit, or said so; such a review never counts.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="reviews")
    version = models.ForeignKey(Version, models.PROTECT, related_name="reviews")
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="case_reviews")
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=ReviewState.choices, default=ReviewState.ASSIGNED)
    is_third = models.BooleanField(_("called because two were far apart"), default=False)
    scores = models.JSONField(_("scores"), default=dict, blank=True)
    total = models.DecimalField(_("total"), max_digits=5, decimal_places=1, null=True, blank=True)
    recommendation = models.CharField(
        _("recommendation"), max_length=10, blank=True,
        choices=[(action.value, action.label) for action in RECOMMENDATIONS],
    )  # fmt: skip
    evidence_level = models.PositiveSmallIntegerField(
        _("evidence level"), choices=EvidenceLevel.choices, null=True, blank=True
    )
    summary = models.TextField(_("opinion"), max_length=1000, blank=True)
    recused_reason = models.CharField(_("reason of the recusal"), max_length=200, blank=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    assigned_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("due"), null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    objects = ReviewQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("expert review")
        verbose_name_plural = _("expert reviews")
        ordering = ["assigned_at", "pk"]
        constraints = [
            # One expert counts once for a version, however often "assign" is clicked.
            models.UniqueConstraint(fields=["version", "expert"], name="one_review_per_expert_and_version"),
        ]

    def __str__(self) -> str:
        return f"{self.expert} · {self.submission}"


class Decision(models.Model):
    """One step somebody took, with name, reason and time. Append-only: the trail of the case."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="decisions")
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    step = models.CharField(_("step"), max_length=16, choices=State.choices)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Action.choices)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    # Mean, spread and single totals as they stood; {} before experts were asked.
    scores = models.JSONField(default=dict, blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} · {self.submission}"


class Comment(models.Model):
    """A remark at one section of a version, which the contributor answers there."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="comments")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    section = models.CharField(_("section"), max_length=16)
    text = models.TextField(_("remark"), max_length=500)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Experts are named to nobody but the district: whoever prints a remark asks `signature`.
    by_expert = models.BooleanField(default=False, editable=False)
    at = models.DateTimeField(default=timezone.now)
    # Remarks are collected while reviewing and shown to the contributor with the decision.
    released_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def signature(self) -> str:
        """Who said it, as the submitting unit may read it."""
        return str(_("Expert")) if self.by_expert else self.author.name


class EvidenceCheck(models.Model):
    """Somebody looked at one proof: it bears its claim out, or something was asked.

    `fingerprint` is made of everything the proof says (`cases.evidence`), so the check holds for a later version and
    for the page as long as the proof is the same, and for no other.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="evidence_checks")
    fingerprint = models.CharField(max_length=64)
    claim = models.CharField(_("which claim it proves"), max_length=100)
    accepted = models.BooleanField(_("bears the claim out"))
    question = models.CharField(_("question"), max_length=300, blank=True)
    # What experts find is theirs until all are in, and their names stay with the district.
    by_expert = models.BooleanField(default=False, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("check of a proof")
        verbose_name_plural = _("checks of proofs")
        ordering = ["at", "pk"]
        constraints = [
            # A person's latest word counts; earlier ones are in the audit trail.
            models.UniqueConstraint(fields=["submission", "fingerprint", "by"], name="one_check_per_proof_and_person"),
        ]

    def __str__(self) -> str:
        return self.claim


class ProofTick(models.Model):
    """One of the readings before publication, by whom and when; three different names are a matter of the operator."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="proofs")
    proof = models.CharField(_("check"), max_length=10, choices=Proof.choices)
    # Text that changed after the tick has to be read again.
    revision_id_read = models.PositiveBigIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("proof-reading")
        verbose_name_plural = _("proof-readings")
        constraints = [
            # A reading is ticked once for a text.
            models.UniqueConstraint(fields=["submission", "proof", "revision_id_read"], name="one_tick_per_reading"),
        ]

    def __str__(self) -> str:
        return self.get_proof_display()
