"""What a person may do with pages of the catalog beyond the rights that travel down the tree."""

from wagtail.models import PagePermissionTester

from accounts.enums import Role
from accounts.policies import current_roles


class CatalogRights(PagePermissionTester):
    """Authors may add courses here. The right stops at the catalog: it must not reach other units' courses below."""

    def can_add_subpage(self):
        return super().can_add_subpage() or (self.user.is_active and Role.AUTHOR in current_roles(self.user))


class CourseRights(PagePermissionTester):
    """Whoever writes a course may put its modules and lessons in order; the order is not part of any draft."""

    def can_reorder_children(self):
        return super().can_reorder_children() or (self.user.is_active and "change" in self.permissions)

    def can_delete(self, ignore_bulk=False):
        # Wagtail finds out the same by a query, which a list of courses would repeat for every row.
        if self.page.live and not self.user.is_superuser and "publish" not in self.permissions:
            return False
        return super().can_delete(ignore_bulk=ignore_bulk)
