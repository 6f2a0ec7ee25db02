"""Extra minutes and make-ups: what holds when, who grants, and what an attempt makes of it."""

import datetime
import html
import re
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Notice
from assessments.extras import Extra, Grant, extra_at
from assessments.models import Allowance, Attempt
from assessments.queries import UnknownLearner, named_at
from assessments.services import (
    AttemptClosed,
    AttemptRefused,
    end_allowance,
    grant_allowances,
    save_response,
    start_attempt,
    submit_attempt,
)
from tests import factories
from tests.assessments import builders
from tests.assessments import builders_marking as marking

NOW = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
ADD, INDEX = "quiz_allowances:add", "quiz_allowances:index"


@pytest.mark.parametrize(
    ("grants", "extra"),
    [
        ([], Extra()),
        ([Grant(20, 0), Grant(10, 1)], Extra(minutes=30, attempts=1)),
        ([Grant(0, 1, NOW - HOUR, NOW + HOUR)], Extra(attempts=1, closes_at=NOW + HOUR)),
        ([Grant(0, 1, NOW, NOW + HOUR)], Extra(attempts=1, closes_at=NOW + HOUR)),
        ([Grant(0, 1, NOW - HOUR, NOW)], Extra()),
        ([Grant(15, 1, NOW + HOUR, None), Grant(0, 2, NOW + 2 * HOUR, None)], Extra(opens_at=NOW + HOUR)),
        ([Grant(15, 0, NOW + HOUR, None)], Extra()),
        ([Grant(0, 1, None, NOW + 2 * HOUR), Grant(0, 1, None, NOW + HOUR)], Extra(attempts=2, closes_at=NOW + HOUR)),
    ],
)
def test_what_holds_at_a_moment(grants, extra):
    assert extra_at(grants, NOW) == extra


pytestmark = pytest.mark.django_db


@pytest.fixture
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def teacher():
    return marking.marker()


def give(page, enrollment, by, **fields) -> list[Allowance]:
    values = {"reason": "视力不便", "batch": uuid4()} | fields
    return grant_allowances(quiz=page, enrollments=[enrollment], by=by, **values)


def failed(page, times: int = 1, learner=None):
    """An enrollment that handed in `times` empty papers."""
    enrollment = builders.enrolled(page, learner)
    for _n in range(times):
        submit_attempt(attempt=start_attempt(learner=enrollment.learner, quiz=page))
    return enrollment


def test_an_attempt_begins_with_the_extra_minutes(teacher):
    page = builders.quiz(time_limit=10)
    enrollment = builders.enrolled(page)
    give(page, enrollment, teacher, minutes=20)
    attempt = start_attempt(learner=enrollment.learner, quiz=page)
    assert attempt.deadline - attempt.started_at == datetime.timedelta(minutes=30)
    other = start_attempt(learner=builders.enrolled(page).learner, quiz=page)
    assert other.deadline - other.started_at == datetime.timedelta(minutes=10)


def test_an_attempt_under_way_gets_the_minutes_and_takes_answers_until_then(teacher, login):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        attempt = builders.begin(time_limit=10)
        item = attempt.paper["items"][0]["uid"]
        browser = login(attempt.enrollment.learner)
        url = reverse("assessments:answer", args=[attempt.uuid])
        sent = {"item": item, "value": builders.value_at(attempt, item, 0)[0], "sequence": "1"}
        # Read and kept by this process before the minutes are given.
        assert browser.post(url, sent, headers={"Accept": "application/json"}).status_code == 200
        give(attempt.quiz, attempt.enrollment, teacher, minutes=20)
        assert Attempt.objects.get().deadline == attempt.deadline + datetime.timedelta(minutes=20)
        clock.shift(900)
        late = browser.post(url, sent | {"sequence": "2"}, headers={"Accept": "application/json"})
        assert (late.status_code, late.json()["sequence"]) == (200, 2)
        # The record as it was read before the minutes were given: the deadline is asked for again.
        assert save_response(attempt=attempt, item=item, value=None, sequence=3).sequence == 3
        clock.shift(1000)
        with pytest.raises(AttemptClosed):
            save_response(attempt=attempt, item=item, value=None, sequence=4)


def test_what_is_over_stays_over(teacher):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        attempt = builders.begin(time_limit=10)
        clock.shift(700)
        give(attempt.quiz, attempt.enrollment, teacher, minutes=20)
        assert Attempt.objects.get().deadline == attempt.deadline


