"""The stage of a brand: counted anew when something happened, signed by experts, looked at once a year."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import User
from accounts.queries import can
from cases.models import CasePage
from practice.counting import figures_of
from practice.enums import StageCause
from practice.maturity import SIGNED, stage_of
from practice.models import BrandPage, BrandReview, CriterionSignature, MaturityRule, StageChange
from practice.services.telling_brands import tell_stage
from practice.spreading import NotPossible

WORDS_LENGTH = 200


@transaction.atomic
def review_stage(
    *, brand: BrandPage, cause: StageCause, by: User | None = None, reason: str = ""
) -> StageChange | None:
    """Count `brand` anew by the rule in force and write down if its stage moved, up or down; None when it did not.

    The brand's row is held, so that two causes at once are counted one after the other.
    """
    row = BrandPage.objects.select_for_update(of=("self",)).select_related("town").get(pk=brand.pk)
    rule = rule_in_force()
    if rule is None:
        return None
    figures, signed = figures_of([row])[row.pk], signed_of(row)
    stage = stage_of(rule.criteria, figures, signed)
    if stage == row.stage:
        return None
    facts: dict[str, Any] = {"version": 1, "figures": figures, "signed": sorted(signed)}
    made = StageChange.objects.create(
        brand=row,
        before=row.stage,
        after=stage,
        cause=cause,
        reason=reason[:WORDS_LENGTH],
        rule=rule,
        facts=facts,
        by=by,
    )
    BrandPage.objects.filter(pk=row.pk).update(stage=stage, stage_on=timezone.localdate())
    log(row, "practice.stage", user=by, data={"from": made.before, "to": made.after, "cause": str(cause)})
    tell_stage(row, made)
    return made


def rule_in_force() -> MaturityRule | None:
    return MaturityRule.objects.in_force().first()


def signed_of(brand: BrandPage) -> set[str]:
    return set(brand.signatures.filter(withdrawn_at=None).values_list("criterion", flat=True))


def review_brands_of(case: CasePage, *, cause: StageCause = StageCause.COUNTED) -> int:
    """Count every brand anew that rests on `case`; returns how many moved."""
    brands = BrandPage.objects.filter(brand_cases__case=case).distinct()
    return sum(review_stage(brand=brand, cause=cause) is not None for brand in brands)


def review_all() -> int:
    """Count every brand anew: what no signal tells (a level judged, a new rule in force). Returns how many moved."""
    rule = rule_in_force()
    used = rule is not None and not StageChange.objects.filter(rule=rule).exists()
    cause = StageCause.RULE if used and StageChange.objects.exists() else StageCause.COUNTED
    return sum(review_stage(brand=brand, cause=cause) is not None for brand in BrandPage.objects.live())


def may_sign(user: User, brand: BrandPage) -> bool:
    """Experts of the district who have no post in the brand's town."""
    if not user.is_authenticated or not can(user, brand.town, Role.EXPERT):
        return False
    return not user.memberships.current().filter(organisation__path__startswith=brand.town.path).exists()


@transaction.atomic
def sign_criterion(*, brand: BrandPage, criterion: str, by: User, words: str) -> CriterionSignature:
    """Sign that a criterion is met; the signature that stands when there is one.

    Raises PermissionDenied for whoever may not sign, NotPossible for a criterion the rule in force does not ask an
    expert for, ValidationError without a word on what it rests on.
    """
    if not may_sign(by, brand):
        raise PermissionDenied
    BrandPage.objects.select_for_update(of=("self",)).get(pk=brand.pk)
    rule = rule_in_force()
    if rule is None or criterion not in {one["key"] for one in rule.criteria if one["kind"] == SIGNED}:
        raise NotPossible
    standing = brand.signatures.filter(criterion=criterion, withdrawn_at=None).first()
    if standing is not None:
        return standing
    said = words.strip()
    if not said or len(said) > WORDS_LENGTH:
        raise ValidationError({"words": _("Say in at most 200 characters what it rests on.")})
    made = CriterionSignature.objects.create(brand=brand, criterion=criterion, words=said, expert=by)
    log(brand, "practice.sign", user=by, data={"criterion": criterion})
    review_stage(brand=brand, cause=StageCause.SIGNED, by=by, reason=said)
    return made


@transaction.atomic
def withdraw_signature(*, signature: CriterionSignature, by: User, reason: str) -> CriterionSignature:
    """Take a signature back, by whoever may sign; taken back already changes nothing."""
    brand = signature.brand
    if not may_sign(by, brand):
        raise PermissionDenied
    BrandPage.objects.select_for_update(of=("self",)).get(pk=brand.pk)
    row = CriterionSignature.objects.get(pk=signature.pk)
    if row.withdrawn_at is not None:
        return row
    words = reason.strip()
    if not words:
        raise ValidationError({"reason": _("Please say why.")})
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = timezone.now(), by, words[:WORDS_LENGTH]
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    log(brand, "practice.unsign", user=by, data={"criterion": row.criterion, "reason": row.withdrawn_reason})
    review_stage(brand=brand, cause=StageCause.TAKEN_BACK, by=by, reason=words)
    return row


def review_brand(*, brand: BrandPage, year: int, words: str, advice: str, by: User) -> BrandReview:
    """Write the yearly review by a district reviewer; the one of that year when it was written already."""
    if not can(by, brand.town, Role.DISTRICT_REVIEWER):
        raise PermissionDenied
    try:
        with transaction.atomic():
            standing = brand.reviews.filter(year=year).first()
            if standing is not None:
                return standing
            stage = BrandPage.objects.values_list("stage", flat=True).get(pk=brand.pk)
            made = BrandReview(brand=brand, year=year, words=words.strip(), advice=advice.strip(), stage=stage, by=by)
            made.full_clean()
            made.save()
            log(brand, "practice.brand_review", user=by, data={"year": year})
            review_stage(brand=brand, cause=StageCause.REVIEW, by=by)
            return made
    except IntegrityError:
        return brand.reviews.get(year=year)
