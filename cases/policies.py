"""Which pages of the case library a person may work on in the CMS.

District staff correct the text of cases there. Nobody publishes from the CMS: that is the last act of the review, after
the proof-readings, so the right is given to no role. Communities and experts never enter the CMS.
"""

from collections.abc import Iterator

from accounts.enums import Role
from accounts.policies import current_roles, register_page_scope
from accounts.queries import units_for
from cases.models import CaseIndexPage
from cases.rights import DISTRICT

RIGHTS = {"change", "lock", "unlock"}


@register_page_scope
def case_scope(user) -> Iterator[tuple]:
    """(page, actions): the whole library for whoever corrects cases at the district."""
    if not current_roles(user).intersection(DISTRICT):
        return
    if units_for(user, Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMIN).filter(depth=1).exists():
        library = CaseIndexPage.objects.first()
        if library is not None:
            yield library, set(RIGHTS)
