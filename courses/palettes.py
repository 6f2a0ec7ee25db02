"""Which of the five palettes a course's cover has: the same everywhere, and unlike its neighbours' in the catalog."""

from django.core.cache import cache

from courses.models import CoursePage
from covers import assign_palettes, palette_for, seed_for

KEY, KEEP = "courses:palettes", 3600


def palette_of(title: str) -> str:
    """The palette of the course with this title.

    Courses get theirs in the order in which they were made, each looking only at those before it, so a new course
    changes no other cover. A title that is no course's (a preview) has the first choice of its own.
    """
    seed = seed_for(title)
    known = cache.get(KEY)
    if known is None or seed not in known:
        titles = list(CoursePage.objects.order_by("pk").values_list("title", flat=True))
        known = dict(zip(map(seed_for, titles), assign_palettes(titles), strict=True))
        cache.set(KEY, known, KEEP)
    return known.get(seed) or palette_for(title)
