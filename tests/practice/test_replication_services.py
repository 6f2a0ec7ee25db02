"""Adopting a case: what is copied, who may write, what leads on, what is refused, what is written down."""

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Notice
from cases.models import CasePage, Submission
from content.uploads import Refused
from practice.models import LogEntry, Replication
from practice.services import (
    add_entry,
    add_trainee,
    adopt_case,
    confirm_outcome,
    remove_trainee,
    save_plan,
    start_new_case,
    strike_entry,
    take_move,
    withdraw_confirmation,
)
from practice.spreading import Move, NotPossible
from tests import factories
from tests.cases import builders as case_builders
from tests.cases import library_builders as library
from tests.practice import builders

pytestmark = pytest.mark.django_db

DAYS = {"starts_on": datetime.date(2026, 9, 1), "ends_on": datetime.date(2027, 3, 1)}
ANSWERS = {0: {"fit": "yes", "words": ""}, 1: {"fit": "no", "words": ""}}
PARTS = [{"kind": "keep", "what": "楼长会"}, {"kind": "change", "what": "地点", "how": "祠堂前", "why": "没有会议室"}]


@pytest.fixture
def case():
    return library.case()


@pytest.fixture
def adopter(case):
    return factories.unit("shilou", name="石楼镇")


@pytest.fixture
def worker(adopter):
    return factories.person(adopter, Role.CASE_CONTRIBUTOR, Role.TOWN_REVIEWER, name="谢莲香")


@pytest.fixture
def intent(case, adopter, worker) -> Replication:
    return adopt_case(case=case, unit=adopter, by=worker, aim="让楼长先议", form="adapted")


def planned(row: Replication, by) -> Replication:
    return save_plan(replication=row, by=by, values=DAYS, parts=PARTS, answers=ANSWERS)


@pytest.fixture
def running(intent, worker) -> Replication:
    take_move(replication=intent, move=Move.PREPARE, by=worker)
    planned(intent, worker)
    return take_move(replication=intent, move=Move.START, by=worker)


def milestone(row: Replication, by, title: str = "第一次楼长会", **fields) -> LogEntry:
    return add_entry(replication=row, by=by, key=uuid4(), title=title, on=datetime.date(2026, 10, 1), **fields)


@pytest.fixture
def succeeded(running, worker) -> Replication:
    milestone(running, worker)
    told = {"outcome": "succeeded", "result": "谈成三栋", "advice": "先请楼长"}
    return take_move(replication=running, move=Move.EVALUATE, by=worker, told=told)


def source(case, **fields):
    return factories.person(case.organisation, Role.CASE_CONTRIBUTOR, **fields)


def expert(**fields):
    return factories.person(factories.district(), Role.EXPERT, **fields)


def audit(row) -> list[str]:
    return list(ModelLogEntry.objects.for_instance(row).order_by("pk").values_list("action", flat=True))


def test_the_conditions_are_copied_in_the_words_of_the_version(intent, case):
    assert list(intent.conditions.values_list("kind", "text", "fit")) == [
        ("needed", "有楼长", ""), ("blocking", "产权有诉讼", ""),
    ]  # fmt: skip
    assert (intent.state, intent.case_version, intent.town.slug, audit(intent)) == (
        "intent", 1, "shilou", ["practice.adopt"],
    )  # fmt: skip


def test_pressing_twice_begins_one(intent, case, adopter, worker):
    again = adopt_case(case=case, unit=adopter, by=worker, aim="又一次", form="full")
    assert (again.pk, again.aim, Replication.objects.count()) == (intent.pk, "让楼长先议", 1)


