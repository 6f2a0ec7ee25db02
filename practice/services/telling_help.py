"""Who is told of a call for help. Every line goes to people whose matter it is, once, and names units, not people."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import NoticeKind, Role
from accounts.models import Organisation, User
from accounts.queries import nearest_with
from accounts.services import notify
from practice.models import HelpAnswer, HelpPost
from practice.models.replications import WORKING_ROLES


def people_of(post: HelpPost) -> list[User]:
    """Whoever looks after the post: its writer, and who contributes or reviews nearest to the unit."""
    return [post.created_by, *nearest_with(post.unit, *WORKING_ROLES)]


def tell_knowing_units(post: HelpPost, units: Iterable[Organisation]) -> None:
    """Contributors of units whose cases fit read that somebody needs what they know."""
    users = {user.pk: user for unit in units for user in nearest_with(unit, Role.CASE_CONTRIBUTOR)}
    text = _("%(unit)s asks for help, and a case of yours fits: %(title)s") % _names(post)
    _send(post, users.values(), NoticeKind.NEWS, text, "new", besides=post.created_by)


def tell_expert(post: HelpPost, expert: User) -> None:
    text = _("%(unit)s asks for your advice: %(title)s") % _names(post)
    _send(post, [expert], NoticeKind.TASK, text, "asked")


def tell_answered(answer: HelpAnswer) -> None:
    post = answer.post
    text = _("%(from)s answered “%(title)s”.") % {"from": answer.unit.name_short, "title": post.title}
    _send(post, people_of(post), NoticeKind.RESULT, text, f"answer:{answer.pk}", besides=answer.by)


def tell_thanked(answer: HelpAnswer) -> None:
    text = _("%(unit)s thanks you for the answer to “%(title)s”.") % _names(answer.post)
    _send(answer.post, [answer.by], NoticeKind.NEWS, text, f"thanks:{answer.pk}")


def tell_ended(post: HelpPost, words: str) -> None:
    """Those who answered read how it ended. `words` names %(title)s; a later end is told again."""
    users = User.objects.filter(pk__in=post.answers.values("by")).exclude(pk=post.ended_by_id)
    event = f"{post.state}:{post.ended_at:%Y%m%d%H%M%S}" if post.ended_at else post.state
    _send(post, users, NoticeKind.NEWS, words % _names(post), event)


def _names(post: HelpPost) -> dict[str, str]:
    return {"unit": post.unit.name_short, "title": post.title}


def _send(
    post: HelpPost, users: Iterable[User], kind: NoticeKind, text: str, event: str, besides: User | None = None
) -> None:
    told = [user for user in users if besides is None or user.pk != besides.pk]
    url = reverse("practice:help_post", args=[post.uuid])
    notify(users=told, kind=kind, text=text, url=url, key=f"help-{event}:{post.uuid}")
