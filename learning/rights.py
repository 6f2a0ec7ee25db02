"""Which screens of learning each role opens. The rows on them are cut by `visible_to`."""

from accounts.enums import Role

ROLE_PERMISSIONS: tuple[tuple[tuple[Role, ...], tuple[str, ...]], ...] = (
    (
        (Role.AUTHOR, Role.COHORT_MANAGER, Role.TOWN_ADMIN, Role.DISTRICT_ADMIN, Role.DISTRICT_REVIEWER),
        ("learning.view_enrollment",),
    ),
    (
        (Role.AUTHOR, Role.COHORT_MANAGER, Role.DISTRICT_ADMIN),
        ("learning.view_invitecode", "learning.add_invitecode"),
    ),
    (
        (Role.AUTHOR, Role.DISTRICT_ADMIN),
        ("learning.view_learningpath", "learning.add_learningpath", "learning.change_learningpath"),
    ),
)
