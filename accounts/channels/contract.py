"""What a channel is given and what it must do."""

from dataclasses import dataclass
from typing import Any, Protocol

from accounts.models import User


class DeliveryFailed(Exception):
    """Nothing was sent, and it may be tried again later."""


@dataclass(frozen=True)
class Line:
    """One line of the inbox: its words, and the absolute address that marks it read and leads on."""

    text: str
    url: str


@dataclass(frozen=True)
class Digest:
    """What is unread, newest first, for one person. `total` may exceed the lines that are spelled out."""

    person: User
    lines: tuple[Line, ...]
    total: int
    inbox_url: str
    choices_url: str


class Channel(Protocol):
    key: str
    label: Any  # translated when it is shown
    # What somebody reads who cannot be reached yet.
    hint: Any

    def is_configured(self) -> bool:
        """Whether this installation has what it takes to send."""

    def reaches(self, person: User) -> bool:
        """Whether the person gave an address, and it is known to be theirs."""

    def send(self, digest: Digest) -> None:
        """Send it, saying nothing about the lines that they do not say themselves. Raises DeliveryFailed."""
