"""Replications on the page: who finds what, the whole way on forms, nothing typed is lost, flat queries, no leak."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from practice.models import LogEntry, Replication, ReplicationPart
from tests import factories
from tests.cases import builders as case_builders
from tests.cases import library_builders as library
from tests.practice import builders

pytestmark = pytest.mark.django_db

OWNER, TRAINEE, LINE = "谢莲香", "参训人甲", "只有自己人能看的话"


def browser(user=None) -> Client:
    made = Client()
    if user is not None:
        made.force_login(user, backend="accounts.backends.NameOrPhoneBackend")
    return made


@pytest.fixture
def case():
    return library.case()


@pytest.fixture
def town(case):
    return factories.unit("shilou", name="石楼镇")


@pytest.fixture
def worker(town):
    return factories.person(town, Role.CASE_CONTRIBUTOR, name=OWNER)


@pytest.fixture
def row(case, town, worker):
    made = builders.replication(case, town, owner=worker, town=town)
    LogEntry.objects.create(replication=made, title="第一次楼长会", text=LINE, by=worker)
    made.trainees.create(person=factories.person(town, name=TRAINEE), course=factories.course("楼长课"))
    ReplicationPart.objects.create(replication=made, kind="change", what="地点", how="祠堂前", why="没有会议室")
    return made


def url(name: str, row: Replication, *more) -> str:
    return reverse(f"practice:{name}", args=[row.uuid, *more])


def test_the_whole_way_on_forms(case, town, worker):
    client = browser(worker)
    page = client.get(case.url)
    adopt = reverse("practice:adopt", args=[case.translation_key])
    assert adopt in page.content.decode()
    missing = client.post(adopt, {"unit": "shilou", "form": "adapted", "aim": ""})
    assert (missing.status_code, Replication.objects.count()) == (422, 0)
    client.post(adopt, {"unit": "shilou", "form": "adapted", "aim": "让楼长先议"})
    row = Replication.objects.get()
    client.post(url("move", row, "prepare"), {})
    told = {
        "form": "adapted", "aim": "让楼长先议", "starts_on": "2026-09-01", "ends_on": "2027-03-01",
        "owner": str(worker.uuid), "mentor": "", "budget": "3000", "budget_note": "社区基金", "act": "save",
        "parts-TOTAL_FORMS": "2", "parts-INITIAL_FORMS": "0",
        "parts-0-kind": "change", "parts-0-what": "地点", "parts-0-how": "祠堂前", "parts-0-why": "",
        "parts-1-kind": "keep", "parts-1-what": "",
        "conditions-TOTAL_FORMS": "2", "conditions-INITIAL_FORMS": "2",
        "conditions-0-order": "0", "conditions-0-fit": "yes", "conditions-0-words": "",
        "conditions-1-order": "1", "conditions-1-fit": "no", "conditions-1-words": "",
    }  # fmt: skip
    refused = client.post(url("plan", row), told)
    # A change without a reason: said at its place, and what was typed is still there.
    assert (refused.status_code, "祠堂前" in refused.content.decode(), row.parts.count()) == (422, True, 0)
    assert client.post(url("plan", row), told | {"parts-0-why": "没有会议室"}).status_code == 302
    client.post(url("move", row, "start"), {})
    line = client.get(url("log", row))
    key = re.search(r'name="key" value="([^"]+)"', line.content.decode())[1]
    entry = {
        "key": key, "kind": "milestone", "title": "第一次楼长会", "on": timezone.localdate().isoformat(), "text": "",
        "figures-TOTAL_FORMS": "1", "figures-INITIAL_FORMS": "0", "figures-0-name": "到会", "figures-0-value": "12",
        "figures-0-unit": "人", "pictures": case_builders.picture_upload(),
    }  # fmt: skip
    for _twice in range(2):
        entry["pictures"].seek(0)
        assert client.post(url("log", row), entry).status_code == 302
    client.post(url("move", row, "evaluate"), {"outcome": "succeeded", "result": "谈成三栋", "advice": ""})
    row.refresh_from_db()
    assert (row.state, row.outcome, row.entries.count(), row.budget) == ("evaluated", "succeeded", 1, 3000)
    home = browser(factories.person(case.organisation, Role.CASE_CONTRIBUTOR))
    assert home.post(url("confirm", row, "source"), {"words": ""}).status_code == 422
    home.post(url("confirm", row, "source"), {"words": "去看过"})
    expert = browser(factories.person(factories.district(), Role.EXPERT))
    expert.post(url("confirm", row, "expert"), {"words": "旁听过"})
    assert Replication.objects.confirmed().count() == 1
    begun = client.post(url("new_case", row))
    assert begun.url == reverse("cases:go_on", args=[Replication.objects.get().submission.uuid])


def test_what_is_missing_is_said_before_a_move(row, worker):
    Replication.objects.update(state="preparing")
    page = browser(worker).get(url("move", row, "start"))
    assert [str(lack.section) for lack in page.context["lacks"]] == ["days"]
    assert browser(worker).post(url("move", row, "start"), {}).status_code == 422


def test_a_move_that_somebody_else_made_meanwhile_leads_to_the_record(row, worker):
    answer = browser(worker).post(url("move", row, "prepare"), {})
    assert (answer.status_code, answer.url) == (302, url("replication", row))


def test_names_and_words_stay_with_those_who_work_on_it(row, case):
    """Sibling town, learner of the own town, source unit, expert before the outcome, stranger."""
    sibling = factories.person(factories.unit("shawan"), *Role_all())
    learner = factories.person(row.adopter)
    source = factories.person(case.organisation, Role.CASE_CONTRIBUTOR)
    watcher = factories.person(row.adopter, Role.TOWN_ADMIN)
    expert = factories.person(factories.district(), Role.EXPERT)
    seen = {
        name: _words(browser(user), url("replication", row))
        for name, user in (("sibling", sibling), ("learner", learner), ("source", source), ("expert", expert),
                           ("watcher", watcher), ("stranger", None))
    }  # fmt: skip
    assert seen == {
        "sibling": set(), "learner": set(), "expert": set(), "stranger": set(), "source": {LINE},
        "watcher": {LINE, OWNER, TRAINEE},
    }  # fmt: skip


def Role_all() -> tuple[Role, ...]:
    return (Role.CASE_CONTRIBUTOR, Role.TOWN_REVIEWER, Role.TOWN_ADMIN, Role.AUTHOR)


def _words(client: Client, path: str) -> set[str]:
    text = client.get(path, follow=True).content.decode()
    return {word for word in (OWNER, TRAINEE, LINE) if word in text}


@pytest.mark.parametrize("name", ["plan", "people", "log"])
def test_only_those_who_work_on_it_reach_the_forms(row, case, name):
    source = factories.person(case.organisation, Role.CASE_CONTRIBUTOR)
    watcher = factories.person(row.adopter, Role.TOWN_ADMIN)
    for user in (source, watcher, factories.person(factories.unit("shawan"), *Role_all())):
        assert browser(user).get(url(name, row)).status_code == 404


def test_a_picture_is_shown_to_those_who_see_the_record(row, case, worker):
    client = browser(worker)
    key = "0190a000-0000-7000-8000-000000000001"
    told = {"key": key, "kind": "note", "title": "照片", "on": timezone.localdate().isoformat(),
            "figures-TOTAL_FORMS": "0", "figures-INITIAL_FORMS": "0",
            "pictures": case_builders.picture_upload()}  # fmt: skip
    client.post(url("log", row), told)
    picture = LogEntry.objects.get(uuid=key).pictures.get()
    path = reverse("practice:picture", args=[picture.uuid, "small"])
    stranger = factories.person(factories.unit("shawan"), *Role_all())
    source = factories.person(case.organisation, Role.CASE_CONTRIBUTOR)
    assert [browser(user).get(path).status_code for user in (worker, source, stranger, None)] == [200, 200, 404, 302]


def test_the_public_list_shows_failures_and_hides_what_has_not_begun(row, case, town):
    stopped = builders.replication(
        case, factories.unit("shawan", name="沙湾街"), state="stopped", stop_reason="people", result="楼长搬走了"
    )
    builders.replication(case, factories.unit("nancun", name="南村镇"), state="intent")
    client = browser()
    text = client.get("/practice/adoptions/").content.decode()
    assert ("石楼镇" in text, "沙湾街" in text, "南村镇：" in text) == (True, True, False)
    listed = client.get("/practice/adoptions/?outcome=stopped").context["page"].object_list
    assert [one.pk for one in listed] == [stopped.pk]
    assert client.get("/practice/adoptions/?outcome=nonsense&town=nowhere&page=99").status_code == 200


def test_the_case_shows_who_took_it_over_and_what_grew_there(row, case, town):
    grown = library.case("祠堂前的议事会", at=town)
    library.proof_file(grown, factories.person(town), is_public=False)
    Replication.objects.filter(pk=row.pk).update(
        submission=grown.submissions.get(), state="evaluated", outcome="succeeded"
    )
    builders.replication(grown, factories.unit("hualong", name="化龙镇"), state="stopped", stop_reason="rules")
    for page in (case, grown):
        text = browser().get(page.url).content.decode()
        tree = text[text.index('class="lineage"') :]
        assert ("石楼镇" in tree, "化龙镇" in tree, "地点：祠堂前" in tree, OWNER in text) == (True, True, True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_record_ask_as_often_for_one_as_for_many(case, town, worker, django_assert_num_queries, count):
    units = [factories.unit(f"cun{number}", parent=town, level="village") for number in range(count)]
    rows = [builders.replication(case, unit, owner=worker, town=town) for unit in units]
    course = factories.course("楼长课")
    for number in range(count):
        LogEntry.objects.create(replication=rows[0], title="楼长会", by=worker)
        ReplicationPart.objects.create(replication=rows[0], kind="keep", what="楼长会", order=number)
        rows[0].trainees.create(person=factories.person(town), course=course)
    client = browser(worker)
    expected = [
        ("/practice/adoptions/", 6), ("/practice/replications/", 8), (url("adoption", rows[0]), 13),
        (url("replication", rows[0]), 21),
    ]  # fmt: skip
    client.get("/practice/replications/")
    for path, queries in expected:
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200
