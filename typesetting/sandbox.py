"""What a document may read while it is set: its own data URIs and files below given folders. Never the network.

Stands on WeasyPrint and is therefore imported by the engine alone, together with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import URLFetcher, URLFetcherResponse


class Sandbox(URLFetcher):
    """Fetches nothing but `data:` and files below `roots`; WeasyPrint logs a refusal and goes on without the thing."""

    def __init__(self, roots: Iterable[Path] = ()) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self._roots = tuple(root.resolve() for root in roots)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        address = urlsplit(url)
        if address.scheme.lower() == "file":
            # Resolved before it is compared: neither dots nor a symbolic link lead out.
            path = Path(url2pathname(address.path)).resolve()
            if address.netloc or not any(path.is_relative_to(root) for root in self._roots):
                raise ValueError(f"Not below a folder this document may read: {url}")
            url = path.as_uri()
        return super().fetch(url, headers)
