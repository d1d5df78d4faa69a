"""Getting a source's document only if it changed: validators go out, a hash tells the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from tnews.model import FetchState, Source
from tnews.model.record import replace
from tnews.net.http import Reply, charset_of, fresh_for, require_document
from tnews.sources import moves

_TRUST = timedelta(days=8)
"""How long validators are sent: some servers answer 304 for ever (NetNewsWire's rule)."""


class Getter(Protocol):
    """What gets the document: an `Http`, or something that adds to its requests."""

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        """Get `url` as `Http.get` does."""
        ...


async def get(
    source: Source,
    state: FetchState,
    http: Getter,
    *,
    accept: str,
    reading: Mapping[str, Any] | None = None,
    always: bool = False,
) -> tuple[FetchState, Reply | None]:
    """Return the state to remember, and the document; None if it is as it was last time.

    That is 304, or the same bytes. `reading` is what decides how the document is read: what
    was read otherwise has not been read. `always` asks for the document in any case.
    `state.cursor` keeps when the whole document last came, and the mark of `reading`.
    Raises `FetchError`.
    """
    now = datetime.now(UTC)
    mark = _digest(repr(sorted(reading.items())).encode())[:8].hex() if reading else ""
    asked = {} if always else _validators(state, mark, now)
    reply = await http.get(source.url, headers={"accept": accept, **asked}, home=source.url)
    state = replace(
        moves.noted(source, state, reply.moved_to, now),
        checked_at=now,
        succeeded_at=now,
        failures=0,
        last_error="",
        failure="",
        fresh_for=fresh_for(reply.headers, now),
    )
    if reply.status == 304 and asked:
        return state, None
    require_document(reply, source.url)
    body_hash = _digest(mark.encode() + reply.body)
    is_same = body_hash == state.body_hash and not always
    state = replace(
        state,
        etag=reply.headers.get("etag", ""),
        last_modified=reply.headers.get("last-modified", ""),
        body_hash=body_hash,
        cursor=f"{now.isoformat(timespec='seconds')} {mark}".rstrip(),
    )
    return state, None if is_same else reply


def facts(reply: Reply) -> dict[str, Any]:
    """Return what the worker has to know of `reply` besides its body: url and charset."""
    return {"url": reply.url, "charset": charset_of(reply.headers.get("content-type", ""))}


def _validators(state: FetchState, mark: str, now: datetime) -> dict[str, str]:
    """Return the headers of a conditional request, verbatim as the server gave them."""
    at, _parted, read_with = state.cursor.partition(" ")
    last_whole = datetime.fromisoformat(at) if at else state.succeeded_at
    if read_with != mark or last_whole is None or abs(now - last_whole) > _TRUST:
        return {}
    headers = {"if-none-match": state.etag, "if-modified-since": state.last_modified}
    return {name: value for name, value in headers.items() if value}


def _digest(data: bytes) -> bytes:
    from hashlib import blake2b  # a kind's options are wanted where nothing is fetched

    return blake2b(data, digest_size=16).digest()
