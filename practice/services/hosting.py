"""What hosts do: register a site, open and call off times."""

import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import Organisation, User
from accounts.queries import can
from cases.models import CasePage
from cases.queries import town_of
from practice.enums import VisitState
from practice.models import BrandPage, Visit, VisitSite, VisitSlot
from practice.models.replications import WORKING_ROLES
from practice.services.telling_visits import tell_cancelled_by_host
from practice.services.wording import refuse_numbers, tidy

TEXTS = ("title", "description", "way", "languages", "access")


@transaction.atomic
def register_site(*, unit: Organisation, by: User, key: UUID, values: dict[str, Any]) -> VisitSite:
    """Register a place that receives visitors. `key` names the form: sent twice it is one site.

    `values`: the texts (title, description, way, languages, access), `capacity`, `is_active`, and `case` or `brand`.
    Raises PermissionDenied for whoever neither contributes nor reviews there, ValidationError by field.
    """
    if not can(by, unit, *WORKING_ROLES):
        raise PermissionDenied
    found = VisitSite.objects.filter(uuid=key, created_by=by).first()
    if found is not None:
        return found
    site = VisitSite(uuid=key, unit=unit, town=town_of(unit), created_by=by)
    return _filled(site, values, by, "practice.site_registered")


@transaction.atomic
def change_site(*, site: VisitSite, by: User, values: dict[str, Any]) -> VisitSite:
    """Change what is said of a site, or whether it receives visitors; visits agreed on stand. Raises as above."""
    return _filled(_own_site(site, by), values, by, "practice.site_changed")


def _filled(site: VisitSite, values: dict[str, Any], by: User, action: str) -> VisitSite:
    for name in TEXTS:
        setattr(site, name, tidy(values.get(name, "")))
    site.capacity, site.is_active = values["capacity"], values["is_active"]
    site.case, site.brand = values.get("case"), values.get("brand")
    _check_shown(site)
    refuse_numbers(**{name: getattr(site, name) for name in TEXTS})
    site.full_clean()
    site.save()
    log(site, action, user=by)
    return site


def _check_shown(site: VisitSite) -> None:
    """A unit shows what it has done itself, or what its town stands for."""
    if site.case is not None and not CasePage.objects.in_library().filter(pk=site.case.pk).exists():
        raise ValidationError({"case": _("Please choose a case of the library.")})
    if site.brand is not None and not BrandPage.objects.live().filter(pk=site.brand.pk, town=site.town).exists():
        raise ValidationError({"brand": _("Please choose a brand of your own town.")})


def _own_site(site: VisitSite, by: User) -> VisitSite:
    row = VisitSite.objects.select_for_update(of=("self",)).select_related("unit").get(pk=site.pk)
    if not can(by, row.unit, *WORKING_ROLES):
        raise PermissionDenied
    return row


@transaction.atomic
def open_slot(
    *, site: VisitSite, by: User, starts_at: datetime.datetime, ends_at: datetime.datetime, places: int
) -> VisitSlot:
    """Offer a time. Opened twice it is one. Raises PermissionDenied, ValidationError by field: a time that is over, an
    end before its beginning, more places than the site has room for, a time that overlaps another."""
    row = _own_site(site, by)
    same = row.slots.filter(starts_at=starts_at, cancelled_at=None).first()
    if same is not None and (same.ends_at, same.places) == (ends_at, places):
        return same
    if starts_at <= timezone.now():
        raise ValidationError({"starts_at": _("Please choose a time that is still to come.")})
    if not row.is_active:
        raise ValidationError(_("This site receives no visitors at the moment."))
    if places > row.capacity:
        raise ValidationError({"places": _("The site has room for %(most)d.") % {"most": row.capacity}})
    if row.slots.filter(cancelled_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise ValidationError({"starts_at": _("This overlaps a time that is open already.")})
    slot = VisitSlot(site=row, starts_at=starts_at, ends_at=ends_at, places=places, created_by=by)
    slot.full_clean()
    slot.save()
    log(row, "practice.slot_opened", user=by, data={"slot": str(slot.uuid)})
    return slot


@transaction.atomic
def cancel_slot(*, slot: VisitSlot, by: User, reason: str) -> VisitSlot:
    """Call a time off, with every visit asked for or agreed; each visitor reads the reason. Twice is once.

    Raises PermissionDenied, ValidationError without a reason or once it has begun.
    """
    row = locked_slot(slot)
    if not can(by, row.site.unit, *WORKING_ROLES):
        raise PermissionDenied
    if row.cancelled_at is not None:
        return row
    words = tidy(reason)
    if not words:
        raise ValidationError({"reason": _("Please give the reason; visitors will read it.")})
    refuse_numbers(reason=words)
    if row.has_begun:
        raise ValidationError(_("This time has begun; it cannot be called off any more."))
    now = timezone.now()
    row.cancelled_at, row.cancelled_reason = now, words
    row.full_clean()
    row.save()
    log(row.site, "practice.slot_cancelled", user=by, data={"slot": str(row.uuid), "reason": words})
    standing = row.visits.filter(state__in=(VisitState.ASKED, VisitState.ACCEPTED))
    for visit in standing.select_related("visitor", "organisation", "slot__site"):
        visit.state, visit.cancelled_at, visit.cancelled_reason = VisitState.CANCELLED, now, words
        visit.full_clean()
        visit.save()
        tell_cancelled_by_host(visit)
    return row


def locked_slot(slot: VisitSlot) -> VisitSlot:
    """The time, held: whoever asks, decides or calls off does so one after the other."""
    rows = VisitSlot.objects.select_for_update(of=("self",)).select_related("site__unit")
    return rows.get(pk=slot.pk)


def locked_visit(visit: Visit) -> Visit:
    """The visit behind its time, locked in this order everywhere."""
    locked_slot(visit.slot)
    rows = Visit.objects.select_for_update(of=("self",))
    return rows.select_related("slot__site__unit", "visitor", "organisation").get(pk=visit.pk)
