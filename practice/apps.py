"""How practice spreads: brands, replication, experts, community organisations, leaders."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeConfig(AppConfig):
    name = "practice"
    verbose_name = _("Practice")

    def ready(self) -> None:
        from accounts.policies import register_role_permissions
        from practice import policies, receivers  # noqa: F401  page rights are registered now, signals are heard
        from practice.rights import ROLE_PERMISSIONS

        for roles, permissions in ROLE_PERMISSIONS:
            register_role_permissions(roles, permissions)
