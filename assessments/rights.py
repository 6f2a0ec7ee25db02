"""Which screens of quizzes each role opens. The rows on them are cut by `visible_to`."""

from accounts.enums import Role

_QUESTION_ACTIONS = ("view", "add", "change", "delete", "publish", "lock", "unlock")
_BANK_ACTIONS = ("view", "add", "change", "delete")

ROLE_PERMISSIONS: tuple[tuple[tuple[Role, ...], tuple[str, ...]], ...] = (
    (
        (Role.AUTHOR, Role.DISTRICT_ADMIN),
        (
            *(f"assessments.{action}_question" for action in _QUESTION_ACTIONS),
            *(f"assessments.{action}_questionbank" for action in _BANK_ACTIONS),
        ),
    ),
    (
        (Role.AUTHOR, Role.COHORT_MANAGER, Role.TOWN_ADMIN, Role.DISTRICT_ADMIN, Role.DISTRICT_REVIEWER),
        ("assessments.view_attempt",),
    ),
    (
        (Role.AUTHOR, Role.COHORT_MANAGER, Role.DISTRICT_ADMIN),
        ("assessments.view_allowance", "assessments.add_allowance"),
    ),
)
