"""The roof of the house: everything below is assembled here."""

from django.apps import AppConfig


class LmsConfig(AppConfig):
    name = "lms"
    verbose_name = "共治学堂"

    def ready(self) -> None:
        from accounts.policies import register_role_permissions
        from lms import policies  # noqa: F401  who keeps the help is registered
        from lms.models.search import SEARCH_ROLES
        from lms.search import checks, receivers  # noqa: F401  the check is known and listening begins now
        from lms.search.likeness import similar_cases
        from practice.proposals import register_case_finder

        actions = ("view", "add", "change", "delete")
        register_role_permissions(SEARCH_ROLES, [f"lms.{action}_synonymgroup" for action in actions])
        register_role_permissions(SEARCH_ROLES, ["lms.view_zerohit"])
        register_case_finder(similar_cases)
