"""One lesson as one person sees it: everything the page shows, gathered once."""

import time
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop

from accounts.templatetags.ui import icon
from courses.models import LessonPage
from courses.outline import OutlineUnit
from learning.access import Access
from learning.models import Note
from learning.outline import LearnerOutline, UnitState
from learning.queries import notes_in
from learning.rendering import TOKEN_MARK, Heading, LessonSheet, file_url, personal_html, sheet_of
from learning.services.progress import played_percent, remaining

OUTLINE_SIGNS = {
    "done": ("check", gettext_noop("Completed")),
    "partial": ("circle-half", gettext_noop("In progress")),
    "locked": ("lock", gettext_noop("Not open yet")),
    "open": ("circle", gettext_noop("Not started")),
}


@dataclass
class Reader:
    """One lesson as this person sees it. Without `access` (a preview in the CMS) nothing personal is shown."""

    page: LessonPage
    access: Access | None
    fresh: bool

    @property
    def recorded(self) -> bool:
        return self.access is not None and self.access.enrollment is not None

    @property
    def progress(self):
        return self.access.progress if self.access else None

    @property
    def completed(self) -> bool:
        return bool(self.progress and self.progress.completed_at)

    @property
    def outline(self) -> LearnerOutline | None:
        return self.access.outline if self.access else None

    @cached_property
    def course(self):
        return self.access.course if self.access else self.page.get_parent().get_parent().specific

    @property
    def course_url(self) -> str:
        return self.outline.course.url if self.outline else (self.course.url or "")

    @cached_property
    def unit(self) -> OutlineUnit | None:
        return self.outline.course.unit(self.page.pk) if self.outline else None

    @cached_property
    def neighbours(self) -> tuple[UnitState | None, UnitState | None]:
        if not self.outline:
            return None, None
        before, after = self.outline.course.neighbours(self.page.pk)
        states = self.outline.states
        return (states[before.id] if before else None), (states[after.id] if after else None)

    @property
    def previous(self) -> UnitState | None:
        return self.neighbours[0]

    @property
    def next(self) -> UnitState | None:
        return self.neighbours[1]

    @cached_property
    def sheet(self) -> LessonSheet:
        return sheet_of(self.page, fresh=self.fresh)

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self.sheet.headings

    @cached_property
    def _all_notes(self) -> list[Note]:
        return notes_in(self.access.enrollment, self.page) if self.recorded else []

    @property
    def notes(self) -> list[Note]:
        return [note for note in self._all_notes if not note.block]

    def reflection(self, block: str) -> Note | None:
        return next((note for note in self._all_notes if note.block == block), None)

    @cached_property
    def todo(self) -> list[dict]:
        done = remaining(self.progress, self.sheet.needs) if self.progress else {}
        return [item | {"done": self.completed or done.get(item["key"], False)} for item in self.sheet.requirements]

    @property
    def left(self) -> int:
        return sum(not item["done"] for item in self.todo)

    @property
    def reading_left(self) -> bool:
        return any(item["key"] == "read" and not item["done"] for item in self.todo)

    @property
    def percent(self) -> int:
        return round((self.progress.position if self.progress else 0) * 100)


def parts_html(reader: Reader, request: HttpRequest | None) -> SafeString:
    """The whole text, with TOKEN_MARK for the token: finished parts as they are, personal blocks in their state."""
    parts = [part if isinstance(part, str) else _personal(reader, part, request) for part in reader.sheet.parts]
    return mark_safe("".join(parts))


def _personal(reader: Reader, child, request: HttpRequest | None) -> SafeString:
    state = _state_of(reader, child)
    page = reader.page

    def draw() -> str:
        extra = {"page": page, "block_id": child.id, "state": state, "csrf_token": TOKEN_MARK, "preview": reader.fresh}
        return child.render(context={"request": request} | extra | _addresses(reader, child))

    if reader.fresh:
        return mark_safe(draw())
    return personal_html(page=page, child=child, state=(state, reader.recorded), draw=draw)


def _state_of(reader: Reader, child) -> object:
    if child.block_type == "live_case":
        # Drawn anew once a minute: the case has a life of its own.
        return int(time.monotonic() // 60)
    state = reader.progress.state if reader.progress else {}
    if child.block_type == "self_check":
        return state.get("checks", {}).get(child.id)
    if child.block_type == "reflection":
        note = reader.reflection(child.id)
        return {"text": note.text, "updated_at": note.updated_at} if note else None
    played = state.get("media", {}).get(child.id)
    return played | {"percent": played_percent(state, reader.sheet.needs, child.id)} if played else None


def _addresses(reader: Reader, child) -> dict:
    key, block = reader.page.translation_key, child.id
    if child.block_type in ("self_check", "reflection"):
        name = "learning:check" if child.block_type == "self_check" else "learning:reflect"
        return {"action_url": reverse(name, args=[key, block]) if reader.recorded else ""}
    if reader.access is None:
        return {}
    return {f"{name}_url": file_url(reader.page, block, name) for name in ("media", "poster", "captions")}


def outline_nav(reader: Reader) -> SafeString:
    """The outline with this learner's marks. Drawn here because it stands on every lesson and is long."""
    modules = []
    for title, states in reader.outline.modules:
        rows = format_html_join("", "<li>{}</li>", ((_outline_row(state, reader.page.pk),) for state in states))
        modules.append((title, rows))
    return format_html_join("", '<div><p class="outline__module">{}</p><ol>{}</ol></div>', modules)


def _outline_row(state: UnitState, current_id: int) -> SafeString:
    symbol, label = OUTLINE_SIGNS[state.mark]
    sign = icon(symbol, label=gettext(label))
    if state.mark == "locked":
        words = format_html('<span class="outline__text">{}<small>{}</small></span>', state.unit.title, state.reason)
        return format_html('<span class="outline__item is-locked">{}{}</span>', sign, words)
    here = mark_safe(' aria-current="page"') if state.unit.id == current_id else ""
    return format_html(
        '<a class="outline__item is-{}" href="{}"{}>{}<span class="outline__text">{}</span></a>',
        state.mark, state.unit.url, here, sign, state.unit.title,
    )  # fmt: skip