def test_nobody_adopts_for_a_unit_that_is_not_theirs_nor_the_own_case(case, adopter, worker):
    stranger = factories.person(factories.unit("shawan"), Role.CASE_CONTRIBUTOR)
    with pytest.raises(PermissionDenied):
        adopt_case(case=case, unit=adopter, by=stranger, aim="x", form="full")
    with pytest.raises(PermissionDenied):
        adopt_case(case=case, unit=case.organisation, by=source(case), aim="x", form="full")
    draft = library.case("没发布", live=False)
    with pytest.raises(NotPossible):
        adopt_case(case=draft, unit=adopter, by=worker, aim="x", form="full")
    assert Replication.objects.count() == 0


def test_an_intention_is_nobody_elses_business_and_preparation_is_told_to_the_source(intent, case, worker):
    home = source(case)
    assert Notice.objects.count() == 0
    assert not Replication.objects.visible_to(home).exists()
    take_move(replication=intent, move=Move.PREPARE, by=worker)
    assert list(Notice.objects.values_list("user", "kind")) == [(home.pk, "news")]
    assert Replication.objects.visible_to(home).exists()


def test_it_starts_once_everything_is_thought_through(intent, worker):
    take_move(replication=intent, move=Move.PREPARE, by=worker)
    with pytest.raises(ValidationError) as refused:
        take_move(replication=intent, move=Move.START, by=worker)
    assert len(refused.value.messages) == 3
    assert Replication.objects.get().state == "preparing"
    planned(intent, worker)
    row = take_move(replication=intent, move=Move.START, by=worker)
    assert (row.state, row.begun_on) == ("running", timezone.localdate())


def test_a_condition_that_stands_in_the_way_needs_an_answer_in_words(intent, worker):
    take_move(replication=intent, move=Move.PREPARE, by=worker)
    hard = {0: {"fit": "no", "words": ""}, 1: {"fit": "no", "words": ""}}
    save_plan(replication=intent, by=worker, values=DAYS, parts=PARTS, answers=hard)
    with pytest.raises(ValidationError):
        take_move(replication=intent, move=Move.START, by=worker)
    save_plan(replication=intent, by=worker, values={}, parts=PARTS, answers={0: {"fit": "no", "words": "先选楼长"}})
    assert take_move(replication=intent, move=Move.START, by=worker).state == "running"
    assert list(intent.conditions.values_list("fit", "words")) == [("no", "先选楼长"), ("no", "")]


def test_a_failed_save_changes_nothing(intent, worker):
    planned(intent, worker)
    backwards = {"starts_on": DAYS["ends_on"], "ends_on": DAYS["starts_on"]}
    with pytest.raises(ValidationError):
        save_plan(replication=intent, by=worker, values=backwards, parts=[], answers={})
    row = Replication.objects.get()
    assert (row.starts_on, row.parts.count()) == (DAYS["starts_on"], 2)


def test_owner_and_mentor_come_from_where_they_may(intent, worker, case):
    stranger = factories.person(factories.unit("shawan"))
    with pytest.raises(ValidationError):
        save_plan(replication=intent, by=worker, values={"owner": stranger}, parts=PARTS, answers={})
    with pytest.raises(ValidationError):
        save_plan(replication=intent, by=worker, values={"mentor": stranger}, parts=PARTS, answers={})
    guide = expert()
    for _twice in range(2):
        save_plan(replication=intent, by=worker, values={"mentor": guide}, parts=PARTS, answers={})
    assert list(Notice.objects.values_list("user", "kind")) == [(guide.pk, "task")]


def test_people_are_named_once_and_taken_off_again(intent, worker, adopter):
    course, person = factories.course("楼长课"), factories.person(adopter)
    for _twice in range(2):
        made = add_trainee(replication=intent, person=person, course=course, by=worker)
    assert intent.trainees.count() == 1
    with pytest.raises(ValidationError):
        add_trainee(replication=intent, person=factories.person(factories.unit("shawan")), course=course, by=worker)
    for _twice in range(2):
        remove_trainee(trainee=made, by=worker)
    assert (intent.trainees.count(), audit(intent)[1:]) == (0, ["practice.trainee", "practice.trainee_removed"])


