"""A lesson page put together from a frame and the learner's own parts.

The frame is the same for everybody who reads this revision in this course, language and display; it is drawn once and
kept. A learner's parts are small, and those that many learners share (the same units done, the same things left) are
kept by what they say. Without a frame, in previews, the template fills the same slots itself.
"""

import re
from collections.abc import Callable

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language

from content.shelf import Shelf
from learning.reader import Reader, parts_html
from learning.rendering import TOKEN_MARK

_frames = Shelf(size=300)
_slots = Shelf(size=4000)
MARK = "\x00"
SPLIT = re.compile(f"{MARK}(\\w+){MARK}")


def slot_mark(name: str) -> SafeString:
    """What stands in a frame for the slot `name`."""
    return mark_safe(f"{MARK}{name}{MARK}")


def show(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The whole page of a published lesson for one person."""
    request.lesson_reader = reader
    page, course = reader.page, reader.course
    display = (get_language(), request.COOKIES.get("theme", ""), request.COOKIES.get("size", ""))
    version = course.outline_state.version
    key = (page.pk, page.live_revision_id, course.pk, version, reader.recorded, *display)
    pieces = _frames.get(key, lambda: _frame(request, reader))
    html = "".join(slot_html(reader, piece, request) if odd else piece for odd, piece in pieces)
    return HttpResponse(html.replace(TOKEN_MARK, get_token(request)))


def _frame(request: HttpRequest, reader: Reader) -> tuple[tuple[bool, str], ...]:
    """Text and slots in turn: (is a slot, text or name)."""
    context = {"page": reader.page, "self": reader.page, "framing": True, "csrf_token": TOKEN_MARK}
    html = render_to_string(reader.page.get_template(request), context, request)
    return tuple((bool(index % 2), piece) for index, piece in enumerate(SPLIT.split(html)))


def slot_html(reader: Reader, name: str, request: HttpRequest | None) -> str:
    """The HTML of one slot, with TOKEN_MARK for the visitor's token."""
    own = OWN.get(name)
    if own is not None:
        return own(reader, request)

    def draw() -> str:
        context = {"lesson": reader, "page": reader.page, "csrf_token": TOKEN_MARK}
        return render_to_string(f"learning/slots/{name}.html", context)

    if reader.fresh:
        return draw()
    key = (name, reader.page.pk, reader.page.live_revision_id, get_language(), reader.recorded, SHARED[name](reader))
    return _slots.get(key, draw)


def _outline_says(reader: Reader) -> object:
    if reader.outline is None:
        return None
    states = tuple((state.unit, state.mark, state.reason) for state in reader.outline.states.values())
    return reader.course.title, reader.outline.done, reader.outline.total, states


def _way_on(reader: Reader) -> object:
    def row(state) -> object:
        return (state.unit, state.mark, state.reason) if state else None

    return row(reader.previous), row(reader.next), reader.course_url


# What a shared slot says: learners for whom it is equal get the same HTML.
SHARED: dict[str, Callable[[Reader], object]] = {
    "outline": _outline_says,
    "todo": lambda reader: (reader.completed, tuple(item["done"] for item in reader.todo)),
    "nextprev": _way_on,
    "dock": _way_on,
}


def _place(reader: Reader, request: HttpRequest | None) -> str:
    if not reader.recorded or reader.progress is None:
        return ""
    done = int(reader.completed)
    return format_html(' data-anchor="{}" data-completed="{}"', reader.progress.anchor, done)


def _notes(reader: Reader, request: HttpRequest | None) -> str:
    rows = (
        (linebreaksbr(note.text, autoescape=True), note.updated_at.isoformat(), _when(note.updated_at))
        for note in reader.notes
    )
    return format_html_join("", '<li>{}<small><time datetime="{}">{}</time></small></li>', rows)


def _when(moment) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")


def _messages(reader: Reader, request: HttpRequest | None) -> str:
    waiting = get_messages(request) if request is not None else ()
    return render_to_string("components/messages.html", {"messages": waiting}) if len(waiting) else ""


# Slots that are one person's alone.
OWN: dict[str, Callable[[Reader, HttpRequest | None], str]] = {
    "place": _place,
    "notes": _notes,
    "messages": _messages,
    "parts": parts_html,
}
