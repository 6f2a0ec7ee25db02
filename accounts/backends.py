"""Login with user name or mobile number."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.db.models import Q

from accounts.models import User


class NameOrPhoneBackend(ModelBackend):
    def authenticate(self, request, username=None, password=None, **kwargs):
        if not username or password is None:
            return None
        found = User.objects.filter(Q(username__iexact=username) | Q(phone=username)).order_by("pk").first()
        if found is None:
            make_password(password)  # as slow as a real check, so that time does not tell which names exist
            return None
        if found.check_password(password) and self.user_can_authenticate(found):
            return found
        return None
