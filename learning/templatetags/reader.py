"""Everything the lesson reader shows, gathered once."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from courses.models import LessonPage
from courses.outline import OutlineUnit
from learning.access import Access
from learning.models import Note
from learning.outline import LearnerOutline, UnitState
from learning.rendering import Heading, file_url, headings, needs_of, segments
from learning.services.progress import remaining

register = template.Library()


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

    @property
    def course(self):
        return self.access.course if self.access else self.page.get_parent().get_parent().specific

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
    def segments(self) -> list:
        return segments(self.page, fresh=self.fresh)

    @cached_property
    def headings(self) -> list[Heading]:
        return headings(self.page, fresh=self.fresh)

    @cached_property
    def _all_notes(self) -> list[Note]:
        if not self.recorded:
            return []
        return list(Note.objects.filter(learner_id=self.access.enrollment.learner_id, unit_id=self.page.pk))

    @property
    def notes(self) -> list[Note]:
        return [note for note in self._all_notes if not note.block]

    def reflection(self, block: str) -> Note | None:
        return next((note for note in self._all_notes if note.block == block), None)

    @cached_property
    def todo(self) -> list[dict]:
        done = remaining(self.progress, needs_of(self.page)) if self.progress else {}
        return [item | {"done": self.completed or done.get(item["key"], False)} for item in self.page.requirements()]

    @property
    def left(self) -> int:
        return sum(not item["done"] for item in self.todo)

    @property
    def reading_left(self) -> bool:
        return any(item["key"] == "read" and not item["done"] for item in self.todo)

    @property
    def percent(self) -> int:
        return round((self.progress.position if self.progress else 0) * 100)


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
def lesson_block(context: template.Context, reader: Reader, block_id: str) -> SafeString:
    """Render one personal block with what this learner did in it."""
    child = next(c for c in reader.page.body if c.id == block_id)
    extra = {"page": reader.page, "block_id": block_id, "recorded": reader.recorded, "state": None}
    state = reader.progress.state if reader.progress else {}
    key = reader.page.translation_key
    if child.block_type == "self_check":
        extra["state"] = state.get("checks", {}).get(block_id)
        extra["action_url"] = reverse("learning:check", args=[key, block_id]) if reader.recorded else ""
    elif child.block_type == "reflection":
        note = reader.reflection(block_id)
        extra["state"] = {"text": note.text, "updated_at": note.updated_at} if note else None
        extra["action_url"] = reverse("learning:reflect", args=[key, block_id]) if reader.recorded else ""
    else:
        extra["state"] = state.get("media", {}).get(block_id)
        if reader.access is not None:
            extra["media_url"] = file_url(reader.page, block_id, "media")
            extra["poster_url"] = file_url(reader.page, block_id, "poster")
            extra["captions_url"] = file_url(reader.page, block_id, "captions")
    return child.render(context=context.flatten() | extra)
