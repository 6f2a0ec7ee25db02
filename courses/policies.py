"""Which pages of the catalog a person may work on, derived from their grants and from course teams."""

from collections.abc import Iterator

from accounts.enums import Role
from accounts.policies import current_roles, register_page_scope
from accounts.queries import units_for
from courses.models import CatalogPage, CoursePage

# Adding a course is a right on the catalog alone (`CatalogPage.permissions_for_user`): "add" travels down the tree and
# would open every other unit's course. Town reviewers publish nothing by themselves: the second step decides.
RIGHTS: dict[Role, set[str]] = {
    Role.AUTHOR: {"add", "change"},
    Role.TOWN_REVIEWER: {"lock", "unlock"},
    Role.DISTRICT_REVIEWER: {"lock", "unlock", "publish"},
    Role.DISTRICT_ADMIN: {"add", "change", "lock", "unlock", "publish", "bulk_delete"},
}
TEAM_RIGHTS = {"add", "change"}


@register_page_scope
def course_scope(user) -> Iterator[tuple]:
    """(page, actions) for every course the person has to do with."""
    roles = current_roles(user)
    found: dict[int, tuple[CoursePage, set[str]]] = {}
    for role, actions in RIGHTS.items():
        if role not in roles:
            continue
        units = units_for(user, role)
        if units.filter(depth=1).exists():
            # The whole tree: one right on the catalog instead of one for each of hundreds of courses.
            catalog = CatalogPage.objects.first()
            if catalog is not None:
                yield catalog, set(actions)
            continue
        for course in CoursePage.objects.owned_by(units).only("path", "depth", "title"):
            found.setdefault(course.pk, (course, set()))[1].update(actions)
    for course in CoursePage.objects.filter(team__user=user).only("path", "depth", "title"):
        found.setdefault(course.pk, (course, set()))[1].update(TEAM_RIGHTS)
    yield from found.values()