@pytest.mark.usefixtures("_english")
def test_a_make_up_opens_and_closes(teacher):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page = builders.quiz(attempts=1)
        enrollment = failed(page)
        with pytest.raises(AttemptRefused):
            start_attempt(learner=enrollment.learner, quiz=page)
        now = timezone.now()
        give(page, enrollment, teacher, attempts=2, opens_at=now + HOUR, closes_at=now + 2 * HOUR)
        with pytest.raises(AttemptRefused):
            start_attempt(learner=enrollment.learner, quiz=page)
        clock.shift(HOUR)
        second = start_attempt(learner=enrollment.learner, quiz=page)
        assert second.number == 2
        submit_attempt(attempt=second)
        clock.shift(HOUR)
        with pytest.raises(AttemptRefused):
            start_attempt(learner=enrollment.learner, quiz=page)


def test_pressed_twice_it_is_granted_once(teacher):
    page = builders.quiz(time_limit=10)
    enrollment = builders.enrolled(page)
    attempt = start_attempt(learner=enrollment.learner, quiz=page)
    batch = uuid4()
    assert [len(give(page, enrollment, teacher, minutes=20, batch=batch)) for _n in range(2)] == [1, 0]
    assert Attempt.objects.get().deadline == attempt.deadline + datetime.timedelta(minutes=20)
    assert Notice.objects.filter(user=enrollment.learner).count() == 1
    assert ModelLogEntry.objects.filter(action="assessments.allowance", user=teacher).count() == 1


@pytest.mark.usefixtures("_english")
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Give extra minutes, extra attempts, or both."),
        ({"attempts": 1, "closes_at": NOW - 10 * 365 * 24 * HOUR}, "This is over already."),
        ({"minutes": 601}, "Ensure this value is less than or equal to 600."),
        ({"minutes": 5, "reason": " "}, "This field cannot be blank."),
    ],
)
def test_what_makes_no_sense_is_refused(teacher, fields, words):
    page = builders.quiz()
    with pytest.raises(ValidationError, match=re.escape(words)):
        give(page, builders.enrolled(page), teacher, **fields)
    assert Allowance.objects.count() == 0


def test_nobody_grants_to_themselves_or_outside_the_own_units(teacher):
    page = builders.quiz()
    own = builders.enrolled(page, teacher)
    with pytest.raises(ValidationError):
        give(page, own, teacher, minutes=5)
    neighbor = marking.marker(factories.unit("shilou", name="石楼镇"))
    with pytest.raises(PermissionDenied):
        give(page, builders.enrolled(page), neighbor, minutes=5)
    with pytest.raises(PermissionDenied):
        give(page, builders.enrolled(page), marking.marker(role=Role.TOWN_REVIEWER), minutes=5)
    assert Allowance.objects.count() == 0


def test_taken_back_it_no_longer_counts_and_running_attempts_keep_it(teacher):
    page = builders.quiz(time_limit=10, attempts=1)
    enrollment = builders.enrolled(page)
    (row,) = give(page, enrollment, teacher, minutes=20, attempts=1)
    attempt = start_attempt(learner=enrollment.learner, quiz=page)
    first = end_allowance(allowance=row, by=teacher).ended_at
    assert end_allowance(allowance=row, by=teacher).ended_at == first
    assert Attempt.objects.get().deadline == attempt.deadline
    submit_attempt(attempt=attempt)
    with pytest.raises(AttemptRefused):
        start_attempt(learner=enrollment.learner, quiz=page)
    with pytest.raises(PermissionDenied):
        end_allowance(allowance=row, by=marking.marker(factories.unit("shilou", name="石楼镇")))


def test_a_make_up_is_for_those_who_failed_and_have_no_attempt_left():
    page = builders.quiz(attempts=2)
    out = failed(page, 2)
    failed(page, 1)
    builders.enrolled(page)
    passed = builders.enrolled(page)
    submit_attempt(attempt=start_attempt(learner=passed.learner, quiz=page))
    good = start_attempt(learner=passed.learner, quiz=page)
    builders.answer(good, right=3)
    submit_attempt(attempt=good)
    assert named_at(page, "") == [out]


