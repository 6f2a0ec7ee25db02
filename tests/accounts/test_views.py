"""Profile and privacy pages."""

import pytest

from accounts.enums import Role
from tests import factories
from tests.accounts import builders

pytestmark = pytest.mark.django_db
PROFILE, INBOX = "/account/profile/", "/account/inbox/"


def test_the_profile_names_posts_rights_and_whom_to_ask(login):
    shiqi, dashi, *_rest = builders.towns()
    factories.person(shiqi, Role.TOWN_ADMIN, name="何管理")
    factories.person(dashi, Role.TOWN_ADMIN, name="别处的")
    person = factories.person(shiqi, Role.AUTHOR)
    response = login(person).get(PROFILE)
    assert [str(admin) for admin in response.context["administrators"]] == ["何管理"]
    assert [grant.role for grant in response.context["grants"]] == [Role.AUTHOR]
    assert [post.organisation for post in response.context["posts"]] == [shiqi]
    assert "别处的" not in response.content.decode()


def test_number_and_kind_can_be_changed_and_the_name_cannot(login):
    person = factories.person(name="林梅")
    data = {"phone": "13900001111", "audience": "volunteer", "name": "改名"}
    for _twice in range(2):
        assert login(person).post(PROFILE, data)["Location"] == PROFILE
    person.refresh_from_db()
    assert (person.name, person.phone, person.audience) == ("林梅", "13900001111", "volunteer")


@pytest.mark.parametrize("phone", ["12345", "1390000111a", "13800005555"])
def test_a_bad_or_foreign_number_is_told_at_the_field_and_kept_in_it(login, phone):
    factories.person(phone="13800005555")
    person = factories.person(phone="13900002222")
    response = login(person).post(PROFILE, {"phone": phone, "audience": person.audience})
    assert list(response.context["form"].errors) == ["phone"]
    assert f'value="{phone}"' in response.content.decode()
    person.refresh_from_db()
    assert person.phone == "13900002222"


def test_two_people_may_both_have_no_number(login):
    people = [factories.person(), factories.person()]
    for person in people:
        login(person).post(PROFILE, {"phone": "", "audience": person.audience})
        person.refresh_from_db()
    assert [person.phone for person in people] == [None, None]


def test_logging_out_other_devices_keeps_this_one(login, client):
    person = factories.person()
    other = type(client)()
    other.force_login(person, backend="accounts.backends.NameOrPhoneBackend")
    login(person).post("/account/sessions/end/")
    assert client.get(PROFILE).status_code == 200
    assert other.get(PROFILE).status_code == 302


def test_the_privacy_text_is_open_and_earlier_versions_stay_readable(client):
    assert client.get("/account/privacy/").status_code == 200
    builders.privacy_notice("1.0", days_ago=60)
    builders.privacy_notice("2.0", days_ago=1)
    builders.privacy_notice("3.0", days_ago=-5)
    response = client.get("/account/privacy/")
    assert response.context["notice"].version == "2.0"
    assert [old.version for old in response.context["earlier"]] == ["1.0"]
    assert client.get("/account/privacy/1.0/").status_code == 200
    assert client.get("/account/privacy/3.0/").status_code == 404


PERSONAL = [PROFILE, INBOX, "/account/consent/", "/account/password/change/"]
POSTED = [
    "/account/sessions/end/", "/account/inbox/read/", "/account/consent/decline/", "/account/privacy/withdraw/",
]  # fmt: skip


@pytest.mark.parametrize("path", PERSONAL + POSTED)
def test_personal_pages_ask_strangers_to_log_in(client, path):
    method = client.post if path in POSTED else client.get
    assert method(path)["Location"].startswith("/account/login/")


@pytest.mark.parametrize("path", PERSONAL[:3])
def test_personal_pages_are_not_kept_in_caches(login, path):
    if path == "/account/consent/":
        builders.privacy_notice()
    assert "no-store" in login(factories.person()).get(path)["Cache-Control"]
