"""What one process keeps in memory because its key changes with its content.

Outlines and rendered lessons are read far more often than they change. A shelf holds the objects themselves, so
reading one costs nothing; keys carry a version or a revision, so nothing on it is ever stale. The time limit is for
what a revision cannot know, such as the new address of a page that a text links to.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

_shelves: list["Shelf"] = []


class Shelf:
    """The last `size` objects, each for `seconds` at most."""

    def __init__(self, *, size: int, seconds: float = 600) -> None:
        self._size, self._seconds = size, seconds
        self._kept: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._lock = Lock()
        _shelves.append(self)

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The object under `key`, made now when it is not there."""
        found = self._kept.get(key)
        if found is not None and found[0] > time.monotonic():
            return found[1]
        made = make()
        self.put(key, made)
        return made

    def find(self, key: Hashable) -> Any:
        """The object under `key`, or None."""
        found = self._kept.get(key)
        return found[1] if found is not None and found[0] > time.monotonic() else None

    def put(self, key: Hashable, value: Any) -> None:
        with self._lock:
            self._kept[key] = (time.monotonic() + self._seconds, value)
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


def clear_all() -> None:
    """Empty every shelf of this process."""
    for shelf in _shelves:
        shelf.clear()
