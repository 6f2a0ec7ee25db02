"""Grants as Wagtail's rights."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.images import get_image_model
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from accounts import policies
from accounts.enums import CMS_ROLES, Role
from accounts.models import User
from accounts.services import end_grant
from courses.models import CoursePage
from tests import factories
from tests.accounts import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def scopes(monkeypatch):
    """Page scopes of this test only."""
    registered: list = []
    monkeypatch.setattr(policies, "_page_scopes", registered)
    return registered


@pytest.fixture
def courses(scopes):
    """A course of 石碁镇 and one of 大石街; authors may change what their unit owns."""
    shiqi, dashi, *_rest = builders.towns()
    own, foreign = factories.course("甲", at=shiqi), factories.course("乙", at=dashi)

    @policies.register_page_scope
    def authors(user):
        units = user.role_grants.current().filter(role=Role.AUTHOR).values("organisation")
        return [(page, {"change", "publish"}) for page in CoursePage.objects.filter(organisation__in=units)]

    return own, foreign


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_the_policy_of_every_page_type_is_ours():
    assert policy_registry.get_by_type(CoursePage) is policies.page_policy
    assert policy_registry.get_by_type(Page) is policies.page_policy


def test_page_rights_come_from_the_scopes_and_end_with_the_grant(courses):
    own, _foreign = courses
    author = factories.person(factories.unit("shiqi"), Role.AUTHOR)
    policy = policies.page_policy
    assert [policy.user_has_permission_for_instance(author, "change", page) for page in courses] == [True, False]
    assert not policy.user_has_permission_for_instance(author, "bulk_delete", own)
    assert list(policy.instances_user_has_permission_for(author, "change")) == [Page.objects.get(pk=own.pk)]
    end_grant(grant=author.role_grants.get())
    assert not policy.user_has_permission_for_instance(fresh(author), "change", own)


def test_asking_again_in_one_request_costs_nothing(courses, django_assert_num_queries):
    author = factories.person(factories.unit("shiqi"), Role.AUTHOR)
    policies.page_policy.user_has_permission_for_instance(author, "change", courses[0])
    with django_assert_num_queries(0):
        policies.page_policy.user_has_permission_for_instance(author, "change", courses[1])


def test_recipients_are_people_in_scope(courses):
    own, _foreign = courses
    author = factories.person(factories.unit("shiqi"), Role.AUTHOR)
    factories.person(factories.unit("dashi"), Role.AUTHOR)
    factories.person(factories.unit("shiqi"), Role.AUTHOR, is_active=False)
    boss = factories.person(is_superuser=True)
    policy = policies.page_policy
    assert set(policy.users_with_permission_for_instance("publish", own)) == {author, boss}
    assert list(policy.users_with_any_permission_for_instance({"publish"}, own, include_superusers=False)) == [author]
    assert policy.users_with_permission("publish", include_superusers=False).count() == 2


def test_learners_cost_no_query_for_pages_beyond_their_roles(courses, django_assert_num_queries):
    learner = factories.person()
    with django_assert_num_queries(1):
        assert not policies.page_policy.user_has_permission_for_instance(learner, "change", courses[0])


def test_groups_give_nothing():
    learner = factories.person()
    group = Group.objects.create(name="x")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    learner.groups.add(group)
    assert not fresh(learner).has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize("role", [None, *Role])
def test_who_may_enter_the_cms(login, role):
    shiqi, *_rest = builders.towns()
    person = factories.person(shiqi, *[role] if role else [])
    response = login(person).get("/cms/")
    assert response.status_code == (200 if role in CMS_ROLES else 403)


def test_a_learner_reads_why_the_cms_is_closed_and_a_stranger_is_asked_to_log_in(login, client):
    assert client.get("/cms/pages/")["Location"] == "/account/login/?next=/cms/pages/"
    assert 'class="state"' in login(factories.person()).get("/cms/pages/").content.decode()


def test_rights_that_have_not_begun_or_are_over_do_not_count():
    shiqi, *_rest = builders.towns()
    person = factories.person(shiqi)
    person.role_grants.create(organisation=shiqi, role=Role.AUTHOR, since="2020-01-01", until="2020-12-31")
    person.role_grants.create(organisation=shiqi, role=Role.TOWN_ADMIN, since="2999-01-01")
    assert policies.current_roles(person) == frozenset()


@pytest.mark.parametrize(
    ("role", "action", "allowed"),
    [
        (Role.AUTHOR, "add", True),
        (Role.AUTHOR, "choose", True),
        (Role.DISTRICT_ADMIN, "add", True),
        (Role.TOWN_REVIEWER, "add", False),
        (Role.TOWN_REVIEWER, "choose", True),
        (Role.EXPERT, "choose", False),
    ],
)
def test_the_picture_library_follows_the_roles(role, action, allowed):
    shiqi, *_rest = builders.towns()
    policy = policy_registry.get_by_type(get_image_model())
    assert policy.user_has_permission(factories.person(shiqi, role), action) is allowed


def test_an_author_changes_own_pictures_only():
    shiqi, *_rest = builders.towns()
    author, other = factories.person(shiqi, Role.AUTHOR), factories.person(shiqi, Role.AUTHOR)
    root = Collection.get_first_root_node()
    image = get_image_model()(collection=root, uploaded_by_user=other)
    policy = policy_registry.get_by_type(get_image_model())
    checks = [policy.user_has_permission_for_instance(user, "change", image) for user in (author, other)]
    assert checks == [False, True]


@pytest.mark.parametrize("path", ["/cms/users/", "/cms/groups/"])
@pytest.mark.parametrize("role", CMS_ROLES)
def test_wagtails_own_screens_for_people_stay_closed(login, path, role):
    assert login(factories.person(factories.district(), role)).get(path).status_code == 302
