"""Experts, assignments, logs and questions for tests, made by the services."""

import datetime

from django.utils import timezone

from accounts.enums import Role
from accounts.models import Organisation, User
from practice.models import AgreedAction, Answer, Assignment, ExpertProfile, Guidance, Question
from practice.services.answers import publish_answer
from practice.services.experts import assign_expert, save_profile
from practice.services.guidance import Agreed, log_guidance
from practice.services.questions import answer_question, ask_expert
from tests import factories

PUBLIC = {"title": "怎样留住志愿者？", "question": "三个月后只剩几个人。", "text": "把活动改成岗位。"}


def day(after: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=after)


def village() -> Organisation:
    return factories.unit("yonghong", parent=factories.unit("shiqi", name="石碁镇"), level="village", name="永红村")


def sibling() -> Organisation:
    return factories.unit("shilou", name="石楼镇")


def reviewer(at: Organisation | None = None) -> User:
    """A reviewer of the district, who assigns, decides and lets answers out."""
    return factories.person(at or factories.district(), Role.DISTRICT_REVIEWER)


def contributor(at: Organisation | None = None, **fields) -> User:
    return factories.person(at or village(), Role.CASE_CONTRIBUTOR, **fields)


def expert(at: Organisation | None = None, **fields) -> User:
    """An expert of the district (or of `at`) with a profile."""
    values = {
        "themes": ["deliberation"],
        "towns": (),
        "introduction": "做过议事。",
        "capacity": 2,
        "is_available": True,
    }
    values |= {name: fields.pop(name) for name in list(fields) if name in values}
    person = factories.person(at or factories.district(), Role.EXPERT, **fields)
    save_profile(user=person, by=person, **values)
    return person


def profile_of(person: User) -> ExpertProfile:
    return ExpertProfile.objects.get(user=person)


def assigned(person: User | None = None, target=None, **fields) -> Assignment:
    """An expert who has looked after 永红村 (or `target`) for a month."""
    values = {"since": day(-30), "by": reviewer()} | fields
    return assign_expert(expert=person or expert(), target=target or village(), **values)


def logged(assignment: Assignment | None = None, *actions: tuple[str, int], advice: str = "先贴出来。") -> Guidance:
    """A visit of yesterday with `actions` as (what, days until it is due)."""
    row = assignment or assigned()
    agreed = [Agreed(what, "村委", day(due)) for what, due in actions]
    on = day(min([-1, *(due for _what, due in actions)]))
    return log_guidance(assignment=row, by=row.expert, on=on, form="visit", advice=advice, actions=agreed)


def action(due: int = 5, what: str = "张贴议定结果", assignment: Assignment | None = None) -> AgreedAction:
    return logged(assignment, (what, due)).actions.get()


def asked(asker: User | None = None, to: User | None = None, **fields) -> Question:
    who = asker or contributor()
    unit = fields.pop("unit", None) or who.memberships.get().organisation
    values = {"theme": "volunteer", "title": "志愿者留不住", "text": "三个月后只剩几个人。"} | fields
    return ask_expert(asker=who, unit=unit, expert=to, **values)


def answered(question: Question | None = None, text: str = "把活动改成岗位。") -> Answer:
    row = question or asked(to=expert())
    return answer_question(question=row, by=row.expert, text=text)


def published(answer: Answer | None = None, **words) -> Answer:
    return publish_answer(answer=answer or answered(), by=reviewer(), **(PUBLIC | words))


def late(question: Question) -> Question:
    """The question with its day in the past."""
    Question.objects.filter(pk=question.pk).update(due_on=day(-1))
    return Question.objects.get(pk=question.pk)
