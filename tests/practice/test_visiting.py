"""Visits: places are never given twice, each side does its part, and both read what concerns them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import Notice
from practice.models import Visit
from practice.services.visiting import (
    TooLate,
    ask_visit,
    cancel_visit,
    decide_visit,
    give_feedback,
    record_attendance,
)
from tests import factories
from tests.practice import help_builders as build

pytestmark = pytest.mark.django_db


def told(action: str) -> dict[str, str]:
    rows = Notice.objects.filter(key__startswith=f"visit-{action}:").select_related("user")
    return {row.user.name: row.text for row in rows}


def actions() -> list[str]:
    found = ModelLogEntry.objects.filter(action__startswith="practice.visit").order_by("pk")
    return list(found.values_list("action", flat=True))


def test_asked_twice_it_is_one_visit_and_the_host_is_told():
    host = build.neighbor(name="主人")
    at, visitor = build.slot(build.site(host)), factories.person(name="来访的")
    first = build.asked(at, visitor)
    assert build.asked(at, visitor) == first
    day = timezone.localtime(at.starts_at)
    when = f"{day.year}年{day.month}月{day.day}日 09:30"
    assert told("asked") == {"主人": f"石碁镇申请到“楼长议事角”参访：{when}，2人。"}
    assert (first.organisation.slug, actions()) == ("shiqi", ["practice.visit_asked"])


def test_a_time_is_never_overbooked_and_what_is_left_is_said():
    at = build.slot(places=5)
    build.asked(at, party=3)
    with pytest.raises(ValidationError) as refused:
        build.asked(at, party=3)
    assert refused.value.message_dict == {"party_size": ["还剩2个名额。"]}
    build.asked(at, party=2)
    with pytest.raises(ValidationError) as refused:
        build.asked(at, party=1)
    assert refused.value.message_dict == {"party_size": ["这个时段已经约满。"]}
    assert sum(Visit.objects.values_list("party_size", flat=True)) == 5


def test_what_was_declined_or_called_off_gives_its_places_back():
    at = build.slot(places=2)
    first = build.asked(at)
    decide_visit(visit=first, by=build.host_of(at.site), accept=False, note="那天停电")
    second = build.asked(at)
    cancel_visit(visit=second, by=second.visitor, reason="改期")
    assert build.asked(at, first.visitor).state == "asked"


def test_hosts_do_not_book_their_own_site_and_a_past_or_closed_time_is_no_time():
    at = build.slot()
    with pytest.raises(PermissionDenied):
        build.asked(at, build.host_of(at.site))
    with pytest.raises(TooLate):
        build.asked(build.begun(at))
    other = build.slot(build.site(build.contributor()))
    other.site.case.unpublish()
    with pytest.raises(TooLate):
        build.asked(other)


def test_a_visit_goes_back_to_ones_own_problem_only():
    by = build.contributor()
    post = build.call(by)
    at = build.slot()
    with pytest.raises(PermissionDenied):
        build.asked(at, factories.person(), help_post=post)
    assert build.asked(at, by, help_post=post).help_post == post


def test_numbers_are_refused_on_both_sides():
    with pytest.raises(ValidationError) as refused:
        build.asked(purpose="联系13900001111")
    assert list(refused.value.message_dict) == ["purpose"]
    visit = build.asked()
    with pytest.raises(ValidationError) as refused:
        decide_visit(visit=visit, by=build.host_of(visit.slot.site), accept=True, note="打13900001111")
    assert list(refused.value.message_dict) == ["note"]


def test_the_host_decides_once_and_a_refusal_has_a_reason():
    visit = build.asked(by=factories.person(name="来访的"))
    host = build.host_of(visit.slot.site)
    with pytest.raises(PermissionDenied):
        decide_visit(visit=visit, by=visit.visitor, accept=True)
    with pytest.raises(ValidationError) as refused:
        decide_visit(visit=visit, by=host, accept=False)
    assert list(refused.value.message_dict) == ["note"]
    for _press in range(2):
        found = decide_visit(visit=visit, by=host, accept=True, note="在村口等")
    assert (found.state, found.host_note, list(told("accepted"))) == ("accepted", "在村口等", ["来访的"])
    with pytest.raises(TooLate):
        decide_visit(visit=visit, by=host, accept=False, note="来不了")
    assert actions() == ["practice.visit_asked", "practice.visit_accepted"]


def test_either_side_calls_off_before_it_begins_and_the_other_reads_why():
    host = build.neighbor(name="主人")
    at = build.slot(build.site(host))
    first, second = build.asked(at, factories.person(name="甲")), build.asked(at, factories.person(name="乙"))
    with pytest.raises(PermissionDenied):
        cancel_visit(visit=first, by=second.visitor, reason="抢位")
    with pytest.raises(ValidationError):
        cancel_visit(visit=first, by=first.visitor, reason=" ")
    for _press in range(2):
        cancel_visit(visit=first, by=first.visitor, reason="临时开会")
    cancel_visit(visit=build.agreed(second), by=host, reason="下雨")
    assert (list(told("cancelled")), list(told("called-off"))) == (["主人"], ["乙"])
    third = build.agreed(build.asked(at))
    build.begun(at)
    with pytest.raises(TooLate):
        cancel_visit(visit=third, by=third.visitor, reason="晚了")


def test_attendance_is_recorded_once_it_has_begun_and_counts_for_the_visitor():
    visit = build.agreed()
    host = build.host_of(visit.slot.site)
    with pytest.raises(TooLate):
        record_attendance(visit=visit, by=host)
    build.begun(visit.slot)
    with pytest.raises(PermissionDenied):
        record_attendance(visit=visit, by=visit.visitor)
    for _press in range(2):
        done = record_attendance(visit=visit, by=host)
    assert (done.state, list(Visit.objects.attended_by(visit.visitor))) == ("done", [visit])
    assert timezone.now() - done.attended_at < datetime.timedelta(minutes=1)
    assert list(told("attended")) == [visit.visitor.name]
    with pytest.raises(TooLate):
        record_attendance(visit=visit, by=host, came=False)


def test_who_did_not_come_has_no_visit_in_the_record():
    visit = build.agreed()
    build.begun(visit.slot)
    row = record_attendance(visit=visit, by=build.host_of(visit.slot.site), came=False)
    assert (row.state, row.cancelled_reason, Visit.objects.attended_by(visit.visitor).count()) == (
        "cancelled", "来访方未到访。", 0,
    )  # fmt: skip


def test_feedback_is_the_visitors_and_is_given_once_after_the_visit():
    visit = build.agreed()
    with pytest.raises(TooLate):
        give_feedback(visit=visit, by=visit.visitor, rating=5)
    done = build.attended(visit)
    with pytest.raises(PermissionDenied):
        give_feedback(visit=done, by=build.host_of(visit.slot.site), rating=5)
    with pytest.raises(ValidationError):
        give_feedback(visit=done, by=visit.visitor, rating=6)
    give_feedback(visit=done, by=visit.visitor, rating=4, words="议事规则可以带走")
    row = give_feedback(visit=done, by=visit.visitor, rating=1, words="改主意")
    assert (row.rating, row.feedback, actions().count("practice.visit_feedback")) == (4, "议事规则可以带走", 1)
    assert Visit.objects.filter(slot=visit.slot).feedback_sum() == {"mean": 4.0, "number": 1}


def test_visits_are_seen_by_visitor_and_host_only():
    visit = build.asked()
    others = [factories.person(), build.contributor(), factories.person(factories.district(), "expert")]
    assert [Visit.objects.visible_to(user).count() for user in others] == [0, 0, 0]
    assert [Visit.objects.visible_to(user).count() for user in (visit.visitor, build.host_of(visit.slot.site))] == [
        1,
        1,
    ]


def test_no_line_in_any_inbox_names_a_person_or_a_number():
    visit = build.attended(build.asked(by=factories.person(name="来访的")))
    give_feedback(visit=visit, by=visit.visitor, rating=5)
    lines = "".join(Notice.objects.filter(key__startswith="visit-").values_list("text", flat=True))
    people = (visit.visitor, build.host_of(visit.slot.site))
    assert len(lines) > 20
    assert [word for user in people for word in (user.name, user.phone) if word in lines] == []


def test_asking_in_a_script_for_more_than_a_party_is_refused():
    with pytest.raises(ValidationError):
        ask_visit(slot=build.slot(), by=factories.person(), party_size=0, purpose="看看")
