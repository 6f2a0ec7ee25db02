"""What a person can show the world."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        from accounts.policies import register_role_permissions
        from certificates import checks, receivers  # noqa: F401  listening begins when the app is ready
        from certificates.rights import ROLE_PERMISSIONS

        for roles, permissions in ROLE_PERMISSIONS:
            register_role_permissions(roles, permissions)
