"""Towns are paired by the district; each side reviews the year."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import NoticeKind, Role
from accounts.models import Organisation, User
from accounts.queries import can, people_with
from accounts.services import notify
from practice.models import PairReview, TownPair

SIDE_ROLES = (Role.TOWN_REVIEWER, Role.TOWN_ADMIN)


def may_pair(user: User, *towns: Organisation) -> bool:
    """District reviewers and administrators, over both towns."""
    return all(can(user, town, Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMIN) for town in towns)


def side_of(user, pair: TownPair) -> Organisation | None:
    """The town of the two for which `user` may speak."""
    if not user.is_authenticated:
        return None
    return next((town for town in (pair.learner, pair.source) if can(user, town, *SIDE_ROLES)), None)


def pair_towns(*, source: Organisation, learner: Organisation, theme: str, aim: str, by: User) -> TownPair:
    """Pair two towns on a theme; the pair that is running when there is one.

    Raises PermissionDenied for whoever is not of the district, ValidationError for one town twice or no aim.
    """
    if not may_pair(by, source, learner):
        raise PermissionDenied
    if source.pk == learner.pk:
        raise ValidationError({"learner": _("Choose two different towns.")})
    try:
        with transaction.atomic():
            standing = _standing(source, learner, theme)
            if standing is not None:
                return standing
            made = TownPair(source=source, learner=learner, theme=theme, aim=aim.strip(), created_by=by)
            made.full_clean()
            made.save()
            log(made, "practice.pair", user=by, data={"source": source.slug, "learner": learner.slug})
            _tell(made, _("%(learner)s and %(source)s were paired: %(theme)s."), f"pair:{made.pk}")
            return made
    except IntegrityError:
        standing = _standing(source, learner, theme)
        if standing is None:
            raise
        return standing


def _standing(source: Organisation, learner: Organisation, theme: str) -> TownPair | None:
    return TownPair.objects.running().filter(source=source, learner=learner, theme=theme).first()


@transaction.atomic
def end_pair(*, pair: TownPair, by: User) -> TownPair:
    """End a pair; ended already stays as it was."""
    row = TownPair.objects.select_for_update(of=("self",)).select_related("source", "learner").get(pk=pair.pk)
    if not may_pair(by, row.source, row.learner):
        raise PermissionDenied
    if row.until is None:
        row.until = timezone.localdate()
        row.save(update_fields=["until"])
        log(row, "practice.pair_ended", user=by)
        _tell(row, _("The pairing of %(learner)s and %(source)s has ended: %(theme)s."), f"pair-ended:{row.pk}")
    return row


@transaction.atomic
def review_pair(*, pair: TownPair, words: str, advice: str, by: User) -> PairReview:
    """Say for one side what the year brought; the review of that year when it was written already."""
    row = TownPair.objects.select_for_update(of=("self",)).select_related("source", "learner").get(pk=pair.pk)
    town = side_of(by, row)
    if town is None:
        raise PermissionDenied
    year = timezone.localdate().year
    standing = row.reviews.filter(town=town, year=year).first()
    if standing is not None:
        return standing
    made = PairReview(pair=row, town=town, year=year, words=words.strip(), advice=advice.strip(), by=by)
    made.full_clean()
    made.save()
    log(row, "practice.pair_review", user=by, data={"town": town.slug, "year": year})
    _tell(row, _("A review of the pairing of %(learner)s and %(source)s was written."), f"pair-review:{made.pk}")
    return made


def _tell(pair: TownPair, words: str, key: str) -> None:
    named = {"learner": pair.learner.name_short, "source": pair.source.name_short, "theme": pair.get_theme_display()}
    people = people_with(pair.learner, *SIDE_ROLES) | people_with(pair.source, *SIDE_ROLES)
    url = reverse("practice:pair", args=[pair.uuid])
    notify(users=people.distinct(), kind=NoticeKind.NEWS, text=words % named, url=url, key=key)
