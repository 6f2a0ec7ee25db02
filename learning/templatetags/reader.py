"""The lesson reader in templates."""

from django import template
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString, mark_safe

from courses.models import LessonPage
from learning.reader import Reader, outline_nav
from learning.rendering import TOKEN_MARK
from learning.showing import slot_html, slot_mark

register = template.Library()
register.simple_tag(outline_nav, name="outline_nav")


@register.simple_tag(takes_context=True)
def reader(context: template.Context, page: LessonPage) -> Reader:
    """The reader of this request; the blocks of the template share one."""
    request = context.get("request")
    access = getattr(request, "unit_access", None)
    kept = getattr(request, "lesson_reader", None)
    if kept is None or kept.page is not page:
        kept = Reader(page=page, access=access, fresh=access is None)
        if request is not None:
            request.lesson_reader = kept
    return kept


@register.simple_tag(takes_context=True)
def lesson_slot(context: template.Context, reader: Reader, name: str) -> SafeString:
    """A part of the page that depends on the learner: its place while the frame is drawn, else the part itself."""
    if context.get("framing"):
        return slot_mark(name)
    request = context.get("request")
    html = slot_html(reader, name, request)
    return mark_safe(html.replace(TOKEN_MARK, get_token(request)) if request is not None else html)
