"""Who is taking what, and how far they have come."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = _("Learning")

    def ready(self) -> None:
        from accounts.policies import register_role_permissions
        from learning import receivers  # noqa: F401  listening begins when the app is ready
        from learning.rights import ROLE_PERMISSIONS

        for roles, permissions in ROLE_PERMISSIONS:
            register_role_permissions(roles, permissions)
