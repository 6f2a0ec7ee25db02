"""Login with user name or mobile number; rights from the grants in force."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password

from accounts.policies import permissions_of
from accounts.queries import find_account


class NameOrPhoneBackend(ModelBackend):
    """The only way in. Groups and single permissions of Django are not read: rights have one source, the grants."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        if not username or password is None:
            return None
        found = find_account(username)
        if found is None:
            make_password(password)  # as slow as a real check, so that time does not tell which names exist
            return None
        if found.check_password(password) and self.user_can_authenticate(found):
            return found
        return None

    def get_user_permissions(self, user_obj, obj=None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj, obj=None) -> set[str]:
        return set()

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return permissions_of(user_obj)
