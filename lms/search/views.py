"""The search page and its suggestions."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lms.search.finder import search, suggest
from lms.search.services import record_zero_hit


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    answer = search(query=request.GET, user=request.user)
    if answer.wish.words and not answer.found_anywhere:
        record_zero_hit(term=answer.wish.words)
    response = render(request, "lms/search.html", {"answer": answer, "section": "search"})
    # What is found and quoted depends on who asks.
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_GET
def suggestions(request: HttpRequest) -> JsonResponse:
    """Titles for the box while somebody types."""
    found = suggest(words=request.GET.get("q", ""), user=request.user)
    response = JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "private, max-age=30"
    return response
