"""What every template may use: the site's name, the person's choices of display, the unread count."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from accounts.enums import Role
from accounts.policies import current_roles, may_enter_cms
from assessments.desk import comes_to_marking
from cases.opinions import comes_to_desk
from practice.models.replications import WATCHING_ROLES, WORKING_ROLES
from reports.enums import CHAIN_READERS

# Who has replications to look at, and who may open the chain.
PRACTICE_ROLES = frozenset((*WORKING_ROLES, *WATCHING_ROLES, Role.EXPERT))
THEMES = ("light", "dark")
SIZES = ("large",)


def site(request) -> dict:
    user = getattr(request, "user", None)
    theme, size = request.COOKIES.get("theme", ""), request.COOKIES.get("size", "")
    return {
        "site_name": settings.SITE_NAME,
        "icp_number": settings.ICP_NUMBER,
        "theme": theme if theme in THEMES else "",
        "text_size": size if size in SIZES else "",
        # Counted only where a template asks: the lesson reader has no bell.
        "unread_notices": SimpleLazyObject(lambda: _unread(user)),
        "may_submit_cases": SimpleLazyObject(lambda: user is not None and Role.CASE_CONTRIBUTOR in current_roles(user)),
        "can_access_admin": SimpleLazyObject(lambda: user is not None and may_enter_cms(user)),
        "can_mark": SimpleLazyObject(lambda: user is not None and comes_to_marking(user)),
        "works_in_practice": SimpleLazyObject(lambda: user is not None and bool(current_roles(user) & PRACTICE_ROLES)),
        "reads_chain": SimpleLazyObject(lambda: user is not None and bool(current_roles(user) & CHAIN_READERS)),
        "can_review": SimpleLazyObject(lambda: user is not None and comes_to_desk(user)),
    }


def _unread(user) -> int:
    return user.notices.unread().count() if user is not None and user.is_authenticated else 0
