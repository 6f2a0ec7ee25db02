"""What search writes."""

import re

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from lms.models import IndexState, ZeroHit
from lms.search.text import ANALYSER_VERSION, fold, runs

# Numbers of phones and identity cards, typed into the wrong box, are nobody's business.
NUMBER = re.compile(r"\d{7,}")
SHORTEST, LONGEST = 2, 40
NEW_TERMS_A_DAY = 1000  # enough for people, not for a program that tries words


def record_zero_hit(*, term: str) -> ZeroHit | None:
    """Count a term that found nothing today. None when it is not worth keeping, or must not be kept."""
    term = " ".join(fold(term).replace("\0", " ").split())
    letters = "".join(run.text for run in runs(term))
    if len(letters) < SHORTEST or len(term) > LONGEST or NUMBER.search(letters):
        return None
    today = timezone.localdate()
    hits = ZeroHit.objects.filter(term=term, day=today)
    if not hits.update(count=F("count") + 1):
        if ZeroHit.objects.filter(day=today).count() >= NEW_TERMS_A_DAY:
            return None
        try:
            with transaction.atomic():
                ZeroHit.objects.create(term=term, day=today)
        except IntegrityError:
            # Somebody asked the same at this moment.
            hits.update(count=F("count") + 1)
    return hits.get()


def remember_version() -> IndexState:
    """Note that the whole index has been made by the analyser of today."""
    state, _created = IndexState.objects.update_or_create(
        pk=1, defaults={"analyser_version": ANALYSER_VERSION, "made_at": timezone.now()}
    )
    return state