def test_learners_are_found_by_name_or_user_name_once():
    page = builders.quiz()
    one = builders.enrolled(page, factories.person(name="何丽珊"))
    two = builders.enrolled(page)
    elsewhere = factories.person(name="外人")
    assert named_at(page, f"何丽珊\n {two.learner.username} \n何丽珊\n") == [one, two]
    with pytest.raises(UnknownLearner, match="外人"):
        named_at(page, f"何丽珊\n{elsewhere.name}")
    builders.enrolled(page, factories.person(name="何丽珊"))
    with pytest.raises(UnknownLearner, match="何丽珊"):
        named_at(page, "何丽珊")


# --- the screens ---


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def form_of(browser, page, **fields) -> dict:
    batch = browser.get(reverse(ADD)).context["form"]["batch"].value()
    return {"quiz": page.pk, "learners": "", "minutes": "0", "attempts": "1", "opens_at": "", "closes_at": "",
            "reason": "补考", "batch": batch} | fields  # fmt: skip


def test_a_class_teacher_opens_a_make_up_for_all_who_failed(login, teacher):
    page = builders.quiz(attempts=1)
    rows = [failed(page), failed(page)]
    builders.enrolled(page)
    browser = login(teacher)
    sent = form_of(browser, page)
    assert browser.post(reverse(ADD), sent).url == reverse(INDEX)
    browser.post(reverse(ADD), sent)
    assert sorted(Allowance.objects.values_list("enrollment", flat=True)) == [row.pk for row in rows]
    quiz = text_of(login(rows[0].learner).get(page.url))
    assert "您可以多作答1次" in quiz
    assert reverse("assessments:start", args=[page.translation_key]) in quiz


def test_errors_stand_at_their_field_and_keep_what_was_typed(login, teacher):
    page = builders.quiz()
    browser = login(teacher)
    answer = browser.post(reverse(ADD), form_of(browser, page, learners="没有这个人", reason="留着的原因"))
    assert "没有这个人" in str(answer.context["form"].errors["learners"])
    assert "留着的原因" in text_of(answer)
    opened = form_of(browser, page, opens_at="2030-01-02 10:00", closes_at="2030-01-01 10:00")
    assert list(browser.post(reverse(ADD), opened).context["form"].errors) == ["closes_at"]
    assert Allowance.objects.count() == 0


def test_a_teacher_is_offered_the_quizzes_of_the_own_units_only(login, teacher):
    page = builders.quiz()
    there = factories.course("别镇的课", code="C9", at=factories.unit("shilou", name="石楼镇"))
    other = builders.quiz([builders.question("别处")], of=factories.module(there))
    browser = login(teacher)
    assert list(browser.get(reverse(ADD)).context["form"].fields["quiz"].queryset) == [page]
    answer = browser.post(reverse(ADD), form_of(browser, page, quiz=other.pk))
    assert "quiz" in answer.context["form"].errors


def test_the_list_shows_the_own_units_only_and_takes_back(login, teacher):
    page = builders.quiz()
    (row,) = give(page, builders.enrolled(page, factories.person(name="何丽珊")), teacher, minutes=5)
    url = reverse("quiz_allowances:inspect", args=[row.pk])
    neighbor = login(marking.marker(factories.unit("shilou", name="石楼镇")))
    assert "何丽珊" not in text_of(neighbor.get(reverse(INDEX)))
    assert [neighbor.get(url).status_code, neighbor.post(url).status_code] == [404, 404]
    browser = login(teacher)
    assert "何丽珊" in text_of(browser.get(reverse(INDEX)))
    assert browser.post(url).url == url
    assert Allowance.objects.get().ended_at is not None


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three_rows(login, teacher, django_assert_num_queries, count):
    page = builders.quiz()
    for _n in range(count):
        give(page, builders.enrolled(page), teacher, minutes=5)
    browser = login(teacher)
    browser.get(reverse(INDEX))
    with django_assert_num_queries(14):
        assert len(browser.get(reverse(INDEX)).context["object_list"]) == count


def test_the_quiz_page_says_when_the_make_up_opens(login, teacher):
    page = builders.quiz(attempts=1)
    enrollment = failed(page)
    give(page, enrollment, teacher, attempts=1, opens_at=timezone.now() + HOUR)
    quiz = text_of(login(enrollment.learner).get(page.url))
    assert "补考" in quiz
    assert reverse("assessments:start", args=[page.translation_key]) not in quiz
