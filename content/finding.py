"""Lists narrowed by words, as the search page of the site finds them: traditional or full-width, apart or together."""

from collections.abc import Sequence

from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend


def found(pages: QuerySet, words: str, *, fields: Sequence[str] | None = None) -> QuerySet:
    """Those of `pages` that the site's search finds by `words`, in `fields` or anywhere; all of them without words.

    The condition is part of the query that `pages` will be, so it costs none of its own.
    """
    words = words.strip()
    # Which backend that is, the settings say; the one of this site can narrow a list.
    return get_search_backend().matching(pages, words, fields=fields) if words else pages
