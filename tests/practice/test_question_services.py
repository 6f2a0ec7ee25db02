"""Asking an expert: who gets a question, one answer, handing on, closing, and letting an answer out without names."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Notice
from cases.workflow import NotPossible
from practice.models import Answer, Question
from practice.services.answers import publish_answer, unpublish_answer
from practice.services.questions import answer_question, ask_expert, close_question, pass_on
from tests import factories
from tests.practice import guidance_builders as guided

pytestmark = pytest.mark.django_db
WORDS = {"theme": "volunteer", "title": "志愿者留不住", "text": "三个月后只剩几个人。"}


def test_asked_twice_with_one_key_is_one_question():
    asker, expert, key = guided.contributor(), guided.expert(), uuid.uuid4()
    rows = [ask_expert(asker=asker, unit=guided.village(), expert=expert, key=key, **WORDS) for _press in range(2)]
    assert rows[0] == rows[1]
    assert (Question.objects.count(), Notice.objects.filter(user=expert).count()) == (1, 1)
    with pytest.raises(PermissionDenied):
        ask_expert(asker=factories.person(guided.village()), unit=guided.village(), key=key, **WORDS)


def test_nobody_asks_for_another_unit_or_an_expert_out_of_reach():
    asker = guided.contributor()
    with pytest.raises(PermissionDenied):
        ask_expert(asker=asker, unit=guided.sibling(), **WORDS)
    for wrong in (guided.expert(guided.sibling()), guided.expert(is_available=False)):
        with pytest.raises(ValidationError) as caught:
            ask_expert(asker=asker, unit=guided.village(), expert=wrong, **WORDS)
        assert set(caught.value.message_dict) == {"expert"}
    assert not Question.objects.exists()


def test_a_question_without_a_name_goes_to_the_lead_of_the_team_or_waits_for_the_district():
    first = guided.asked()
    assert first.expert is None
    lead = guided.assigned(is_lead=True).expert
    assert guided.asked().expert == lead


def test_the_expert_answers_once_and_nobody_else():
    row = guided.asked(to=guided.expert())
    for other in (guided.expert(), row.asker, guided.reviewer()):
        with pytest.raises(PermissionDenied):
            answer_question(question=row, by=other, text="试试")
    first = answer_question(question=row, by=row.expert, text="把活动改成岗位。")
    again = answer_question(question=row, by=row.expert, text="另一句")
    assert (first, again.text) == (again, "把活动改成岗位。")
    assert Notice.objects.filter(user=row.asker).count() == 1


def test_handing_on_keeps_the_promised_day_unless_it_has_passed():
    first, second = guided.expert(), guided.expert()
    row = guided.asked(to=first)
    promised = row.due_on
    with pytest.raises(PermissionDenied):
        pass_on(question=row, by=second, expert=second)
    with pytest.raises(ValidationError):
        pass_on(question=row, by=guided.reviewer(), expert=None)
    assert pass_on(question=row, by=first, expert=second, reason="她更熟").due_on == promised
    late = guided.late(row)
    back = pass_on(question=late, by=second, expert=None)
    assert (back.expert, back.due_on > guided.day(0)) == (None, True)
    answered = guided.answered()
    with pytest.raises(NotPossible):
        pass_on(question=answered.question, by=guided.reviewer(), expert=second)


def test_whoever_asked_or_decides_closes_it_with_a_reason():
    row = guided.asked(to=guided.expert())
    with pytest.raises(PermissionDenied):
        close_question(question=row, by=row.expert, reason="不想答")
    with pytest.raises(ValidationError):
        close_question(question=row, by=row.asker, reason=" ")
    for _press in range(2):
        close_question(question=row, by=row.asker, reason="自己找到了")
    row.refresh_from_db()
    assert (row.state, row.closed_reason) == ("closed", "自己找到了")
    with pytest.raises(NotPossible):
        answer_question(question=row, by=row.expert, text="晚了")


def test_a_good_answer_is_let_out_without_anybody_in_it():
    asker = guided.contributor(name="毕宿五")
    answer = guided.answered(guided.asked(asker, guided.expert()))
    with pytest.raises(PermissionDenied):
        publish_answer(answer=answer, by=answer.by, **guided.PUBLIC)
    for words, field in (
        ({"text": "找毕宿五"}, "public_answer"),
        ({"title": "打13900001111"}, "public_title"),
        ({"question": ""}, "public_question"),
    ):
        with pytest.raises(ValidationError) as caught:
            guided.published(answer, **words)
        assert set(caught.value.message_dict) == {field}
    assert not Answer.objects.public().exists()
    guided.published(answer)
    assert Answer.objects.public().get() == answer
    for _press in range(2):
        unpublish_answer(answer=answer, by=guided.reviewer(), reason="情况变了")
    assert not Answer.objects.public().exists()


def test_each_sees_what_they_asked_answer_or_look_after():
    ours = guided.asked(to=guided.expert())
    theirs = guided.asked(guided.contributor(guided.sibling()), guided.expert())
    seen = {
        ours.asker: {ours.pk}, theirs.asker: {theirs.pk}, ours.expert: {ours.pk},
        guided.reviewer(): {ours.pk, theirs.pk}, factories.person(guided.village()): set(),
    }  # fmt: skip
    for user, expected in seen.items():
        assert set(Question.objects.visible_to(user).values_list("pk", flat=True)) == expected
