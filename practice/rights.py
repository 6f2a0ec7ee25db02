"""Which screens of the CMS for practice each role opens. The rows on them are cut by `visible_to`."""

from accounts.enums import Role

ROLE_PERMISSIONS: tuple[tuple[tuple[Role, ...], tuple[str, ...]], ...] = (
    ((Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMIN), ("practice.view_maturityrule",)),
    ((Role.DISTRICT_ADMIN,), ("practice.add_maturityrule", "practice.change_maturityrule")),
    ((Role.DISTRICT_ADMIN,), ("practice.change_answerrules",)),
    ((Role.DISTRICT_ADMIN,), ("practice.view_checksheet", "practice.add_checksheet", "practice.change_checksheet")),
)
