"""Which certificate screens each role opens. The rows on them are cut by `visible_to`."""

from accounts.enums import Role

ROLE_PERMISSIONS: tuple[tuple[tuple[Role, ...], tuple[str, ...]], ...] = (
    ((Role.COHORT_MANAGER, Role.TOWN_ADMIN, Role.DISTRICT_ADMIN), ("certificates.view_certificate",)),
    ((Role.TOWN_ADMIN, Role.DISTRICT_ADMIN), ("certificates.change_certificate",)),
    (
        (Role.TOWN_ADMIN, Role.DISTRICT_ADMIN),
        (
            "certificates.view_certificatetemplate",
            "certificates.add_certificatetemplate",
            "certificates.change_certificatetemplate",
            "certificates.view_award",
            "certificates.add_award",
            "certificates.change_award",
            "certificates.delete_award",
        ),
    ),
    # A seal is a legal object: only the district's administrator puts one on a template.
    ((Role.DISTRICT_ADMIN,), ("certificates.set_seal",)),
)
