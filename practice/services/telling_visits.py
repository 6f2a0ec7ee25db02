"""Who is told of a visit: the hosts of the site, the visitor. Lines name units and times, never a person."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.enums import NoticeKind
from accounts.models import User
from accounts.queries import nearest_with
from accounts.services import notify
from practice.enums import VisitState
from practice.models import Visit, VisitSite
from practice.models.replications import WORKING_ROLES


def hosts_of(site: VisitSite) -> list[User]:
    """Who contributes or reviews nearest to the unit of the site."""
    return nearest_with(site.unit, *WORKING_ROLES)


def tell_asked(visit: Visit) -> None:
    text = _("%(from)s asks for a visit to “%(site)s”, %(when)s, %(number)d people.")
    _send(visit, hosts_of(visit.slot.site), NoticeKind.TASK, text, "asked")


def tell_decided(visit: Visit) -> None:
    if visit.state == VisitState.ACCEPTED:
        text = _("Your visit to “%(site)s” on %(when)s is agreed.")
    else:
        text = _("“%(site)s” cannot receive you on %(when)s. The reason is inside.")
    _send(visit, [visit.visitor], NoticeKind.RESULT, text, str(visit.state))


def tell_cancelled_by_visitor(visit: Visit) -> None:
    text = _("%(from)s calls off the visit to “%(site)s”, %(when)s.")
    _send(visit, hosts_of(visit.slot.site), NoticeKind.RESULT, text, "cancelled")


def tell_cancelled_by_host(visit: Visit) -> None:
    text = _("“%(site)s” has called off your visit on %(when)s. The reason is inside.")
    _send(visit, [visit.visitor], NoticeKind.RESULT, text, "called-off")


def tell_attended(visit: Visit) -> None:
    text = _("You have been to “%(site)s”. Please tell the hosts how useful it was.")
    _send(visit, [visit.visitor], NoticeKind.TASK, text, "attended")


def tell_feedback(visit: Visit) -> None:
    text = _("%(from)s tells you how the visit to “%(site)s” was.")
    _send(visit, hosts_of(visit.slot.site), NoticeKind.NEWS, text, "feedback")


def _send(visit: Visit, users: Iterable[User], kind: NoticeKind, text: str, event: str) -> None:
    begins = timezone.localtime(visit.slot.starts_at)
    words = {
        "from": visit.organisation.name_short if visit.organisation else _("A visitor"),
        "site": visit.slot.site.title,
        "when": f"{date_format(begins, 'DATE_FORMAT')} {begins:%H:%M}",
        "number": visit.party_size,
    }
    url = reverse("practice:visit", args=[visit.uuid])
    notify(users=users, kind=kind, text=text % words, url=url, key=f"visit-{event}:{visit.uuid}")
