"""The CMS screens for people, units and privacy notices."""

import pytest

from accounts.enums import Role
from accounts.models import Organisation, PrivacyNotice, User
from accounts.services import record_consent
from tests import factories
from tests.accounts import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of(login):
    """Log somebody in who holds `role` at the unit `slug`."""

    def _client(role, slug="shiqi"):
        builders.towns()
        unit = factories.district() if slug == "panyu" else factories.unit(slug)
        return login(factories.person(unit, role))

    return _client


def new_person(**values):
    unit = factories.unit("shiqi")
    return {"name": "周新", "phone": "13811112222", "audience": "", "organisation": unit.pk, "post": ""} | values


def test_a_new_account_shows_its_password_once_and_lets_the_person_in(client_of, client):
    admin = client_of(Role.TOWN_ADMIN)
    response = admin.post("/cms/people/new/", new_person())
    password = response.context["password"]
    assert (response.status_code, response["Cache-Control"].split(",")[0]) == (200, "no-store")
    assert password in response.content.decode()
    again = admin.post("/cms/people/new/", new_person())
    assert list(again.context["form"].errors) == ["phone"]
    assert User.objects.filter(name="周新").count() == 1
    person = User.objects.get(name="周新")
    assert password not in admin.get(f"/cms/people/inspect/{person.pk}/").content.decode()
    stranger = type(client)()
    assert stranger.post("/account/login/", {"login": "13811112222", "password": password}).status_code == 302


def test_a_unit_out_of_scope_cannot_be_chosen(client_of):
    admin = client_of(Role.TOWN_ADMIN)
    response = admin.post("/cms/people/new/", new_person(organisation=factories.unit("dashi").pk))
    assert list(response.context["form"].errors) == ["organisation"]
    assert not User.objects.filter(name="周新").exists()


@pytest.mark.parametrize("words", ["区㛃", "ou jie", "oujie", "OuJie", "1381111", "oujieting"])
def test_people_are_found_by_name_pinyin_and_number(client_of, words):
    admin = client_of(Role.TOWN_ADMIN)
    unit = factories.unit("shiqi")
    found = factories.person(unit, name="区㛃婷", username="oujieting", phone="13811112222")
    factories.person(unit, name="李不相干", phone="13922223333")
    assert list(admin.get("/cms/people/results/", {"q": words}).context["object_list"]) == [found]


def test_editing_goes_through_and_a_higher_person_is_refused(client_of):
    admin = client_of(Role.TOWN_ADMIN)
    person = factories.person(factories.unit("shiqi"), name="林梅")
    data = {"name": "林 梅", "phone": "", "audience": "volunteer", "is_active": "on"}
    assert admin.post(f"/cms/people/edit/{person.pk}/", data)["Location"] == f"/cms/people/inspect/{person.pk}/"
    person.refresh_from_db()
    assert (person.name, person.phone, person.audience) == ("林 梅", None, "volunteer")
    chief = factories.person(factories.unit("shiqi"), Role.DISTRICT_ADMIN, name="钟区长")
    assert admin.post(f"/cms/people/edit/{chief.pk}/", data).status_code == 302
    chief.refresh_from_db()
    assert chief.name == "钟区长"


def test_posts_and_rights_are_given_and_ended_on_the_page_of_the_person(client_of):
    admin = client_of(Role.TOWN_ADMIN)
    person, village = factories.person(factories.unit("shiqi")), factories.unit("yonghong")
    page = f"/cms/people/inspect/{person.pk}/"
    post = {"action": "add_post", "organisation": village.pk, "post": "社区工作者"}
    grant = {"action": "grant", "organisation": village.pk, "role": Role.AUTHOR}
    for data in (post, post, grant, grant):
        assert admin.post(page, data)["Location"] == page
    assert person.memberships.filter(organisation=village).count() == 1
    given = person.role_grants.get()
    membership = person.memberships.get(organisation=village)
    for data in ({"action": "end_grant", "id": given.pk}, {"action": "end_post", "id": membership.pk}):
        for _twice in range(2):
            assert admin.post(page, data)["Location"] == page
    membership.refresh_from_db()
    assert (person.role_grants.current().count(), membership.until is None) == (0, False)


def test_a_right_above_ones_own_is_not_offered_and_not_taken(client_of):
    admin = client_of(Role.TOWN_ADMIN)
    person, unit = factories.person(factories.unit("shiqi")), factories.unit("shiqi")
    page = f"/cms/people/inspect/{person.pk}/"
    response = admin.post(page, {"action": "grant", "organisation": unit.pk, "role": Role.DISTRICT_ADMIN})
    assert list(response.context["forms"]["grant"].errors) == ["role"]
    assert not person.role_grants.exists()


def test_two_separated_roles_are_refused_in_place(client_of):
    admin = client_of(Role.SEC_ADMIN, "panyu")
    person = factories.person(factories.district(), Role.SYS_ADMIN)
    data = {"action": "grant", "organisation": factories.district().pk, "role": Role.AUDITOR}
    response = admin.post(f"/cms/people/inspect/{person.pk}/", data)
    assert "三人" in str(response.context["forms"]["grant"].non_field_errors())
    assert person.role_grants.count() == 1


