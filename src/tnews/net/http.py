"""What the rest of the house knows of HTTP: a reply, and something that gets one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a request: whole, inflated, within the limits.

    `url` is the address after redirects; the names in `headers` are lower case.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Http(Protocol):
    """Anything that can get a document."""

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        """Get `url`. `home` is the source's own configured address: its host may be private,
        and `headers` go to its origin only. Default: `url` itself.

        Any HTTP status is a reply; `FetchError` means there is none within the limits.
        """
        ...
