"""The catalog, the course page and lists of studies, for templates of apps that do not know learners."""

from dataclasses import replace

from django import template
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import CatalogPage, CoursePage
from learning.admission import CourseView, course_view, opening_words
from learning.catalog import Listing, listing
from learning.forms import ApplicationForm, InviteForm
from learning.invite_codes import spoken
from learning.studies import Study

register = template.Library()
FORMS = {"application": ApplicationForm, "invite": InviteForm}
CLOSED_DOORS = ("full", "closed")


@register.simple_tag(takes_context=True)
def catalog_listing(context, page: CatalogPage) -> Listing:
    """The courses under `page` as this visitor asked for them by the address."""
    request = context["request"]
    return listing(catalog=page, user=request.user, query=request.GET)


@register.simple_tag(takes_context=True, name="course_view")
def course_view_tag(context, page: CoursePage) -> CourseView:
    """The course as this visitor sees it: outline with progress, and the state of the join block.

    A form that came back with an error keeps its door open, so that nothing typed is lost.
    """
    request = context["request"]
    view = course_view(page, request.user, preview=getattr(request, "is_preview", False))
    sent = getattr(request, "join_form", None)
    kept = next((door for door, form in FORMS.items() if isinstance(sent, form)), None)
    return replace(view, door=kept) if kept and view.door in CLOSED_DOORS else view


@register.simple_tag(takes_context=True)
def join_form(context, door: str):
    """The form of a door: the one that came back with an error, else an empty one."""
    sent = getattr(context["request"], "join_form", None)
    wanted = FORMS[door]
    return sent if isinstance(sent, wanted) else wanted()


@register.simple_tag
def deadline(study: Study) -> str:
    """How long is left, in words."""
    days = study.days_left
    if days is None:
        return ""
    if days < 0:
        return ngettext("%(count)d day overdue", "%(count)d days overdue", -days) % {"count": -days}
    if days == 0:
        return _("Due today")
    return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}


@register.filter(expects_localtime=True)
def month_word(day) -> str:
    """The month under a day's number: 11月, Nov."""
    return f"{day.month}月" if translation.get_language() == "zh-hans" else date_format(day, "M")


@register.filter
def opens(unit) -> str:
    """When a unit opens that is closed to everybody yet."""
    return opening_words(unit.opens_on)


@register.filter
def spoken_code(code: str) -> str:
    return spoken(code)


@register.filter
def is_past(day) -> bool:
    return bool(day) and day < timezone.localdate()
