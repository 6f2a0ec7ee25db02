"""What places have done: the case library, submission and review."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        from accounts.policies import register_role_permissions
        from cases import policies, receivers  # noqa: F401  page rights are registered now, signals are heard
        from cases.rights import ROLE_PERMISSIONS

        for roles, permissions in ROLE_PERMISSIONS:
            register_role_permissions(roles, permissions)
