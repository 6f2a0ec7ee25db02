"""The synonyms in force. Kept for a minute, so that typing does not ask for them with every letter."""

from content.shelf import Shelf
from lms.models import SynonymGroup

_kept = Shelf(size=1, seconds=60)


def groups() -> list[frozenset[str]]:
    """Groups of folded words that mean the same."""
    return _kept.get("groups", lambda: [group.folded for group in SynonymGroup.objects.all()])


def forget() -> None:
    """Read them anew at the next search; other processes do within a minute."""
    _kept.clear()
