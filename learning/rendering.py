"""A lesson as it is shown: what is the same for everybody is made once per revision, the rest is a block reference."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from content.shelf import Shelf
from courses.models import LessonPage

# Blocks that show something of this learner (an answer, a note, the place in a recording), or of now.
PERSONAL = frozenset({"self_check", "reflection", "video", "audio", "live_case"})
_sheets = Shelf(size=300)
_blocks = Shelf(size=4000)
_needs_kept = Shelf(size=1000)


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


@dataclass(frozen=True, slots=True)
class LessonSheet:
    """One revision of a lesson in one language, ready to show. `parts` are finished HTML and personal blocks."""

    parts: tuple
    headings: tuple[Heading, ...]
    needs: Needs
    requirements: tuple[dict, ...]
    sentence: str
    recordings: bool
    branching: bool
    addresses: dict[str, str]  # where beats, the list of what is left, "read" and notes go


def sheet_of(page: LessonPage, *, fresh: bool = False) -> LessonSheet:
    """The sheet of `page`; `fresh` for drafts and previews, which are never kept."""
    if fresh or not page.live or not page.live_revision_id:
        return _make(page, preview=True)
    return _sheets.get((page.pk, page.live_revision_id, get_language()), lambda: _make(page, preview=False))


def _make(page: LessonPage, *, preview: bool) -> LessonSheet:
    parts: list = []
    plain: list[str] = []

    def close() -> None:
        if plain:
            parts.append(mark_safe("".join(plain)))
            plain.clear()

    for child in page.body:
        if child.block_type in PERSONAL:
            close()
            parts.append(child)
        else:
            plain.append(child.render(context={"page": page, "block_id": child.id, "preview": preview}))
    close()
    return LessonSheet(
        parts=tuple(parts),
        headings=tuple(
            Heading(child.id, child.value["text"], int(child.value["level"]))
            for child in page.body
            if child.block_type == "heading"
        ),
        needs=_needs(page),
        requirements=tuple(page.requirements()),
        sentence=page.completion_sentence(),
        recordings=any(child.block_type in ("video", "audio") for child in page.body),
        branching=any(child.block_type == "dilemma" for child in page.body),
        addresses={
            name: reverse(f"learning:{name}", args=[page.translation_key])
            for name in ("beat", "todo", "read", "note_save")
        },
    )


def needs_of(page: LessonPage) -> Needs:
    """What `page` asks for."""
    return sheet_of(page).needs


def needs_at(unit_id: int, revision: int | None) -> Needs | None:
    """What the lesson with that key asks for in its live `revision`; None when the unit is no lesson. Kept."""

    def read() -> Needs | None:
        page = LessonPage.objects.filter(pk=unit_id).first()
        return needs_of(page) if page else None

    return _needs_kept.get((unit_id, revision), read) if revision else read()


def _needs(page: LessonPage) -> Needs:
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


# A form's token is this visitor's alone: kept HTML holds a mark in its place.
TOKEN_MARK = "token-of-this-visitor"  # noqa: S105  a place-holder, replaced before anything is sent


def personal_html(*, page: LessonPage, child, state: object, draw: Callable[[], str]) -> SafeString:
    """The HTML of a personal block in `state`, drawn once for everybody who is in the same state.

    `draw` renders the block with TOKEN_MARK as its CSRF token.
    """
    key = (page.pk, page.live_revision_id, get_language(), child.id, repr(state))
    return mark_safe(_blocks.get(key, draw) if page.live_revision_id else draw())


def file_url(page: LessonPage, block_id: str, name: str) -> str:
    """The gated address of a file inside a lesson (`name` is media, poster, captions or a page number)."""
    return reverse("learning:file", args=[page.translation_key, block_id, name])