@pytest.mark.parametrize("number", ["", "abc", "999999"])
def test_a_forged_row_number_is_not_found(client_of, number):
    admin = client_of(Role.TOWN_ADMIN)
    person, other = factories.person(factories.unit("shiqi")), factories.person(factories.unit("shiqi"))
    page = f"/cms/people/inspect/{person.pk}/"
    assert admin.post(page, {"action": "end_post", "id": number}).status_code == 404
    foreign = other.memberships.get().pk
    assert admin.post(page, {"action": "end_post", "id": foreign}).status_code == 404
    assert other.memberships.current().count() == 1


def test_resetting_asks_first_and_shows_the_password_once(client_of):
    admin = client_of(Role.TOWN_ADMIN)
    person = factories.person(factories.unit("shiqi"))
    page = f"/cms/people/reset-password/{person.pk}/"
    assert admin.get(page).status_code == 200
    person.refresh_from_db()
    assert person.check_password(factories.PASSWORD)
    shown = admin.post(page).context["password"]
    person.refresh_from_db()
    assert (person.check_password(shown), person.must_change_password) == (True, True)


def test_an_auditor_reads_people_and_their_history_and_changes_nothing(client_of):
    auditor = client_of(Role.AUDITOR, "panyu")
    person = factories.person(factories.unit("shiqi"))
    paths = [f"/cms/people/{view}/{person.pk}/" for view in ("inspect", "history", "edit", "reset-password")]
    assert [auditor.get(path).status_code for path in paths] == [200, 200, 302, 302]
    data = {"action": "end_post", "id": person.memberships.get().pk}
    assert auditor.post(paths[0], data).status_code == 302
    assert person.memberships.current().count() == 1


UNIT_FIELDS = {
    "name_full": "广州市番禺区石碁街道", "name_short": "石碁街", "name_en": "", "unit_type": "subdistrict",
    "pinyin": "shi qi jie", "sort_order": "5", "stat_code": "", "valid_from": "", "valid_to": "", "is_active": "on",
}  # fmt: skip


def test_the_district_renames_a_unit_and_the_old_name_is_kept(client_of):
    admin = client_of(Role.DISTRICT_ADMIN, "panyu")
    unit = factories.unit("shiqi")
    assert admin.post(f"/cms/units/edit/{unit.pk}/", UNIT_FIELDS).status_code == 302
    unit = Organisation.objects.get(pk=unit.pk)
    assert (unit.name_short, [former["name"] for former in unit.former_names]) == ("石碁街", ["石碁镇"])
    assert unit.get_parent().slug == "panyu"


def test_units_are_shown_in_tree_order_and_in_scope(client_of):
    town = client_of(Role.TOWN_ADMIN)
    listed = [unit.slug for unit in town.get("/cms/units/").context["object_list"]]
    assert listed == ["shiqi", "yonghong"]
    sibling = factories.unit("dashi")
    assert town.get(f"/cms/units/inspect/{sibling.pk}/").status_code == 404
    assert town.post(f"/cms/units/edit/{factories.unit('shiqi').pk}/", UNIT_FIELDS).status_code == 302
    assert factories.unit("shiqi").name_short == "石碁镇"


def test_a_notice_in_force_is_read_and_a_later_one_edited(client_of):
    admin = client_of(Role.SEC_ADMIN, "panyu")
    later = builders.privacy_notice("2.0", days_ago=-10)
    current = PrivacyNotice.objects.create(version="1.0", effective_from="2999-01-01", body="<p>x</p>")
    assert admin.get(f"/cms/privacy_notices/edit/{later.pk}/").status_code == 200
    PrivacyNotice.objects.filter(pk=current.pk).update(effective_from="2020-01-01")
    record_consent(person=User.objects.get(pk=admin.session["_auth_user_id"]), notice=current)
    assert admin.get(f"/cms/privacy_notices/edit/{current.pk}/")["Location"] == (
        f"/cms/privacy_notices/inspect/{current.pk}/"
    )
    assert admin.get("/cms/privacy_notices/").status_code == 200


PEOPLE_ROLES = {Role.TOWN_ADMIN, Role.DISTRICT_ADMIN, Role.SEC_ADMIN, Role.AUDITOR}
NOTICE_ROLES = {Role.DISTRICT_ADMIN, Role.SEC_ADMIN}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.EXPERT])
def test_which_role_opens_which_list(client_of, role):
    client = client_of(role, "panyu")
    opened = {path for path in ("people", "units", "privacy_notices") if client.get(f"/cms/{path}/").status_code == 200}
    expected = {"people", "units"} if role in PEOPLE_ROLES else set()
    assert opened == expected | ({"privacy_notices"} if role in NOTICE_ROLES else set())