def test_a_line_sent_twice_is_written_once(running, worker):
    key = uuid4()
    picture = case_builders.picture_upload("会.jpg", (900, 600))
    figures = [{"name": "到会", "value": "12", "unit": "人"}, {"name": "", "value": "3", "unit": ""}]
    first = add_entry(
        replication=running, by=worker, key=key, title="开会", figures=figures, pictures=[picture]
    )  # fmt: skip
    again = add_entry(replication=running, by=worker, key=key, title="开会")
    assert (first.pk, running.entries.count(), first.pictures.count()) == (again.pk, 1, 1)
    assert first.figures == [{"name": "到会", "value": "12", "unit": "人"}]
    with pytest.raises(PermissionDenied):
        add_entry(replication=running, by=source(running.case), key=uuid4(), title="我也写")


def test_a_picture_that_is_none_is_refused_and_nothing_is_written(running, worker):
    with pytest.raises(Refused):
        milestone(running, worker, pictures=[SimpleUploadedFile("会.jpg", b"not a picture")])
    with pytest.raises(ValidationError):
        add_entry(replication=running, by=worker, key=uuid4(), title="明天的", on=datetime.date(2999, 1, 1))
    assert running.entries.count() == 0


def test_a_line_is_struck_out_with_a_reason_and_stays(running, worker):
    line = milestone(running, worker)
    with pytest.raises(ValidationError):
        strike_entry(entry=line, by=worker, reason=" ")
    for reason in ("写错了", "又一次"):
        strike_entry(entry=line, by=worker, reason=reason)
    assert list(running.entries.values_list("title", "struck_reason")) == [("第一次楼长会", "写错了")]
    with pytest.raises(ValidationError):
        take_move(replication=running, move=Move.EVALUATE, by=worker, told={"outcome": "succeeded", "result": "x"})


def test_stopping_needs_a_reason_and_can_be_taken_up_again(running, worker, case):
    with pytest.raises(ValidationError):
        take_move(replication=running, move=Move.STOP, by=worker, told={"stop_reason": "money", "result": ""})
    told = {"stop_reason": "people", "result": "楼长搬走了", "advice": "至少两位楼长"}
    row = take_move(replication=running, move=Move.STOP, by=worker, told=told)
    assert (row.state, row.stop_reason, row.closed_on) == ("stopped", "people", timezone.localdate())
    assert list(Replication.objects.public()) == [row]
    back = take_move(replication=row, move=Move.REOPEN, by=worker, told={"reason": "来了新楼长"})
    assert (back.state, back.stop_reason, back.closed_on) == ("preparing", "", None)


def test_a_stopped_one_stays_stopped_while_another_is_open(running, worker, case, adopter):
    told = {"stop_reason": "people", "result": "楼长搬走了"}
    take_move(replication=running, move=Move.STOP, by=worker, told=told)
    adopt_case(case=case, unit=adopter, by=worker, aim="再来", form="full")
    with pytest.raises(NotPossible):
        take_move(replication=running, move=Move.REOPEN, by=worker, told={"reason": "想接着做"})


def test_the_evidence_follows_the_confirmations_up_and_down(succeeded, case):
    home, guide = source(case), expert()
    first = confirm_outcome(replication=succeeded, side="source", by=home, words="去看过")
    assert CasePage.objects.get(pk=case.pk).evidence_level == 2
    second = confirm_outcome(replication=succeeded, side="expert", by=guide, words="旁听一次")
    row = CasePage.objects.get(pk=case.pk)
    assert (row.evidence_level, row.adopted_places) == (4, 1)
    again = confirm_outcome(replication=succeeded, side="expert", by=expert(), words="我也看过")
    assert again.pk == second.pk
    withdraw_confirmation(confirmation=first, by=home, reason="数字有误")
    row = CasePage.objects.get(pk=case.pk)
    assert (row.evidence_level, row.adopted_places) == (2, 0)
    assert list(case.evidence_changes.order_by("pk").values_list("cause", "before", "after")) == [
        ("adopted", 2, 4), ("withdrawn", 4, 2),
    ]  # fmt: skip


