"""A mail address is used only after its owner answered from it."""

import re

import pytest
import time_machine
from django.core import mail

from accounts.services import confirm_address, send_confirmation, update_profile
from tests import factories

pytestmark = pytest.mark.django_db
PROFILE = "/account/profile/"


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.MAIL_CONFIGURED = True


def save(client, person, email):
    return client.post(PROFILE, {"phone": person.phone, "audience": person.audience, "email": email}, follow=True)


def link():
    return re.search(r"https?://[^/]+(/account/mail/\S+)", mail.outbox[-1].body)[1]


def test_the_owner_of_an_address_confirms_it_and_may_follow_the_link_twice(login):
    person = factories.person()
    client = login(person)
    page = save(client, person, "he@example.org").content.decode()
    assert "确认邮件已发往he@example.org" in page
    assert "邮箱还没有确认" in page
    person.refresh_from_db()
    assert (mail.outbox[0].to, person.mail_address) == (["he@example.org"], "")
    for _twice in range(2):
        assert "电子邮箱已确认" in client.get(link(), follow=True).content.decode()
    person.refresh_from_db()
    assert person.mail_address == "he@example.org"


def test_a_new_address_is_unproven_again_and_an_old_link_does_not_prove_it(login):
    person = factories.person(email="he@example.org")
    client = login(person)
    send_confirmation(person=person)
    old = link()
    client.get(old)
    save(client, person, "other@example.org")
    assert "这个链接属于别的账号或邮箱" in client.get(old, follow=True).content.decode()
    person.refresh_from_db()
    assert person.mail_address == ""


@pytest.mark.parametrize("whose", ["stranger", "other"])
def test_a_link_is_worth_nothing_to_others(client, login, whose):
    person = factories.person(email="he@example.org")
    send_confirmation(person=person)
    other = factories.person(email="he@example.org")
    if whose == "other":
        login(other)
    client.get(link())
    for one in (person, other):
        one.refresh_from_db()
        assert one.mail_address == ""


def test_a_link_ends_after_three_days():
    person = factories.person(email="he@example.org")
    with time_machine.travel("2026-11-20 09:00", tick=False) as clock:
        send_confirmation(person=person)
        token = link().split("/")[-2]
        clock.move_to("2026-11-23 09:00:01")
        assert not confirm_address(person=person, token=token)
        clock.move_to("2026-11-23 08:59")
        assert confirm_address(person=person, token=token)


@pytest.mark.parametrize("token", ["x", "a:b:c", "🀄", "W10:1abc:zzz"])
def test_a_made_up_link_proves_nothing(token):
    assert not confirm_address(person=factories.person(email="he@example.org"), token=token)


def test_nobody_can_be_flooded(login):
    person = factories.person()
    client = login(person)
    save(client, person, "one@example.org")
    assert "发送得太频繁" in save(client, person, "two@example.org").content.decode()
    assert "发送得太频繁" in client.post("/account/mail/ask/", follow=True).content.decode()
    assert len(mail.outbox) == 1


def test_a_bad_address_is_told_at_its_field_and_kept(login):
    person = factories.person()
    response = save(login(person), person, "何丽珊@")
    assert list(response.context["form"].errors) == ["email"]
    assert 'value="何丽珊@"' in response.content.decode()
    assert mail.outbox == []


def test_without_a_mail_server_an_address_is_kept_and_nothing_sent(login, settings):
    settings.MAIL_CONFIGURED = False
    person = factories.person()
    assert "邮箱还没有确认" not in save(login(person), person, "he@example.org").content.decode()
    person.refresh_from_db()
    assert (person.email, mail.outbox) == ("he@example.org", [])


def test_a_profile_saved_without_an_address_keeps_it():
    person = factories.person(email="he@example.org")
    update_profile(person=person, phone=None, audience=person.audience)
    person.refresh_from_db()
    assert person.email == "he@example.org"


def test_a_digest_needs_a_confirmed_address(login):
    person = factories.person(email="he@example.org")
    client = login(person)
    data = {"inbox": ["deadline", "news"], "rhythm_mail": "weekly", "kinds_mail": ["task"]}
    response = client.post("/account/inbox/choices/", data)
    assert list(response.context["choices_form"].errors) == ["rhythm_mail"]
    person.email_confirmed = person.email
    person.save()
    assert client.post("/account/inbox/choices/", data).status_code == 302
    choice = person.channel_choices.get()
    assert (choice.channel, choice.rhythm) == ("mail", "weekly")
    assert set(person.muted_kinds.values_list("channel", "kind")) == {
        ("mail", "deadline"), ("mail", "result"), ("mail", "news"),
    }  # fmt: skip
