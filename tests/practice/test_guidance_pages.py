"""Pages of experts, guidance and questions: the lists cost the same however long, and the ways through them work."""

import uuid

import pytest
from django.test import Client

from practice.models import Answer, Guidance, Question
from tests import factories
from tests.practice import guidance_builders as guided

pytestmark = pytest.mark.django_db
BASE = "/practice/"


@pytest.fixture
def front():
    factories.home().save_revision().publish()


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def one_more(url: str, number: int, fixed: dict) -> None:
    """One more row for the list at `url`, known by its number."""
    name = f"第{number}号"
    if url == "experts/":
        guided.expert(name=name)
    elif url == "assignments/":
        guided.assigned(guided.expert(name=name))
    elif url == "guidance/":
        guided.logged(fixed["assignment"], (f"{name}事", 5), advice=name)
    elif url == "answers/":
        guided.published(guided.answered(guided.asked(to=fixed["expert"])), title=name)
    else:
        guided.asked(fixed["asker"], fixed["expert"], title=name)


def reader_of(url: str, fixed: dict):
    if url in ("guidance/", "questions/?tab=answer"):
        return fixed["expert"]
    return fixed["asker"] if url == "questions/?tab=mine" else fixed["reviewer"]


LISTS = [
    ("experts/", 11), ("assignments/", 6), ("guidance/", 11), ("questions/?tab=answer", 6), ("questions/?tab=mine", 6),
    ("questions/?tab=scope", 6), ("answers/", 5),
]  # fmt: skip


@pytest.mark.parametrize(("url", "queries"), LISTS)
def test_a_list_asks_the_same_for_one_and_for_three(login, url, queries, django_assert_num_queries):
    expert = guided.expert(name="专家甲")
    fixed = {"expert": expert, "asker": guided.contributor(), "reviewer": guided.reviewer()}
    fixed["assignment"] = guided.assigned(expert) if url == "guidance/" else None
    client = login(reader_of(url, fixed))
    one_more(url, 1, fixed)
    page(client, BASE + url)
    with django_assert_num_queries(queries):
        assert "第1号" in page(client, BASE + url)
    one_more(url, 2, fixed)
    one_more(url, 3, fixed)
    with django_assert_num_queries(queries):
        assert "第3号" in page(client, BASE + url)


@pytest.mark.parametrize("url", ["experts/", "questions/", "questions/?tab=mine", "answers/"])
def test_empty_lists_say_what_to_do(login, url):
    text = page(login(factories.person(guided.village())), BASE + url)
    assert 'class="state' in text


def test_experts_are_filtered_by_field_and_town_and_load_is_for_staff(login):
    guided.expert(name="懂议事", themes=["deliberation"])
    guided.expert(name="懂志愿", themes=["volunteer"], is_available=False)

    def found(query: str) -> list[str]:
        text = page(client, f"{BASE}experts/?{query}")
        return [name for name in ("懂议事", "懂志愿") if name in text]

    client = login(guided.contributor())
    assert found("") == ["懂议事", "懂志愿"]
    assert (found("theme=volunteer"), found("free=on"), found("theme=elderly_child")) == (["懂志愿"], ["懂议事"], [])


def test_a_visit_is_written_on_a_phone_and_followed_up(login, front):
    expert, unit_side = guided.expert(), guided.contributor()
    assignment = guided.assigned(expert)
    url = f"{BASE}assignments/{assignment.uuid}/log/"
    typed = {
        "key": str(uuid.uuid4()), "on": guided.day(-1).isoformat(), "form": "visit", "advice": "先贴出来。",
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-what": "张贴议定结果", "form-0-who": "村委",
        "form-0-due_on": guided.day(5).isoformat(),
    }  # fmt: skip
    client = login(expert)
    text = client.post(url, typed | {"more": "1"}).content.decode()
    assert ("先贴出来。" in text, "form-1-what" in text, Guidance.objects.count()) == (True, True, 0)
    refused = client.post(url, typed | {"form-0-due_on": guided.day(-9).isoformat()})
    assert (refused.status_code, "先贴出来。" in refused.content.decode()) == (422, True)
    made = client.post(url, typed)
    row = Guidance.objects.get()
    assert made.headers["Location"] == f"{BASE}guidance/{row.uuid}/"
    client = login(unit_side)
    assert "张贴议定结果" in page(client, "/")
    action = row.actions.get()
    assert client.post(f"{BASE}actions/{action.uuid}/done/", {"words": ""}).status_code == 422
    client.post(f"{BASE}actions/{action.uuid}/done/", {"words": "贴在公示栏"})
    client.post(f"{BASE}guidance/{row.uuid}/feedback/", {"rating": "5", "words": "具体"})
    row.refresh_from_db()
    assert (row.rating, row.actions.get().done_words) == (5, "贴在公示栏")
    assert "张贴议定结果" not in page(client, "/")


def test_a_question_is_asked_answered_and_let_out(login, front):
    asker, expert, reviewer = guided.contributor(name="毕宿五"), guided.expert(), guided.reviewer()
    client = login(asker)
    typed = {
        "key": str(uuid.uuid4()), "unit": guided.village().slug, "theme": "volunteer", "title": "志愿者留不住",
        "text": "只剩几个人。", "expert": str(guided.profile_of(expert).uuid),
    }  # fmt: skip
    refused = client.post(f"{BASE}questions/ask/", typed | {"title": ""})
    assert (refused.status_code, "只剩几个人。" in refused.content.decode()) == (422, True)
    client.post(f"{BASE}questions/ask/", typed)
    row = Question.objects.get()
    url = f"{BASE}questions/{row.uuid}/"
    client = login(expert)
    assert "志愿者留不住" in page(client, "/")
    client.post(f"{url}answer/", {"text": "把活动改成岗位。"})
    assert "把活动改成岗位。" in page(login(asker), url)
    client = login(reviewer)
    words = {"public_title": "怎样留人", "public_question": "毕宿五问", "public_answer": "改成岗位", "read_again": "on"}
    assert client.post(f"{url}publish/", words).status_code == 422
    client.post(f"{url}publish/", words | {"public_question": "只剩几个人"})
    answer = Answer.objects.public().get()
    client.logout()
    text = page(client, f"{BASE}answers/{answer.uuid}/")
    assert ("改成岗位" in text, "毕宿五" in text, expert.name in text) == (True, False, False)


def test_of_other_units_nothing_is_found(login):
    row = guided.logged(guided.assigned(guided.expert(), guided.sibling()))
    asked = guided.asked(guided.contributor(guided.sibling()), guided.expert())
    client = login(guided.contributor())
    for url in (f"guidance/{row.uuid}/", f"assignments/{row.assignment.uuid}/", f"questions/{asked.uuid}/"):
        page(client, BASE + url, 404)
    assert (
        row.advice in page(client, f"{BASE}guidance/"),
        asked.title in page(client, f"{BASE}questions/?tab=scope"),
    ) == (False, False)
