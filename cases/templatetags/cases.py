"""What the templates of cases ask for."""

from dataclasses import dataclass

from django import template
from django.urls import reverse

from accounts.enums import Role
from accounts.policies import current_roles, may_enter_cms
from accounts.queries import can
from cases.enums import Element
from cases.library import Listing, listing
from cases.library import newest as newest_cases
from cases.library import topics as all_topics
from cases.models import CasePage, ReadingItem
from cases.sheets import CaseSheet, sheet_of
from cases.showing import CaseView, case_view, citation
from covers import COVER_VERSION, palette_for, seed_for

register = template.Library()

ELEMENT_ICONS: dict[str, str] = {
    Element.COMMUNITY: "map-pin",
    Element.SOCIAL_ORG: "network",
    Element.SOCIAL_WORKER: "heart",
    Element.COMMUNITY_ENTERPRISE: "store",
    Element.COMMUNITY_FUND: "coins",
    Element.COMMUNITY_VOLUNTEER: "hand-heart",
    Element.CHARITY_RESOURCE: "gift",
}
CONDITION_ICONS = {"needed": "check", "helpful": "plus", "blocking": "x"}
TEACHING_ROLES = frozenset((Role.AUTHOR, Role.COHORT_MANAGER, Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMIN))


@dataclass(frozen=True, slots=True)
class Reader:
    """What the page of a case is to one reader: their entry of the reading list, and which doors they see."""

    item: ReadingItem | None
    teaches: bool
    edit_url: str
    may_answer: bool


@register.simple_tag
def case_cover(theme: str, title: str, shape: str = "wide") -> str:
    """Address of the cover of a case without a picture of its own; `shape` is wide or square."""
    return reverse("cover", args=[COVER_VERSION, theme or "none", palette_for(title), seed_for(title), shape])


@register.simple_tag(name="case_view")
def case_view_tag(page: CasePage) -> CaseView:
    return case_view(page)


@register.simple_tag(takes_context=True)
def case_sheet(context: template.Context, page: CasePage) -> CaseSheet:
    return sheet_of(page, fresh=getattr(context["request"], "is_preview", False))


@register.simple_tag(takes_context=True)
def case_reader(context: template.Context, page: CasePage) -> Reader:
    """The reader of `page`: one query for whoever holds no role."""
    user = context["request"].user
    if not user.is_authenticated or page.pk is None:
        return Reader(None, teaches=False, edit_url="", may_answer=False)
    roles = current_roles(user)
    edits = may_enter_cms(user) and page.permissions_for_user(user).can_edit()
    contributes = user.is_superuser or Role.CASE_CONTRIBUTOR in roles
    return Reader(
        item=ReadingItem.objects.filter(user=user, case=page).first(),
        teaches=user.is_superuser or bool(roles & TEACHING_ROLES),
        edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]) if edits else "",
        may_answer=contributes and page.live and can(user, page.organisation, Role.CASE_CONTRIBUTOR),
    )


@register.simple_tag(takes_context=True)
def case_listing(context: template.Context) -> Listing:
    """The library as this visitor asked for it by the address."""
    return listing(context["request"].GET)


@register.simple_tag
def newest(count: int) -> list[CasePage]:
    return newest_cases(count)


@register.simple_tag
def topics(count: int) -> list:
    return list(all_topics()[:count])


@register.filter
def cited(page: CasePage) -> str:
    return citation(page)


@register.filter
def element_icon(element: str) -> str:
    return ELEMENT_ICONS[element]


@register.filter
def condition_icon(kind: str) -> str:
    return CONDITION_ICONS[kind]


@register.filter
def unlocalized(number: float) -> str:
    """A coordinate as SVG reads it, whatever the language."""
    return f"{number:g}"
