"""Digests: who gets one, when, with what in it, and that no line is sent twice."""

import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command

from accounts.channels import channel_of, register_channel
from accounts.enums import NoticeKind, Role
from accounts.models import ChannelChoice, DigestTexts, Notice, NoticeDelivery
from accounts.services import choose_notices, due_choices, mark_read, notify, send_digest
from tests import factories

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.MAIL_CONFIGURED = True
    settings.SITE_URL = "https://academy.example.org"


def subscriber(rhythm="daily", *, muted=(), email="a@example.org", **fields):
    person = factories.person(email=email, email_confirmed=email, **fields)
    choose_notices(person=person, muted={"mail": muted}, rhythms={"mail": rhythm})
    ChannelChoice.objects.update(since=MONDAY - 30 * DAY)
    return person


def tell(person, text, kind="result", at=MONDAY - DAY, **fields):
    notify(users=[person], kind=kind, text=text, **fields)
    Notice.objects.filter(text=text).update(created_at=at)


def run(now=MONDAY):
    return sum(send_digest(choice=choice, now=now) for choice in due_choices(now=now))


def test_a_digest_tells_what_is_unread_and_no_more():
    person = subscriber(name="何丽珊")
    tell(person, "证书已颁发", url="/learn/")
    tell(person, "已经读过")
    mark_read(person=person, notice=person.notices.get(text="已经读过"))
    tell(factories.person(), "别人的消息")
    assert run() == 1
    letter = mail.outbox[0]
    line = person.notices.get(text="证书已颁发")
    assert (letter.to, letter.subject) == (["a@example.org"], "【共治学堂】您有1条未读消息")
    assert letter.body.splitlines() == [
        "何丽珊，您好！",
        "您在共治学堂有1条未读消息：",
        "",
        "- 证书已颁发",
        f"  https://academy.example.org/account/inbox/{line.uuid}/",
        "",
        "这封邮件由共治学堂自动发送，请勿直接回复。",
        "修改接收内容或停止接收：",
        "https://academy.example.org/account/profile/#notices",
    ]


def test_no_line_is_sent_twice_and_nothing_makes_no_mail():
    person = subscriber()
    tell(person, "一")
    assert [run(MONDAY + hours * datetime.timedelta(hours=1)) for hours in range(3)] == [1, 0, 0]
    tell(person, "二", at=MONDAY)
    assert [run(MONDAY + DAY), run(MONDAY + 2 * DAY)] == [1, 0]
    assert ["一" in letter.body for letter in mail.outbox] == [True, False]


def test_two_workers_with_the_same_job_send_one_mail():
    person = subscriber()
    tell(person, "一")
    stale = due_choices(now=MONDAY) * 2
    assert [send_digest(choice=choice, now=MONDAY) for choice in stale] == [1, 0]
    assert len(mail.outbox) == 1


