"""Is the index of today's making? Asked by `migrate` and by `check --database default`."""

from django.core.checks import Tags, Warning, register
from django.db import DatabaseError
from wagtail.search.models import IndexEntry

from lms.models import IndexState
from lms.search.text import ANALYSER_VERSION

STALE = "lms.W001"


@register(Tags.database)
def index_is_current(app_configs=None, databases=None, **kwargs) -> list[Warning]:
    if "default" not in (databases or ()):
        return []
    try:
        made = IndexState.objects.values_list("analyser_version", flat=True).first()
        if made == ANALYSER_VERSION or (made is None and not IndexEntry.objects.exists()):
            return []
    except DatabaseError:
        return []  # the tables are yet to be made
    message = f"The search index was made by version {made or 0} of the analyser; today's is {ANALYSER_VERSION}."
    return [Warning(message, hint="Run `manage.py update_index`.", id=STALE)]
