"""The inbox: what is told to whom, how it is shown and read, and that nobody touches another's."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import OPTIONAL_KINDS, NoticeKind
from accounts.models import ChannelChoice, MutedKind, Notice
from accounts.services import choose_notices, leads_here, mark_read, notify, prune_notices
from tests import factories
from tests.accounts import builders

pytestmark = pytest.mark.django_db
PROFILE, INBOX = "/account/profile/", "/account/inbox/"
FOREIGN = [
    "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "javascript:alert(1)",
    "///evil.example", "/\t/evil.example", "learn/",
]  # fmt: skip


def address(notice, act=""):
    return f"{INBOX}{notice.uuid}/{act}"


def texts(response):
    return [line.text for _day, lines in response.context["days"] for line in lines]


def test_an_empty_inbox_says_so(login):
    page = login(factories.person()).get(INBOX).content.decode()
    assert 'class="state"' in page
    assert "tool__count" not in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("query", [{}, {"show": "unread"}, {"show": "result"}])
def test_the_inbox_shows_own_lines_in_a_constant_number_of_queries(login, django_assert_num_queries, count, query):
    person = factories.person()
    for number in range(count):
        builders.notice(person, f"第{number}条")
    builders.notice(factories.person(), "别人的")
    client = login(person)
    # Session, person, lines by kind (the header's number is among them), lines, the CMS in the menu.
    with django_assert_num_queries(4):
        response = client.get(INBOX, query)
    assert len(response.context["notices"]) == count
    assert "别人的" not in response.content.decode()


def test_the_header_counts_unread_lines_in_one_query_and_asks_nothing_for_strangers(client, login):
    person = factories.person()
    for number in range(101):
        builders.notice(person, f"第{number}条")
    builders.notice(person, read_at=timezone.now())
    builders.notice(factories.person())

    def page():
        with CaptureQueriesContext(connection) as asked:
            text = client.get("/account/privacy/").content.decode()
        return text, sum('"accounts_notice"' in query["sql"] for query in asked)

    text, queries = page()
    assert ("tool__count" in text, queries) == (False, 0)
    login(person)
    text, queries = page()
    assert (">99+</span>" in text, queries) == (True, 1)
    mark_read(person=person)
    text, queries = page()
    assert ("tool__count" in text, queries) == (False, 1)


def test_the_inbox_has_pages_and_keeps_the_filter_on_them(login):
    person = factories.person()
    for number in range(21):
        builders.notice(person, f"第{number}条")
    client = login(person)
    assert [len(client.get(INBOX, {"page": page}).context["notices"]) for page in (1, 2)] == [20, 1]
    assert client.get(INBOX, {"page": 3}).status_code == 404
    assert "?show=result&amp;page=2" in client.get(INBOX, {"show": "result"}).content.decode()


def test_filters_count_their_lines(login):
    person = factories.person()
    builders.notice(person, "学一下", kind="task")
    builders.notice(person, "看过的", kind="task", read_at=timezone.now())
    builders.notice(person, "发证了")
    client = login(person)
    response = client.get(INBOX)
    assert [(value, count) for value, _label, count in response.context["filters"]] == [
        ("", 3), ("unread", 2), ("task", 2), ("result", 1),
    ]  # fmt: skip
    shown = {show: texts(client.get(INBOX, {"show": show})) for show in ("unread", "task", "news", "什么")}
    assert shown == {
        "unread": ["发证了", "学一下"], "task": ["看过的", "学一下"], "news": [],
        "什么": ["发证了", "看过的", "学一下"],
    }  # fmt: skip
    assert "没有这类消息" in client.get(INBOX, {"show": "news"}).content.decode()


@time_machine.travel("2026-11-25 00:30+08:00", tick=False)
def test_lines_stand_under_the_day_they_came_in_shanghai(login):
    person = factories.person()
    for hours in (0, 1, 24, 25):
        builders.notice(person, f"{hours}", created_at=timezone.now() - datetime.timedelta(hours=hours))
    days = [(day, [line.text for line in lines]) for day, lines in login(person).get(INBOX).context["days"]]
    assert days == [("今天", ["0"]), ("昨天", ["1", "24"]), ("2026年11月23日", ["25"])]


def test_following_a_line_marks_it_and_leads_on_however_often(login):
    person = factories.person()
    first, second = builders.notice(person, url=PROFILE), builders.notice(person)
    client = login(person)
    assert client.get(address(first))["Location"] == PROFILE
    read_at = timezone.now() - datetime.timedelta(days=1)
    assert Notice.objects.filter(pk=first.pk, read_at__gt=read_at).update(read_at=read_at) == 1
    assert client.get(address(first))["Location"] == PROFILE
    assert client.get(address(second))["Location"] == INBOX
    assert not person.notices.unread().exists()
    first.refresh_from_db()
    assert first.read_at == read_at


def test_looking_ahead_is_not_reading(login):
    person = factories.person()
    notice = builders.notice(person, url=PROFILE)
    client = login(person)
    assert client.get(address(notice), headers={"sec-purpose": "prefetch;prerender"}).status_code == 302
    assert client.head(address(notice)).status_code == 302
    assert person.notices.unread().count() == 1


@pytest.mark.parametrize("url", FOREIGN)
def test_a_line_never_leads_off_the_site(login, url):
    assert not leads_here(url)
    with pytest.raises(ValueError, match="this site"):
        notify(users=[], kind="news", text="x", url=url)
    person = factories.person()
    planted = builders.notice(person, url=url)
    assert login(person).get(address(planted))["Location"] == INBOX


def test_strangers_are_sent_to_the_login_and_come_back_to_the_line(client):
    notice = builders.notice(factories.person(), "机密的话")
    response = client.get(address(notice))
    assert response["Location"] == f"/account/login/?next={address(notice)}"
    notice.refresh_from_db()
    assert notice.read_at is None


@pytest.mark.parametrize(("method", "act"), [("get", ""), ("post", ""), ("post", "read/"), ("get", "read/")])
def test_somebody_elses_line_does_not_exist(login, method, act):
    foreign = builders.notice(factories.person(), "机密的话", url="/account/profile/")
    response = getattr(login(factories.person()), method)(address(foreign, act))
    assert response.status_code in (404, 405)
    assert "机密的话" not in response.content.decode()
    assert "Location" not in response
    foreign.refresh_from_db()
    assert foreign.read_at is None


def test_marking_all_leaves_others_and_what_came_later_unread(login):
    person, other = factories.person(), factories.person()
    builders.notice(person)
    builders.notice(other)
    client = login(person)
    seen = client.get(INBOX).context["now"].isoformat()
    late = builders.notice(person, "刚到的")
    client.post(f"{INBOX}read/", {"until": seen})
    assert list(person.notices.unread()) == [late]
    client.post(f"{INBOX}read/", {"until": "昨天"})
    assert (person.notices.unread().count(), other.notices.unread().count()) == (0, 1)


def test_a_line_without_a_link_is_read_by_a_button_that_comes_back(login):
    person = factories.person()
    notice = builders.notice(person)
    client = login(person)
    assert address(notice, "read/") in client.get(INBOX).content.decode()
    back = client.post(address(notice, "read/"), {"next": f"{INBOX}?show=unread"})
    assert back["Location"] == f"{INBOX}?show=unread"
    assert client.post(address(notice, "read/"), {"next": "//evil.example"})["Location"] == INBOX
    assert not person.notices.unread().exists()


def test_an_event_is_told_once_to_active_people():
    people = [factories.person(), factories.person(is_active=False), factories.person()]
    assert notify(users=people[:2], kind="result", text="已颁发", url="/a/", key="issued:1") == 1
    assert notify(users=people, kind="result", text="已颁发", url="/a/", key="issued:1") == 1
    assert notify(users=people, kind="news", text="长" * 300) == 2
    assert Notice.objects.filter(key="issued:1").count() == 2
    assert {len(text) for text in Notice.objects.filter(kind="news").values_list("text", flat=True)} == {200}
    assert mark_read(person=people[0]) == 2


def test_people_do_without_some_kinds_but_never_without_official_lines():
    person, other = factories.person(), factories.person()
    choose_notices(person=person, muted={"inbox": OPTIONAL_KINDS})
    for kind in NoticeKind.values:
        notify(users=[person, other], kind=kind, text=kind)
        notify(users=[person, other], kind=kind, text=f"正式{kind}", official=True)
    assert other.notices.count() == 8
    assert set(person.notices.values_list("text", flat=True)) == {
        "task", "result", *(f"正式{kind}" for kind in NoticeKind.values),
    }  # fmt: skip


def test_tasks_and_results_cannot_be_muted_in_the_inbox():
    person = factories.person()
    with pytest.raises(ValueError, match="always reach"):
        choose_notices(person=person, muted={"inbox": ["task"]})
    assert not MutedKind.objects.exists()


def test_choices_are_kept_once_and_can_be_taken_back(login):
    person = factories.person()
    client = login(person)
    for _twice in range(2):
        assert client.post(f"{INBOX}choices/", {"inbox": ["deadline"]})["Location"] == f"{PROFILE}#notices"
    assert list(MutedKind.objects.values_list("user", "channel", "kind")) == [(person.pk, "inbox", "news")]
    client.post(f"{INBOX}choices/", {"inbox": ["deadline", "news"]})
    assert not MutedKind.objects.exists()
    response = client.post(f"{INBOX}choices/", {"inbox": ["task"]})
    assert response.status_code == 200
    assert "inbox" in response.context["choices_form"].errors
    assert not MutedKind.objects.exists()


def test_without_a_mail_server_no_mail_is_offered(login):
    client = login(factories.person())
    assert list(client.get(PROFILE).context["choices_form"].fields) == ["inbox"]
    client.post(f"{INBOX}choices/", {"inbox": [], "rhythm_mail": "daily", "kinds_mail": ["task"]})
    assert not ChannelChoice.objects.exists()


def test_what_was_read_long_ago_is_deleted_and_nothing_unread(settings):
    settings.NOTICE_RETENTION_DAYS = 100
    person, now = factories.person(), timezone.now()
    old, older = (now - datetime.timedelta(days=days) for days in (99, 101))
    for text, read_at in (("未读", None), ("读过不久", old), ("早读过", older)):
        builders.notice(person, text, created_at=now - datetime.timedelta(days=400), read_at=read_at)
    assert (prune_notices(days=0), prune_notices(), prune_notices()) == (0, 1, 0)
    assert set(person.notices.values_list("text", flat=True)) == {"未读", "读过不久"}
