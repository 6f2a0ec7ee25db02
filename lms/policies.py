"""Which pages of help a person may work on in the CMS: district administrators all of them, nobody else any."""

from collections.abc import Iterator

from accounts.enums import Role
from accounts.policies import current_roles, register_page_scope
from lms.models import HelpIndexPage

RIGHTS = {"add", "change", "lock", "unlock", "publish", "bulk_delete"}


@register_page_scope
def help_scope(user) -> Iterator[tuple]:
    """(page, actions) for whoever keeps the help."""
    if Role.DISTRICT_ADMIN not in current_roles(user):
        return
    if user.role_grants.current().filter(role=Role.DISTRICT_ADMIN, organisation__depth=1).exists():
        found = HelpIndexPage.objects.first()
        if found is not None:
            yield found, set(RIGHTS)
