"""Which pages of brands a person may work on in the CMS.

The authors of a town write the page of its brand, the district all of them; the district publishes.
"""

from collections.abc import Iterator

from accounts.enums import Role
from accounts.policies import current_roles, register_page_scope
from accounts.queries import units_for
from practice.models import BrandIndexPage, BrandPage

TOWN_ROLES = (Role.AUTHOR,)
DISTRICT_RIGHTS = {"add", "change", "lock", "unlock", "publish", "bulk_delete"}


@register_page_scope
def brand_scope(user) -> Iterator[tuple]:
    """(page, actions): the index for district staff, the own brands for a town."""
    roles = current_roles(user)
    if roles & {Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMIN}:
        index = BrandIndexPage.objects.first()
        if index is not None:
            yield index, set(DISTRICT_RIGHTS)
    elif roles.intersection(TOWN_ROLES):
        for brand in BrandPage.objects.filter(town__in=units_for(user, *TOWN_ROLES)).only("path", "depth", "title"):
            yield brand, {"change"}
