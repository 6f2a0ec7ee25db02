"""What kinds have in common that ask for several short entries. The value is a list with one text for each place."""

import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext as _

from assessments.kinds.contract import InvalidAnswer, Kind, Value

LONGEST = 200


def folded(text: str) -> str:
    """How entries are compared: full width as half width, capitals as small letters, no spaces at all."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


class PlacesKind(Kind):
    """One entry for each of a known number of places; empty ones may come later."""

    def places(self, item: dict) -> int:
        """How many entries the answer has."""
        raise NotImplementedError

    def allowed(self, item: dict) -> set[str] | None:
        """What an entry may be; None when anything may be written."""
        return None

    def parse(self, item: dict, posted: Sequence[str]) -> Value:
        return self.check(item, list(posted) or None)

    def check(self, item: dict, value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise InvalidAnswer(_("This answer does not belong to the question."))
        if len(value) != self.places(item) or any("\0" in entry for entry in value):
            raise InvalidAnswer(_("This answer does not belong to the question."))
        entries = [entry.strip() for entry in value]
        if any(len(entry) > LONGEST for entry in entries):
            raise InvalidAnswer(_("An entry has at most %(count)d characters.") % {"count": LONGEST})
        allowed = self.allowed(item)
        if allowed is not None and set(entries) - allowed - {""}:
            raise InvalidAnswer(_("This answer does not belong to the question."))
        return entries if any(entries) else None
