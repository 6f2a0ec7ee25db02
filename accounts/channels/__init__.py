"""Ways to reach people outside the site. The inbox is the record; a channel only says what waits in it.

A further one (SMS, WeCom) is a class that keeps the contract, registered from its app's `AppConfig.ready`. Choices on
the profile, rhythm, quiet hours and "never twice" are then there without another line.
"""

from accounts.channels.contract import Channel, DeliveryFailed, Digest, Line
from accounts.channels.mail import MailChannel

__all__ = ["Channel", "DeliveryFailed", "Digest", "Line", "channel_of", "configured_channels", "register_channel"]

_channels: dict[str, Channel] = {}


def register_channel(channel: Channel) -> None:
    """Offer `channel` to people from now on; one with the same key is replaced."""
    _channels[channel.key] = channel


def channel_of(key: str) -> Channel | None:
    """The channel of that key, while its access data are there; what is not configured does not exist."""
    channel = _channels.get(key)
    return channel if channel is not None and channel.is_configured() else None


def configured_channels() -> list[Channel]:
    return [channel for channel in _channels.values() if channel.is_configured()]


register_channel(MailChannel())
