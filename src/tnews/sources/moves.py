"""A source whose address has moved for good: when that is believed. Pure, but for asking there.

One redirect is no proof: a hotel's network sends everything to its login with 301, for an hour.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from tnews.model import FetchState, Source
from tnews.model.record import replace
from tnews.net.http import Http, Reply

CONFIRMED = timedelta(hours=20)
"""How long a server must have said the same before it is believed, each time with a document that
could be read: a source that is asked once a day moves when it is asked the second time."""

TRIES = 3
"""Failures in a row at the new address after which the old one is asked again."""


def may_move(source: Source) -> bool:
    """Say whether a new address of `source` is remembered.

    The addresses of an API may hold its key, and a route of RSSHub follows [rsshub].
    """
    return source.kind in ("feed", "page") and source.url.startswith(("http://", "https://"))


def noted(source: Source, state: FetchState, moved_to: str, now: datetime) -> FetchState:
    """Return `state` with what a server said of where `source` is: `Reply.moved_to`.

    To be kept only if the document could be read.
    """
    if not moved_to or not may_move(source):
        if not state.moving_to:
            return state
        return replace(state, moving_to="", moving_since=None)
    since = state.moving_since if state.moving_to == moved_to else None
    if since is None or since > now:
        return replace(state, moving_to=moved_to, moving_since=now)
    if now - since < CONFIRMED:
        return state
    there = "" if moved_to == source.url else moved_to
    return replace(state, moved_to=there, moving_to="", moving_since=None)


def failed(state: FetchState) -> FetchState:
    """Return `state` after a failure: an address that does not hold is given up."""
    if state.moved_to and (state.failures >= TRIES or state.failure == "gone"):
        return replace(state, moved_to="", moving_to="", moving_since=None)
    return state


class Moved(Http):
    """Http that asks for the new address of one source in place of its own.

    Its home stays where a person said: headers of the source do not move along, and the right to
    a private address neither.
    """

    def __init__(self, http: Http, url: str, moved_to: str) -> None:
        self._http = http
        self._url = url
        self._moved_to = moved_to

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        """Get `url`, or what has taken its place; see `Http.get`."""
        asked = self._moved_to if url == self._url else url
        return await self._http.get(asked, headers=headers, home=home or url)

    async def post(
        self,
        url: str,
        body: bytes,
        *,
        headers: Mapping[str, str] | None = None,
        home: str | None = None,
    ) -> Reply:
        """Post `body` to `url`; see `Http.post`."""
        return await self._http.post(url, body, headers=headers, home=home)
