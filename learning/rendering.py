"""A lesson's body as segments: finished HTML for what is the same for everybody, block references for what is not.

The finished part is cached by page and live revision; a new revision is a new key, so nothing is ever stale.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.models import LessonPage

# Blocks that show something of this learner: an answer, a note, the place in a recording.
PERSONAL = frozenset({"self_check", "reflection", "video", "audio"})
KEEP = 3600


@dataclass(frozen=True, slots=True)
class Needs:
    """What completes a lesson: text length decides the reading floor; media carry length and share."""

    floor: int
    checks: tuple[str, ...]
    media: dict[str, tuple[float, float]]  # block id: (seconds, share 0..1)


@dataclass(frozen=True, slots=True)
class Heading:
    id: str
    text: str
    level: int


def _key(kind: str, page: LessonPage) -> str | None:
    """A cache key that changes with the live content; None for drafts and previews."""
    if not page.live or not page.live_revision_id:
        return None
    return f"lesson:{kind}:{page.pk}:{page.live_revision_id}:{get_language()}"


def file_url(page: LessonPage, block_id: str, name: str) -> str:
    """The gated address of a file inside a lesson (`name` is media, poster, captions or a page number)."""
    return reverse("learning:file", args=[page.translation_key, block_id, name])


def segments(page: LessonPage, *, fresh: bool = False) -> list[tuple[str, SafeString | str]]:
    """[("html", text) | ("block", block id)] in order; neighbours that are plain are joined."""
    key = None if fresh else _key("body", page)
    kept = cache.get(key) if key else None
    if kept is not None:
        return kept
    parts: list[tuple[str, SafeString | str]] = []
    plain: list[str] = []
    for child in page.body:
        if child.block_type in PERSONAL:
            if plain:
                parts.append(("html", mark_safe("".join(plain))))  # noqa: S308  rendered by block templates
                plain = []
            parts.append(("block", child.id))
        else:
            plain.append(child.render(context={"page": page, "block_id": child.id}))
    if plain:
        parts.append(("html", mark_safe("".join(plain))))  # noqa: S308  rendered by block templates
    if key:
        cache.set(key, parts, KEEP)
    return parts


def headings(page: LessonPage, *, fresh: bool = False) -> list[Heading]:
    """The section headings, for the list beside the text."""
    key = None if fresh else _key("headings", page)
    kept = cache.get(key) if key else None
    if kept is None:
        kept = [
            Heading(child.id, child.value["text"], int(child.value["level"]))
            for child in page.body
            if child.block_type == "heading"
        ]
        if key:
            cache.set(key, kept, KEEP)
    return kept


def needs_of(page: LessonPage) -> Needs:
    """What `page` asks for, from the cache when this revision was asked before."""
    key = _key("needs", page)
    kept = cache.get(key) if key else None
    if kept is None:
        kept = _read_needs(page)
        if key:
            cache.set(key, kept, KEEP)
    return kept


def _read_needs(page: LessonPage) -> Needs:
    checks, media = [], {}
    for child in page.body:
        if child.block_type == "self_check":
            checks.append(child.id)
        elif child.block_type in ("video", "audio"):
            recording = child.value[child.block_type]
            wanted = child.value["required_percent"] or 0
            if recording is not None:
                media[child.id] = (float(recording.duration or 0), wanted / 100)
    return Needs(floor=page.floor_seconds, checks=tuple(checks), media=media)