def test_weekly_is_monday():
    person = subscriber("weekly")
    tell(person, "一")
    assert run() == 1
    tell(person, "二", at=MONDAY)
    assert [run(MONDAY + number * DAY) for number in range(1, 8)] == [0, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize(("hour", "sent"), [(7, 0), (8, 1), (21, 1), (22, 0)])
def test_nights_are_quiet_even_for_a_job_that_was_late(hour, sent):
    tell(subscriber(), "一")
    late = due_choices(now=MONDAY)
    assert sum(send_digest(choice=choice, now=MONDAY.replace(hour=hour)) for choice in late) == sent
    assert len(mail.outbox) == sent


@pytest.mark.parametrize("hour", [7, 22])
def test_at_night_nobody_is_due(hour):
    subscriber()
    assert due_choices(now=MONDAY.replace(hour=hour)) == []


def test_what_came_before_it_was_switched_on_stays_in_the_inbox():
    person = subscriber()
    ChannelChoice.objects.update(since=MONDAY - DAY)
    tell(person, "从前", at=MONDAY - 2 * DAY)
    tell(person, "后来", at=MONDAY)
    run(MONDAY + DAY)
    assert ["从前" in mail.outbox[0].body, "后来" in mail.outbox[0].body] == [False, True]


def test_muted_kinds_are_left_out_and_official_lines_never():
    person = subscriber(muted=[NoticeKind.NEWS, NoticeKind.DEADLINE])
    tell(person, "一条新闻", kind="news")
    tell(person, "一条结果")
    tell(person, "正式通知", kind="news", official=True)
    assert run() == 2
    assert "一条新闻" not in mail.outbox[0].body


@pytest.mark.parametrize(
    "fields",
    [{"is_active": False}, {"email_confirmed": ""}, {"email_confirmed": "old@example.org"}, {"email": ""}],
)
def test_only_active_people_with_an_address_of_their_own_get_mail(fields):
    person = subscriber()
    tell(person, "一")
    type(person).objects.filter(pk=person.pk).update(**fields)
    assert (run(), len(mail.outbox), NoticeDelivery.objects.count()) == (0, 0, 0)


def test_a_server_that_is_down_costs_no_line(monkeypatch):
    person = subscriber()
    tell(person, "一")

    def refuse(self, **kwargs):
        raise ConnectionRefusedError

    with monkeypatch.context() as down:
        down.setattr("django.core.mail.EmailMessage.send", refuse)
        assert run() == 0
    assert NoticeDelivery.objects.count() == 0
    assert (run(MONDAY + datetime.timedelta(hours=1)), len(mail.outbox)) == (1, 1)


def test_a_worker_that_dies_half_way_never_sends_twice(monkeypatch):
    person = subscriber()
    tell(person, "一")

    def die(self, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr("django.core.mail.EmailMessage.send", die)
        run()
    assert (run(MONDAY + DAY), len(mail.outbox)) == (0, 0)
    assert person.notices.unread().count() == 1


def test_without_a_server_nothing_is_enqueued(settings):
    settings.MAIL_CONFIGURED = False
    tell(subscriber(), "一")
    assert due_choices(now=MONDAY) == []
    out = StringIO()
    call_command("send_digests", stdout=out)
    assert out.getvalue() == "没有配置邮件服务器，不向站外发送。\n"
    assert mail.outbox == []


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_who_is_due_is_one_query(django_assert_num_queries, count):
    for number in range(count):
        subscriber(email=f"{number}@example.org")
    with django_assert_num_queries(1):
        assert len(due_choices(now=MONDAY)) == count


def test_a_long_list_is_cut_and_says_how_much_is_left():
    person = subscriber()
    for number in range(33):
        tell(person, f"第{number}条。")
    assert run() == 33
    assert mail.outbox[0].body.count("条。") == 30
    assert "还有3条，请到站内查看：\nhttps://academy.example.org/account/inbox/" in mail.outbox[0].body


def test_a_further_channel_is_one_class_and_one_line():
    sent = []

    class Short:
        key, label, hint = "short", "短信", "先填手机号码。"

        def is_configured(self):
            return True

        def reaches(self, person):
            return bool(person.phone)

        def send(self, digest):
            sent.append((digest.person, digest.total))

    register_channel(Short())
    try:
        person = factories.person()
        choose_notices(person=person, muted={}, rhythms={"short": "daily"})
        ChannelChoice.objects.update(since=MONDAY - DAY)
        tell(person, "一", at=MONDAY)
        assert (run(), run()) == (1, 0)
    finally:
        Short.is_configured = lambda self: False
    assert sent == [(person, 1)]
    assert channel_of("short") is None


class TestTexts:
    """The words around the lines, edited by the district in the CMS."""

    URL = "/cms/settings/accounts/digesttexts/"

    @pytest.fixture
    def editor(self, login):
        return login(factories.person(factories.district(), Role.DISTRICT_ADMIN))

    def path(self, editor):
        return editor.get(self.URL)["Location"]

    def test_the_district_changes_them_and_mails_follow(self, editor):
        data = {"subject": "{count}条\u3000新消息", "opening": "{name}同志：", "closing": ""}
        assert editor.post(self.path(editor), data).status_code == 302
        assert DigestTexts.load().opening == "{name}同志："
        tell(subscriber(name="何丽珊"), "一")
        run()
        assert mail.outbox[0].subject == "1条 新消息"
        assert mail.outbox[0].body.startswith("何丽珊同志：\n")

    @pytest.mark.parametrize("text", ["{phone}", "{name.phone}", "{", "{name", "余额}", "{}"])
    def test_what_would_be_mailed_as_it_stands_is_refused(self, editor, text):
        data = {"subject": "消息", "opening": text, "closing": ""}
        response = editor.post(self.path(editor), data)
        assert list(response.context["form"].errors) == ["opening"]
        assert "{name} {count} {site}" in response.context["form"].errors["opening"][0]

    def test_towns_do_not_change_them(self, login):
        client = login(factories.person(None, Role.TOWN_ADMIN))
        assert client.get(self.URL, follow=True).redirect_chain[-1] == ("/cms/", 302)
