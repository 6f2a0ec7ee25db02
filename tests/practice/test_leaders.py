"""The way of a community leader: five steps, each once and in order, each with what shows it."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Notice
from content.uploads import Refused
from practice.models import LeaderTrack
from practice.services import nominate_leader, take_step, withdraw_leader
from practice.spreading import NotPossible
from tests import factories
from tests.cases import library_builders as library
from tests.practice import builders
from tests.practice import community_builders as build

pytestmark = pytest.mark.django_db
LIST = "/practice/leaders/"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def trained(track, by, **fields):
    completed = build.completed(track.person, "学过的课")
    return take_step(track=track, stage="train", by=by, words="学完就用上了。", enrollment=completed, **fields)


def test_nominating_twice_begins_one_way_and_tells_the_person():
    by = build.contributor()
    person = factories.person(build.village())
    first, second = build.track(by, person), build.track(by, person)
    assert (first, [step.step for step in first.steps.all()]) == (second, ["nominate"])
    assert Notice.objects.filter(user=person).count() == 1
    actions = ModelLogEntry.objects.for_instance(first).values_list("action", flat=True)
    assert list(actions) == ["practice.leader_nominate"]


def test_nobody_nominates_themselves_or_for_another_unit_or_somebody_of_another_town():
    other, by = build.neighbor(), build.contributor()
    unit = build.village()
    for nominator, person in ((by, by), (other, factories.person(unit)), (factories.person(unit), by)):
        with pytest.raises(PermissionDenied):
            nominate_leader(person=person, unit=unit, by=nominator, words="好")
    with pytest.raises(ValidationError) as caught:
        nominate_leader(person=factories.person(factories.unit("shilou")), unit=unit, by=by, words="好")
    assert set(caught.value.message_dict) == {"person"}
    with pytest.raises(ValidationError):
        nominate_leader(person=factories.person(unit), unit=unit, by=by, words=" ")
    assert not LeaderTrack.objects.exists()


def test_the_whole_way_to_recognition():
    by = build.contributor()
    track = build.track(by)
    trained(track, by)
    take_step(track=track, stage="practice", by=by, words="召集了四次会。")
    expert = factories.person(factories.district(), Role.EXPERT)
    take_step(track=track, stage="mentored", by=expert, words="见了三次。")
    for wrong in (by, expert, build.reviewer("shilou")):
        with pytest.raises(PermissionDenied):
            take_step(track=track, stage="recognized", by=wrong, words="可以了。")
    for _press in range(2):
        take_step(track=track, stage="recognized", by=build.reviewer(), words="可以了。")
    track.refresh_from_db()
    steps = [step.step for step in track.steps.all()]
    assert (track.state, steps) == ("recognized", ["nominate", "train", "practice", "mentored", "recognized"])
    assert Notice.objects.filter(user=track.person).count() == 5
    with pytest.raises(NotPossible):
        withdraw_leader(track=track, by=by, reason="晚了")


def test_whoever_nominated_does_not_recognize():
    both = factories.person(build.village(), Role.TOWN_REVIEWER)
    track = build.track(both)
    trained(track, both)
    for stage in ("practice", "mentored"):
        take_step(track=track, stage=stage, by=both, words="有依据")
    with pytest.raises(PermissionDenied):
        take_step(track=track, stage="recognized", by=both, words="可以了")


@pytest.mark.parametrize("stage", ["practice", "mentored"])
def test_steps_cannot_be_left_out(stage):
    by = build.contributor()
    track = build.track(by)
    with pytest.raises(NotPossible):
        take_step(track=track, stage=stage, by=by, words="跳过去")
    assert track.steps.count() == 1


def test_training_needs_a_course_the_person_completed():
    by = build.contributor()
    track = build.track(by)
    foreign = build.completed(factories.person(), "别人学的课")
    for enrollment in (None, foreign):
        with pytest.raises(ValidationError) as caught:
            take_step(track=track, stage="train", by=by, words="学了", enrollment=enrollment)
        assert set(caught.value.message_dict) == {"enrollment"}


def test_days_run_forward_and_not_into_the_future():
    by = build.contributor()
    track = build.track(by, days=30)
    today = timezone.localdate()
    for day in (today - datetime.timedelta(days=31), today + datetime.timedelta(days=1)):
        with pytest.raises(ValidationError) as caught:
            trained(track, by, on=day)
        assert set(caught.value.message_dict) == {"on"}
        track.person.enrollments.all().delete()


def test_practice_rests_on_a_replication_of_the_town_only():
    by = build.contributor()
    track = build.track(by)
    trained(track, by)
    own = builders.replication(_case(), factories.unit("shiqi"))
    foreign = builders.replication(_case("另一件"), factories.unit("shilou"))
    with pytest.raises(ValidationError) as caught:
        take_step(track=track, stage="practice", by=by, words="引进来", replication=foreign)
    assert set(caught.value.message_dict) == {"replication"}
    assert take_step(track=track, stage="practice", by=by, words="引进来", replication=own).replication == own


def _case(title: str = "楼长会"):
    return library.case(title, at=factories.unit("nancun"))


def test_a_file_is_looked_into_before_it_is_kept():
    by = build.contributor()
    track = build.track(by)
    for name, data in (("a.pdf", b"<html>not a paper</html>"), ("a.exe", b"MZ"), ("a.jpg", b"no picture")):
        with pytest.raises(Refused):
            trained(track, by, file=SimpleUploadedFile(name, data))
        track.person.enrollments.all().delete()
    assert track.steps.count() == 1
    step = trained(track, by, file=SimpleUploadedFile("证明.pdf", PDF))
    assert (step.file_name, step.file.name.endswith("evidence.pdf")) == ("证明.pdf", True)


def test_a_way_ends_early_once_and_can_begin_anew():
    by = build.contributor()
    person = factories.person(build.village())
    track = build.track(by, person)
    with pytest.raises(PermissionDenied):
        withdraw_leader(track=track, by=person, reason="不想做了")
    with pytest.raises(ValidationError):
        withdraw_leader(track=track, by=by, reason=" ")
    for _press in range(2):
        track = withdraw_leader(track=track, by=by, reason="搬走了")
    assert (track.state, track.withdrawn_reason) == ("withdrawn", "搬走了")
    with pytest.raises(NotPossible):
        trained(track, by)
    assert build.track(by, person) != track


def test_scopes_hold_with_ways_of_other_towns():
    own, other = build.track(), build.track(build.neighbor())
    readers = {
        "contributor": build.contributor(), "person": own.person, "reviewer": build.reviewer(),
        "expert": factories.person(factories.district(), Role.EXPERT), "learner": factories.person(),
        "other": build.reviewer("shilou"), "sibling": factories.person(build.village()),
    }  # fmt: skip
    assert {name: set(LeaderTrack.objects.visible_to(user)) for name, user in readers.items()} == {
        "contributor": {own}, "person": {own}, "reviewer": {own}, "expert": {own, other}, "learner": set(),
        "other": {other}, "sibling": set(),
    }  # fmt: skip


def page(client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def test_the_list_asks_the_same_for_one_and_for_three(login, django_assert_num_queries):
    by = build.contributor()
    client = login(build.reviewer())
    build.track(by, factories.person(build.village(), name="领头甲"))
    client.get(LIST)
    with django_assert_num_queries(9):
        page(client, LIST)
    for name in ("领头乙", "领头丙"):
        build.track(by, factories.person(build.village(), name=name))
    other = build.neighbor()
    build.track(other, factories.person(build.unit_of(other), name="别镇的人"))
    with django_assert_num_queries(9):
        text = page(client, LIST)
    assert ("领头丙" in text, "别镇的人" in text) == (True, False)
    assert "没有处于这一状态的人" in page(client, f"{LIST}?state=recognized")


def test_a_village_is_not_shown_the_people_of_its_town(login):
    by = build.contributor()
    factories.person(factories.unit("shiqi"), name="镇里的人")
    factories.person(build.unit_of(by), name="村里的人")
    text = page(login(by), f"{LIST}nominate/")
    assert ("村里的人" in text, "镇里的人" in text) == (True, False)


def test_the_way_is_nominated_and_led_on_from_the_pages(login):
    by = build.contributor()
    person = factories.person(build.village(), name="领头人")
    client = login(by)
    response = client.post(f"{LIST}nominate/", {"person": str(person.uuid), "words": "公道"})
    track = LeaderTrack.objects.get()
    assert response.headers["Location"] == f"{LIST}{track.uuid}/"
    # Not trained yet: the page says what is missing, and where to find it.
    assert "去课程目录" in page(client, f"{LIST}{track.uuid}/train/")
    completed = build.completed(person, "五社联动")
    typed = {"on": timezone.localdate().isoformat(), "words": "学完了", "enrollment": str(completed.uuid)}
    wrong = client.post(f"{LIST}{track.uuid}/train/", typed | {"file": SimpleUploadedFile("a.exe", b"MZ")})
    assert (wrong.status_code, "学完了" in wrong.content.decode()) == (422, True)
    assert client.post(f"{LIST}{track.uuid}/train/", typed).headers["Location"] == f"{LIST}{track.uuid}/"
    text = page(login(person), f"{LIST}{track.uuid}/")
    assert ("学完了" in text, "记录环节" in text) == (True, False)
    client = login(by)
    assert page(client, f"{LIST}{track.uuid}/recognized/", 403)
    assert client.get(f"{LIST}{track.uuid}/train/").status_code == 302


def test_evidence_is_for_those_who_see_the_way(login):
    by = build.contributor()
    track = build.track(by)
    step = trained(track, by, file=SimpleUploadedFile("证明.pdf", PDF))
    url = f"{LIST}files/{step.uuid}/"
    response = login(track.person).get(url)
    assert b"".join(response.streaming_content) == PDF
    assert "attachment" in response.headers["Content-Disposition"]
    assert {login(user).get(url).status_code for user in (build.neighbor(), factories.person())} == {404}


def test_the_page_of_a_way_asks_the_same_for_one_step_and_for_three(login, django_assert_num_queries):
    by = build.contributor()
    track = build.track(by)
    client = login(build.reviewer())
    client.get(f"{LIST}{track.uuid}/")
    with django_assert_num_queries(10):
        page(client, f"{LIST}{track.uuid}/")
    trained(track, by)
    take_step(track=track, stage="practice", by=by, words="召集了四次会。")
    with django_assert_num_queries(10):
        page(client, f"{LIST}{track.uuid}/")


def test_ending_from_the_page_asks_why(login):
    by = build.contributor()
    track = build.track(by)
    client = login(by)
    assert "此操作不能撤销" in page(client, f"{LIST}{track.uuid}/withdraw/")
    assert client.post(f"{LIST}{track.uuid}/withdraw/", {"reason": ""}).status_code == 422
    assert client.post(f"{LIST}{track.uuid}/withdraw/", {"reason": "搬走了"}).status_code == 302
    assert "搬走了" in page(client, f"{LIST}{track.uuid}/")
    assert login(build.neighbor()).get(f"{LIST}{track.uuid}/").status_code == 404
