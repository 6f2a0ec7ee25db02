"""Files inside lessons, for those who may read the lesson: recordings (with seeking), posters, captions, pages."""

import mimetypes
import re
from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from courses.models import LessonPage
from courses.rendering import document_page
from learning.access import access_to, may_preview
from learning.guards import unit_of_key

RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
CHUNK = 64 * 1024


@login_required
@require_safe
def lesson_file(request: HttpRequest, key, block: str, name: str) -> HttpResponse:
    """One file of one block; `name` is media, poster, captions or the number of a document page."""
    lesson = unit_of_key(key)
    if not access_to(request.user, lesson).allowed and not may_preview(request.user, lesson):
        raise Http404
    if not isinstance(lesson, LessonPage):
        raise Http404
    child = next((c for c in lesson.body if c.id == block), None)
    if child is None:
        raise Http404
    if name.isdigit() and child.block_type == "document":
        image = document_page(child.value["document"], int(name))
        if image is None:
            raise Http404
        return _private(HttpResponse(image, content_type="image/webp"))
    return _private(_stored(request, child, name))


def _stored(request: HttpRequest, child, name: str) -> HttpResponse:
    value = child.value
    if child.block_type not in ("video", "audio"):
        raise Http404
    recording = value[child.block_type]
    file = {
        "media": lambda: recording.file,
        "poster": lambda: recording.thumbnail,
        "captions": lambda: value["captions"].file if value.get("captions") else None,
    }.get(name, lambda: None)()
    if not file:
        raise Http404
    kind = "text/vtt; charset=utf-8" if name == "captions" else mimetypes.guess_type(file.name)[0]
    return ranged(request, file, kind or "application/octet-stream")


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def ranged(request: HttpRequest, file, content_type: str) -> HttpResponse:
    """The file, or the part of it a player asked for (one range; RFC 9110 §14). Phones need this to seek."""
    size = file.size
    match = RANGE.match(request.headers.get("Range", ""))
    if not match or not any(match.groups()):
        response: HttpResponse = FileResponse(file.open("rb"), content_type=content_type)
        response.headers["Accept-Ranges"] = "bytes"
        return response
    first, last = match.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start >= size or start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = StreamingHttpResponse(_read(file, start, end), status=206, content_type=content_type)
    part.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    part.headers["Content-Length"] = str(end - start + 1)
    part.headers["Accept-Ranges"] = "bytes"
    return part


def _read(file, start: int, end: int) -> Iterator[bytes]:
    with file.open("rb") as handle:
        handle.seek(start)
        left = end - start + 1
        while left > 0 and (data := handle.read(min(CHUNK, left))):
            left -= len(data)
            yield data
