"""One proof of a case and how it is told from another; what confirmed adoptions prove. Pure."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_SAID = ("claim", "kind", "title", "note", "link")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof says, the file that comes with it (its uuid or ""), and the fingerprint of all that."""

    claim: str
    kind: str
    title: str
    note: str
    link: str
    file: str
    fingerprint: str


def proofs(sections: Mapping[str, Mapping[str, Any]]) -> list[Proof]:
    """The proofs of a case in their order; rows in which nothing stands are left out."""
    return list(_proofs(sections.get("evidence", {}).get("evidence") or []))


def _proofs(rows: list[Mapping[str, Any]]) -> Iterator[Proof]:
    for row in rows:
        said = [str(row.get(name, "")).strip() for name in _SAID]
        file = str(next(iter(row.get("file") or []), ""))
        if any(said) or file:
            claim, kind, title, note, link = said
            yield Proof(claim, kind, title, note, link, file, fingerprint_of(said, file))


def fingerprint_of(said: list[str], file: str) -> str:
    """The same for the same words and the same file, whatever the row's place."""
    return hashlib.sha256(json.dumps([*said, file], ensure_ascii=False).encode()).hexdigest()


# One confirmed adoption elsewhere proves as much as an independent check; three places, run by others, the most.
PROVEN_BY_PLACES = ((3, 5), (1, 4))


def level_of(judged: int, places: int) -> int:
    """The level readers see: what a person judged, or what adoptions in `places` other places prove if that is more."""
    return max(judged, next((level for least, level in PROVEN_BY_PLACES if places >= least), 0))
