"""What the templates of brands ask for."""

from django import template

from accounts.enums import Role
from accounts.queries import can
from practice.brand_showing import BrandListing, BrandView, brand_listing, brand_view
from practice.models import BrandPage
from practice.services.brands import may_sign

register = template.Library()


@register.simple_tag(takes_context=True)
def brands_listed(context: template.Context) -> BrandListing:
    return brand_listing(context["request"].GET)


@register.simple_tag(name="brand_view")
def brand_view_tag(page: BrandPage) -> BrandView:
    return brand_view(page)


@register.simple_tag(takes_context=True)
def signs(context: template.Context, page: BrandPage) -> bool:
    """Whether this reader may sign criteria of the brand."""
    user = context["request"].user
    return bool(page.live and page.pk) and user.is_authenticated and may_sign(user, page)


@register.simple_tag(takes_context=True)
def reviews_brand(context: template.Context, page: BrandPage) -> bool:
    """Whether this reader may write the yearly review."""
    user = context["request"].user
    return bool(page.live and page.pk) and user.is_authenticated and can(user, page.town, Role.DISTRICT_REVIEWER)
