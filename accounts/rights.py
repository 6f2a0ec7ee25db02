"""Which screens for people and units each role opens. The rows on them are cut by `visible_to`."""

from accounts.enums import PEOPLE_ADMIN_ROLES, PEOPLE_READER_ROLES, Role

ROLE_PERMISSIONS: tuple[tuple[tuple[Role, ...], tuple[str, ...]], ...] = (
    (PEOPLE_READER_ROLES, ("accounts.view_person", "accounts.view_organisation")),
    (PEOPLE_ADMIN_ROLES, ("accounts.add_person", "accounts.change_person")),
    ((Role.DISTRICT_ADMIN,), ("accounts.change_organisation",)),
    ((Role.DISTRICT_ADMIN,), ("accounts.change_digesttexts",)),
    ((Role.DISTRICT_ADMIN,), tuple(f"accounts.{act}_holiday" for act in ("add", "change", "delete", "view"))),
    (
        (Role.DISTRICT_ADMIN, Role.SEC_ADMIN),
        ("accounts.add_privacynotice", "accounts.change_privacynotice", "accounts.view_privacynotice"),
    ),
)
