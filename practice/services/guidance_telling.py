"""Who is told what about guidance and questions: the two sides, and those who decide; nobody besides."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import NoticeKind
from accounts.models import User
from accounts.queries import people_with
from accounts.services import notify
from practice.models import AgreedAction, Answer, Assignment, Guidance, Question
from practice.supervision import DECIDING_ROLES, receivers_of


def _send(people: Iterable[User], kind: NoticeKind, text: str, url: str, key: str) -> int:
    return notify(users=people, kind=kind, text=text, url=url, key=key)


def tell_assigned(row: Assignment) -> None:
    """The expert, and the side that is guided from now on."""
    url, key = reverse("practice:assignment", args=[row.uuid]), f"guidance-assigned:{row.pk}"
    words = {"target": row.target_name, "name": row.expert.name}
    _send([row.expert], NoticeKind.TASK, _("You were asked to guide: %(target)s.") % words, url, key)
    _send(receivers_of(row), NoticeKind.NEWS, _("%(name)s guides from now on: %(target)s.") % words, url, key)


def tell_ended(row: Assignment, by: User) -> None:
    url, key = reverse("practice:assignment", args=[row.uuid]), f"guidance-ended:{row.pk}"
    text = _("The guidance of %(target)s by %(name)s has ended.") % {"target": row.target_name, "name": row.expert.name}
    people = [user for user in (row.expert, *receivers_of(row)) if user.pk != by.pk]
    _send(people, NoticeKind.NEWS, text, url, key)


def tell_logged(row: Guidance) -> None:
    """The side that was guided: something to do when actions were agreed, else something to read."""
    count = row.actions.count()
    words = {"name": row.by.name, "target": row.assignment.target_name, "count": count}
    if count:
        text = ngettext(
            "%(name)s wrote down guidance for %(target)s; %(count)d thing was agreed.",
            "%(name)s wrote down guidance for %(target)s; %(count)d things were agreed.",
            count,
        )
    else:
        text = _("%(name)s wrote down guidance for %(target)s.")
    kind = NoticeKind.TASK if count else NoticeKind.NEWS
    url = reverse("practice:guidance", args=[row.uuid])
    _send(receivers_of(row.assignment), kind, text % words, url, f"guidance-logged:{row.pk}")


def _other_side(assignment: Assignment, by: User) -> list[User]:
    return receivers_of(assignment) if by.pk == assignment.expert_id else [assignment.expert]


def tell_done(row: AgreedAction, by: User) -> None:
    """Whoever did not tick it off."""
    text = _("Done: “%(what)s”. %(words)s") % {"what": row.what, "words": row.done_words}
    url = reverse("practice:guidance", args=[row.guidance.uuid])
    key = f"guidance-done:{row.pk}:{row.done_at:%Y%m%d%H%M%S%f}"
    _send(_other_side(row.guidance.assignment, by), NoticeKind.NEWS, text.strip(), url, key)


def tell_reopened(row: AgreedAction, by: User, reason: str) -> None:
    text = _("Open again: “%(what)s”. %(reason)s") % {"what": row.what, "reason": reason}
    url = reverse("practice:guidance", args=[row.guidance.uuid])
    _send(_other_side(row.guidance.assignment, by), NoticeKind.TASK, text, url, "")


def tell_feedback(row: Guidance) -> None:
    text = _("%(unit)s said how your guidance helped.") % {"unit": row.assignment.receiver.name_short}
    url, key = reverse("practice:guidance", args=[row.uuid]), f"guidance-feedback:{row.pk}"
    _send([row.assignment.expert], NoticeKind.RESULT, text, url, key)


def remind_of(row: AgreedAction, *, late: bool) -> int:
    """Both sides, once before the day and once after it."""
    words = {"what": row.what, "day": date_format(row.due_on, "DATE_FORMAT")}
    text = _("Agreed and overdue since %(day)s: “%(what)s”.") if late else _("Agreed for %(day)s: “%(what)s”.")
    url = reverse("practice:guidance", args=[row.guidance.uuid])
    key = f"guidance-{'late' if late else 'soon'}:{row.pk}:{row.due_on}"
    people = [row.guidance.assignment.expert, *receivers_of(row.guidance.assignment)]
    return _send(people, NoticeKind.DEADLINE, text % words, url, key)


# --- questions


def _door(row: Question) -> str:
    return reverse("practice:question", args=[row.uuid])


def _deciding(row: Question) -> list[User]:
    return list(people_with(row.unit, *DECIDING_ROLES).exclude(pk=row.asker_id))


def tell_asked(row: Question, *, turn: str = "asked") -> None:
    """The expert who has it now; without one, those who decide who answers."""
    words = {"title": row.title, "unit": row.unit.name_short, "day": date_format(row.due_on, "DATE_FORMAT")}
    key = f"question-{turn}:{row.pk}"
    if row.expert is not None:
        text = _("%(unit)s asks: “%(title)s”. Please answer by %(day)s.")
        _send([row.expert], NoticeKind.TASK, text % words, _door(row), key)
    else:
        text = _("%(unit)s asks: “%(title)s”. Please decide who answers.")
        _send(_deciding(row), NoticeKind.TASK, text % words, _door(row), key)


def tell_answered(answer: Answer) -> None:
    row = answer.question
    text = _("Your question “%(title)s” was answered.") % {"title": row.title}
    _send([row.asker], NoticeKind.RESULT, text, _door(row), f"question-answered:{row.pk}")


def tell_closed(row: Question, by: User) -> None:
    """Whoever waits for it on the other side."""
    people = [row.asker] if by.pk != row.asker_id else []
    if row.expert is not None and row.expert_id != by.pk:
        people.append(row.expert)
    text = _("The question “%(title)s” was closed without an answer.") % {"title": row.title}
    _send(people, NoticeKind.NEWS, text, _door(row), f"question-closed:{row.pk}")


def tell_late(row: Question) -> None:
    """Those who can ask somebody else, and the expert."""
    words = {"title": row.title, "day": date_format(row.due_on, "DATE_FORMAT")}
    key = f"question-late:{row.pk}:{row.due_on}"
    text = _("No answer since %(day)s: “%(title)s”. Please see to it that somebody answers.") % words
    _send(_deciding(row), NoticeKind.TASK, text, _door(row), key)
    if row.expert is not None:
        text = _("Your answer to “%(title)s” was due on %(day)s.") % words
        _send([row.expert], NoticeKind.DEADLINE, text, _door(row), key)


def tell_published(answer: Answer) -> None:
    """The two who wrote it: what stands in public, and where."""
    url = reverse("practice:answer", args=[answer.uuid])
    text = _("An answer was made public without names: “%(title)s”.") % {"title": answer.public_title}
    stamp = f"{answer.published_at:%Y%m%d%H%M%S}"
    people = [answer.by, answer.question.asker]
    _send(people, NoticeKind.NEWS, text, url, f"question-published:{answer.pk}:{stamp}")
