"""Who is told about organisations, leaders and self-checks: the town, the unit, and the person; nobody besides."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import NoticeKind, Role
from accounts.queries import nearest_with
from accounts.services import notify
from practice.community import unit_people
from practice.models import CommunityOrganisation, LeaderStep, LeaderTrack, SelfCheck


def _organisation_url(row: CommunityOrganisation) -> str:
    return reverse("practice:organisation_record", args=[row.uuid])


def tell_registered(row: CommunityOrganisation) -> None:
    """The reviewer of the town (of the district where the town has none) is asked to confirm."""
    text = _("%(unit)s has registered “%(name)s”. Please confirm it.") % {"unit": row.place, "name": row.name}
    people = nearest_with(row.unit, Role.TOWN_REVIEWER) or nearest_with(row.unit, Role.DISTRICT_REVIEWER)
    key = f"organisation-registered:{row.pk}:{row.changed_at:%Y%m%d%H%M%S%f}"
    notify(users=people, kind=NoticeKind.TASK, text=text, url=_organisation_url(row), key=key)


def tell_confirmed_organisation(row: CommunityOrganisation) -> None:
    text = _("“%(name)s” of %(unit)s is confirmed and stands in the public register.") % {
        "unit": row.place, "name": row.name,
    }  # fmt: skip
    key = f"organisation-confirmed:{row.pk}:{row.confirmed_at:%Y%m%d%H%M%S%f}"
    notify(users=unit_people(row.unit), kind=NoticeKind.RESULT, text=text, url=_organisation_url(row), key=key)


def tell_returned(row: CommunityOrganisation) -> None:
    text = _("“%(name)s” of %(unit)s came back: %(reason)s") % {
        "unit": row.place, "name": row.name, "reason": row.returned_reason,
    }  # fmt: skip
    key = f"organisation-returned:{row.pk}:{row.changed_at:%Y%m%d%H%M%S%f}"
    notify(users=unit_people(row.unit), kind=NoticeKind.TASK, text=text, url=_organisation_url(row), key=key)


def tell_step(track: LeaderTrack, step: LeaderStep) -> None:
    """The person reads how far they are."""
    text = _("On the way to community leader in %(unit)s: %(step)s.") % {
        "unit": track.place, "step": step.get_step_display(),
    }  # fmt: skip
    url = reverse("practice:leader", args=[track.uuid])
    notify(users=[track.person], kind=NoticeKind.RESULT, text=text, url=url, key=f"leader-step:{step.pk}")


def tell_checked(row: SelfCheck) -> None:
    text = _("The town has answered the self-check of “%(name)s”.") % {"name": row.subject}
    url = reverse("practice:check", args=[row.uuid])
    notify(users=unit_people(row.unit), kind=NoticeKind.RESULT, text=text, url=url, key=f"self-check:{row.pk}")
