"""Figures of questions as people read them; a dash for what is not known."""

from django import template
from django.utils.translation import gettext as _

from assessments.item_chart import signed

register = template.Library()
UNKNOWN = "—"


@register.filter
def percent(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.0%}"


@register.filter
def index(value: float | None) -> str:
    """A coefficient from −1 to 1."""
    return UNKNOWN if value is None else signed(value)


@register.filter
def seconds(value: float | None) -> str:
    if value is None:
        return UNKNOWN
    minutes, rest = divmod(round(value), 60)
    if not minutes:
        return _("%(seconds)d s") % {"seconds": rest}
    return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": rest}