def test_nobody_confirms_what_they_had_a_hand_in_nor_for_both_sides(succeeded, worker, case, adopter):
    both = factories.person(case.organisation, Role.CASE_CONTRIBUTOR)
    factories.RoleGrant.objects.create(
        user=both, organisation=factories.district(), role=Role.EXPERT, since=datetime.date(2024, 1, 1)
    )
    insider = factories.person(adopter, Role.CASE_CONTRIBUTOR)
    factories.RoleGrant.objects.create(
        user=insider, organisation=factories.district(), role=Role.EXPERT, since=datetime.date(2024, 1, 1)
    )
    for by, side in ((worker, "source"), (insider, "expert"), (both, "expert"), (factories.person(), "source")):
        with pytest.raises(PermissionDenied):
            confirm_outcome(replication=succeeded, side=side, by=by, words="好")
    assert succeeded.confirmations.count() == 0


def test_what_was_confirmed_is_not_taken_up_again_until_it_is_taken_back(succeeded, worker, case):
    home = source(case)
    word = confirm_outcome(replication=succeeded, side="source", by=home, words="去看过")
    with pytest.raises(NotPossible):
        take_move(replication=succeeded, move=Move.REOPEN, by=worker, told={"reason": "还没完"})
    withdraw_confirmation(confirmation=word, by=home, reason="早了")
    assert take_move(replication=succeeded, move=Move.REOPEN, by=worker, told={"reason": "还没完"}).state == "running"


def test_those_who_may_confirm_are_asked_and_nobody_else(running, worker, case):
    home, guide = source(case), expert()
    factories.person(factories.unit("shawan"), Role.CASE_CONTRIBUTOR, Role.TOWN_REVIEWER)
    milestone(running, worker)
    Notice.objects.all().delete()
    take_move(replication=running, move=Move.EVALUATE, by=worker, told={"outcome": "succeeded", "result": "成了"})
    assert sorted(Notice.objects.filter(kind="task").values_list("user", flat=True)) == sorted([home.pk, guide.pk])
    assert set(Notice.objects.values_list("user", flat=True)) == {home.pk, guide.pk, worker.pk}


def test_a_new_case_is_begun_once_from_what_the_record_says(succeeded, worker):
    first = start_new_case(replication=succeeded, by=worker)
    again = start_new_case(replication=Replication.objects.get(pk=succeeded.pk), by=worker)
    sections = {row.key: row.data for row in first.sections.all()}
    assert (first.pk, Submission.objects.filter(unit=succeeded.adopter).count()) == (again.pk, 1)
    assert (sections["basics"]["theme"], sections["results"]["results"]) == ("deliberation", "谈成三栋")
    assert [step["title"] for step in sections["approach"]["steps"]] == ["第一次楼长会"]
    assert "祠堂前" in sections["approach"]["approach"]
    assert first.grown_from == succeeded


def test_no_case_grows_from_what_did_not_work(running, worker):
    milestone(running, worker)
    row = take_move(replication=running, move=Move.EVALUATE, by=worker, told={"outcome": "failed", "result": "没成"})
    with pytest.raises(NotPossible):
        start_new_case(replication=row, by=worker)


def test_three_villages_of_one_town_prove_it_once(case, adopter):
    for number in range(3):
        at = factories.unit(f"cun{number}", parent=adopter, level="village")
        builders.confirm(builders.replication(case, at, town=adopter))
    row = builders.replication(case, factories.unit("shawan"), town=factories.unit("shawan"))
    builders.confirm(row, "source")
    home = expert()
    confirm_outcome(replication=row, side="expert", by=home, words="看过")
    assert CasePage.objects.get(pk=case.pk).adopted_places == 2
