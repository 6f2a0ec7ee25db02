"""Experts, guidance and questions of the demonstration, through the services behind the screens."""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from lms.demo.guidance import (
    ASSIGNED_BY,
    LOG,
    PROFILES,
    PUBLISHED_BY,
    QUESTIONS,
    SINCE,
    TEAM,
    UNIT,
    Asked,
    Entry,
    Profile,
)
from lms.demo.loader_keys import key
from practice.models import Assignment, ExpertProfile, Guidance, Question
from practice.services.answers import publish_answer
from practice.services.experts import assign_expert, save_profile
from practice.services.guidance import Agreed, finish_action, give_feedback, log_guidance
from practice.services.questions import answer_question, ask_expert

RECEIVER = "luyumei"


@transaction.atomic
def load_guidance(people: Mapping[str, User]) -> None:
    """What is there already is left as people changed it."""
    for profile in PROFILES:
        _profile(profile, people)
    unit = Organisation.objects.get(slug=UNIT)
    if not Assignment.objects.filter(unit=unit).exists():
        since = timezone.localdate() - datetime.timedelta(days=SINCE)
        for number, (name, task) in enumerate(TEAM):
            assign_expert(
                expert=people[name], target=unit, by=people[ASSIGNED_BY], since=since, is_lead=not number, task=task
            )
    for entry in LOG:
        _entry(entry, unit, people)
    for asked in QUESTIONS:
        _question(asked, people)


def _profile(data: Profile, people: Mapping[str, User]) -> None:
    user = people[data.who]
    if not ExpertProfile.objects.filter(user=user).exists():
        save_profile(
            user=user, by=user, themes=data.themes, towns=Organisation.objects.filter(slug__in=data.towns),
            introduction=data.introduction, capacity=data.capacity, is_available=True,
        )  # fmt: skip


def _entry(data: Entry, unit: Organisation, people: Mapping[str, User]) -> None:
    name = key("guidance", data.key)
    assignment = Assignment.objects.current().filter(unit=unit, expert=people[data.who]).first()
    if assignment is None or Guidance.objects.filter(uuid=name).exists():
        return
    today = timezone.localdate()
    agreed = [Agreed(one.what, one.who, today + datetime.timedelta(days=one.due)) for one in data.actions]
    row = log_guidance(
        assignment=assignment, by=people[data.who], on=today - datetime.timedelta(days=data.ago), form=data.form,
        advice=data.advice, actions=agreed, key=name,
    )  # fmt: skip
    for one in data.actions:
        if one.done:
            finish_action(action=row.actions.get(what=one.what), by=people[RECEIVER], words=one.done)
    if data.rating:
        give_feedback(guidance=row, by=people[RECEIVER], rating=data.rating, words=data.feedback)


def _question(data: Asked, people: Mapping[str, User]) -> None:
    name = key("question", data.key)
    if Question.objects.filter(uuid=name).exists():
        return
    row = ask_expert(
        asker=people[data.who], unit=Organisation.objects.get(slug=data.unit), theme=data.theme, title=data.title,
        text=data.text, expert=people[data.expert] if data.expert else None, key=name,
    )  # fmt: skip
    if not data.answer:
        return
    answer = answer_question(question=row, by=people[data.expert], text=data.answer)
    title, question, text = data.public
    publish_answer(answer=answer, by=people[PUBLISHED_BY], title=title, question=question, text=text)
