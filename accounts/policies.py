"""Role grants as Wagtail understands rights: model permissions, page rights, rights in the libraries of files.

Nothing is stored. Every answer is derived from the grants in force today and kept on the user object, which lives as
long as the request: a right that was taken back is gone at the next request, and no group membership can drift.
See docs/decisions/0001-rights-come-from-grants.md.
"""

from collections.abc import Callable, Iterable

from django.contrib.auth.models import Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.enums import CMS_ROLES, Role
from accounts.models import RoleGrant, User

ACCESS_ADMIN = "wagtailadmin.access_admin"
PageScope = Callable[[User], Iterable[tuple[Page, set[str]]]]

_role_permissions: dict[Role, set[str]] = {}
_page_scopes: list[PageScope] = []
# What each role may do with pictures, files and recordings. "add" includes changing what one uploaded oneself.
LIBRARY_RIGHTS: dict[Role, set[str]] = {
    Role.AUTHOR: {"add", "choose"},
    Role.COHORT_MANAGER: {"add", "choose"},
    Role.TOWN_REVIEWER: {"choose"},
    Role.DISTRICT_REVIEWER: {"add", "choose"},
    Role.DISTRICT_ADMIN: {"add", "change", "choose"},
}


def register_role_permissions(roles: Iterable[Role], permissions: Iterable[str]) -> None:
    """Let each of `roles` pass a check for `permissions` ("app.action_model"); call it while apps get ready.

    Such a permission opens the screens of a model; which rows they show is the model's `visible_to`.
    """
    for role in roles:
        _role_permissions.setdefault(role, set()).update(permissions)


def register_page_scope(provider: PageScope) -> PageScope:
    """Let `provider(user)` name pages and what the person may do with each and everything below it.

    Actions are those of Wagtail: add, change, publish, lock, unlock, bulk_delete. Usable as a decorator.
    """
    if provider not in _page_scopes:
        _page_scopes.append(provider)
    return provider


def current_roles(user) -> frozenset[Role]:
    """Roles the person holds somewhere today; asked once per request."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    # getattr, because the user of a request is a lazy wrapper whose own __dict__ holds nothing.
    known = getattr(user, "_current_roles", None)
    if known is None:
        held = user.role_grants.current().values_list("role", flat=True)
        known = user._current_roles = frozenset(Role(role) for role in held)
    return known


def permissions_of(user) -> set[str]:
    """Permission names that follow from the person's roles."""
    roles = current_roles(user)
    found = {name for role in roles for name in _role_permissions.get(role, ())}
    if roles.intersection(CMS_ROLES):
        found.add(ACCESS_ADMIN)
    return found


def may_enter_cms(user) -> bool:
    return user.is_authenticated and user.has_perm(ACCESS_ADMIN)


class RolePagePolicy(PagePermissionPolicy):
    """Page rights from the registered scopes, in the shape of Wagtail's own group records (never saved)."""

    def get_all_permissions_for_user(self, user) -> list[GroupPagePermission]:
        if not user.is_active or user.is_anonymous or user.is_superuser or not current_roles(user):
            return []
        rights = [
            (page, action) for scope in _page_scopes for page, actions in scope(user) for action in sorted(actions)
        ]
        # The key makes unsaved records hashable, which Wagtail's look-up of parent pages needs.
        return [
            GroupPagePermission(
                pk=number, page=page, permission=Permission(codename=self._get_permission_codename(action))
            )
            for number, (page, action) in enumerate(rights, start=1)
        ]

    def users_with_any_permission(self, actions, include_superusers=True):
        return self._people(include_superusers, lambda user: self.user_has_any_permission(user, actions))

    def users_with_any_permission_for_instance(self, actions, instance, include_superusers=True):
        return self._people(
            include_superusers, lambda user: self.user_has_any_permission_for_instance(user, actions, instance)
        )

    def _people(self, include_superusers: bool, allowed: Callable[[User], bool]):
        # Asked when somebody must be told or chosen, over the few dozen people who work in the CMS.
        staff = RoleGrant.objects.current().filter(role__in=CMS_ROLES).values("user")
        found = {user.pk for user in User.objects.filter(is_active=True, pk__in=staff) if allowed(user)}
        if include_superusers:
            found |= set(User.objects.filter(is_active=True, is_superuser=True).values_list("pk", flat=True))
        else:
            found -= set(User.objects.filter(is_superuser=True).values_list("pk", flat=True))
        return User.objects.filter(pk__in=found)


class RoleLibraryPolicy(CollectionOwnershipPermissionPolicy):
    """Rights in the libraries of pictures, documents and media, over all collections."""

    def __init__(self, model, **kwargs) -> None:
        super().__init__(model, **kwargs)
        # One cache per library: Wagtail's is shared by all of them, and the codes differ.
        self.permission_cache_name = f"_library_rights_{getattr(model, '__name__', model)}"

    def get_all_permissions_for_user(self, user) -> list[GroupCollectionPermission]:
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return []
        actions = {action for role in current_roles(user) for action in LIBRARY_RIGHTS.get(role, ())}
        root = Collection.get_first_root_node() if actions else None
        # The key makes unsaved records hashable, which Wagtail's lookup needs.
        return [
            GroupCollectionPermission(
                pk=number, collection=root, permission=Permission(codename=self._get_permission_codename(action))
            )
            for number, action in enumerate(sorted(actions), start=1)
        ]


class PeoplePolicy(ModelPermissionPolicy):
    """Rights on the screens for people, under names of their own.

    Wagtail's own screens for users ask for "change_user" and know no scope; nobody but a superuser gets that.
    """

    def _get_permission_name(self, action: str) -> str:
        return f"accounts.{action}_person"


page_policy = RolePagePolicy(Page)
people_policy = PeoplePolicy(User)
