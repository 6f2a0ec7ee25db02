"""Invite codes: each way to fail has its own sentence, and a place is used once."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.enums import Role
from courses.enums import JoinMethod
from learning.invite_codes import ALPHABET, normal_code, spoken
from learning.models import Enrollment, InviteCode
from learning.services import EnrollmentRefused, create_invite, expire_invite, redeem_invite, withdraw
from tests import factories


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("abcd-2345", "ABCD2345"),
        (" abcd 2345 ", "ABCD2345"),
        ("ＡＢＣＤ２３４５", "ABCD2345"),
        ("oOlI0123", "00110123"),
        ("邀请码abcd2345", "ABCD2345"),
        ("", ""),
    ],
)
def test_a_code_is_read_as_it_was_meant(typed, meant):
    assert normal_code(typed) == meant


def test_a_code_is_spoken_in_two_groups():
    assert spoken("ABCD2345") == "ABCD-2345"


@pytest.fixture
def author(db):
    return factories.person(None, Role.AUTHOR)


@pytest.fixture
def course(author):
    return factories.course(join_method=JoinMethod.INVITE)


def invite_for(course, author, **values) -> InviteCode:
    return create_invite(course=course, organisation=course.organisation, by=author, **values)


def refused(call, **kwargs) -> tuple[str, str]:
    with pytest.raises(EnrollmentRefused) as caught:
        call(**kwargs)
    return caught.value.code, str(caught.value.message)


def test_a_code_has_eight_characters_nobody_confuses(course, author):
    codes = {invite_for(course, author).code for _ in range(5)}
    assert len(codes) == 5
    assert {len(code) for code in codes} == {8}
    assert set("".join(codes)) <= set(ALPHABET)


def test_a_form_sent_twice_makes_one_code(course, author):
    first = invite_for(course, author, code="ABCD2345", max_uses=5)
    assert invite_for(course, author, code="ABCD2345", max_uses=5) == first
    assert InviteCode.objects.count() == 1


def test_staff_of_a_sibling_town_make_no_code(course):
    other = factories.person(factories.unit("shawan"), Role.AUTHOR)
    assert refused(create_invite, course=course, organisation=course.organisation, by=other)[0] == "not_allowed"
    assert refused(create_invite, course=course, organisation=factories.unit("shawan"), by=other)[0] == "not_allowed"


def test_a_code_without_places_or_with_a_past_day_is_refused(course, author):
    with pytest.raises(ValidationError):
        invite_for(course, author, max_uses=-1)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    kwargs = {"course": course, "organisation": course.organisation, "by": author, "expires_on": yesterday}
    assert refused(create_invite, **kwargs)[0] == "past_day"


def test_a_code_lets_a_person_in_once(course, author, learner):
    invite = invite_for(course, author, max_uses=2)
    row = redeem_invite(learner=learner, code=invite.code.lower())
    assert (row.status, row.method, row.invite) == ("active", "invite", invite)
    assert redeem_invite(learner=learner, code=invite.code) == row
    invite.refresh_from_db()
    assert invite.uses == 1


def test_every_refusal_has_its_own_sentence(course, author, learner):
    good = invite_for(course, author, max_uses=2)
    other = factories.course(title="参与式议事协商实务", join_method=JoinMethod.INVITE)
    used_up = invite_for(course, author, max_uses=1)
    withdraw(enrollment=redeem_invite(learner=factories.person(), code=used_up.code))
    ended = expire_invite(invite=invite_for(course, author), by=author)
    withdraw(enrollment=redeem_invite(learner=learner, code=good.code))
    cases = [
        {"code": "ZZZZZZZZ"},
        {"code": good.code, "course": other},
        {"code": used_up.code},
        {"code": ended.code},
        {"code": good.code},
    ]
    found = [refused(redeem_invite, learner=learner, **case) for case in cases]
    assert [code for code, _ in found] == ["wrong_code", "other_course", "used_up", "expired", "reused"]
    assert len({text for _, text in found}) == 5
    assert Enrollment.objects.filter(status="active").count() == 0


def test_a_code_does_not_open_a_full_course(author, learner):
    course = factories.course(join_method=JoinMethod.INVITE, capacity=1)
    invite = invite_for(course, author, max_uses=5)
    redeem_invite(learner=factories.person(), code=invite.code)
    assert refused(redeem_invite, learner=learner, code=invite.code)[0] == "full"
    invite.refresh_from_db()
    assert invite.uses == 1


def test_a_code_does_not_open_a_course_that_is_not_live(course, author, learner):
    invite = invite_for(course, author)
    course.unpublish()
    assert refused(redeem_invite, learner=learner, code=invite.code)[0] == "closed"


def test_a_code_ends_and_its_people_stay(course, author, learner):
    invite = invite_for(course, author, max_uses=9)
    row = redeem_invite(learner=learner, code=invite.code)
    other = factories.person(factories.unit("shawan"), Role.AUTHOR)
    assert refused(expire_invite, invite=invite, by=other)[0] == "not_allowed"
    ended = expire_invite(invite=invite, by=author)
    assert expire_invite(invite=invite, by=author).expires_on == ended.expires_on
    row.refresh_from_db()
    assert row.status == "active"
