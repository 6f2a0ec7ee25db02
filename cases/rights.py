"""Which screens of the CMS for cases each role opens. The rows on them are cut by `visible_to`."""

from accounts.enums import Role

DISTRICT = (Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMIN)

ROLE_PERMISSIONS: tuple[tuple[tuple[Role, ...], tuple[str, ...]], ...] = (
    (DISTRICT, tuple(f"cases.{action}_casecollection" for action in ("view", "add", "change", "delete"))),
    (DISTRICT, ("cases.view_rubric",)),
    ((Role.DISTRICT_ADMIN,), ("cases.add_rubric", "cases.change_rubric")),
)
