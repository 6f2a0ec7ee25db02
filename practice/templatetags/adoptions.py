"""What templates ask about adoptions."""

from django import template

from accounts.policies import current_roles
from cases.models import CasePage
from practice.models import Replication
from practice.models.replications import WORKING_ROLES
from practice.queries import Family, family_of
from practice.queries import what_changed as changed

register = template.Library()


@register.simple_tag
def lineage_of(page: CasePage) -> Family | None:
    """The family of a public case; a draft has none."""
    return family_of(page) if page.pk and page.live else None


@register.filter
def what_changed(row: Replication) -> str:
    return changed(row)


@register.simple_tag(takes_context=True)
def may_adopt(context: template.Context, page: CasePage) -> bool:
    """Whether the button is shown; for which unit is asked behind it."""
    user = context["request"].user
    return page.live and user.is_authenticated and bool(user.is_superuser or current_roles(user) & set(WORKING_ROLES))
