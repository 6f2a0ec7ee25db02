"""Stable names: the same content loaded again has the same ids, so nothing doubles and no answer loses its block."""

import uuid

_SPACE = uuid.UUID("6f0d1b7e-5c1c-4a3b-9d39-0c5e3f6a7b21")


def key(*parts: object) -> uuid.UUID:
    """The id of the thing named by `parts`, e.g. key("C1L3", 4, "choice", 1)."""
    return uuid.uuid5(_SPACE, "/".join(str(part) for part in parts))
