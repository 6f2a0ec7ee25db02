"""Questions, quizzes, attempts and marks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Quizzes")

    def ready(self) -> None:
        from accounts.policies import register_role_permissions
        from assessments.rights import ROLE_PERMISSIONS

        for roles, permissions in ROLE_PERMISSIONS:
            register_role_permissions(roles, permissions)
