"""Published cases as files for everybody."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from cases import open_data


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    return _sent(request, open_data.csv_lines, "text/csv; charset=utf-8", "cases.csv")


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    return _sent(request, open_data.json_lines, "application/json; charset=utf-8", "cases.json")


def _sent(request: HttpRequest, lines: Callable[[], Iterator[str]], kind: str, name: str) -> HttpResponse:
    """The file line by line, however many cases there are; whoever has it already is told so."""
    etag = open_data.etag()
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse | StreamingHttpResponse = HttpResponseNotModified()
    else:
        response = StreamingHttpResponse(_in_chinese(lines), content_type=kind)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Link"] = f'<{open_data.LICENSE_URL}>; rel="license"'
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _in_chinese(lines: Callable[[], Iterator[str]]) -> Iterator[str]:
    """Streamed after the view has returned: whatever language is in force by then, the file is the same."""
    for line in lines():
        with translation.override("zh-hans"):
            yield line
