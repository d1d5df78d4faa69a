"""What the rest of the house knows of HTTP: a reply, something that gets one, what headers say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol

from tnews.locale import N_, _
from tnews.model import FetchError
from tnews.model.record import Record, field

RETRY_AFTER_LEAST = 60.0
RETRY_AFTER_MOST = 86_400.0
"""Seconds a server may make us wait: at least a minute, at most a day."""

_MEANINGS = {
    304: N_("the server says “not modified” though nothing was kept (304)"),
    401: N_("the server refuses access (401); the site may need a login"),
    402: N_("the site asks for money (402)"),
    403: N_("the server refuses access (403); the site may need a login"),
    404: N_("there is nothing at this address (404); check the address"),
    407: N_("the proxy asks for a name and a password (407)"),
    410: N_("the site has closed this address for good (410); remove the source"),
    429: N_("the server wants fewer requests (429); it will be asked again later"),
    451: N_("the document is withheld for legal reasons (451)"),
}
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([a-z0-9._:+-]{1,40})""", re.ASCII)


class Reply(Record):
    """An answer to a request: whole, inflated, within the limits.

    `url` is the address after redirects; the names in `headers` are lower case. `moved_to` is
    where redirects for good (301, 308) have led before any other, "" if there were none;
    `is_lasting` says that there was no other.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    moved_to: str = ""
    is_lasting: bool = True


class Http(Protocol):
    """Anything that can get a document."""

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        """Get `url`. `home` is the source's own configured address: its host may be private,
        and `headers` go to its origin only, but for Accept and validators. Default: `url` itself.

        Any HTTP status is a reply; `FetchError` means there is none within the limits.
        """
        ...

    async def post(
        self,
        url: str,
        body: bytes,
        *,
        headers: Mapping[str, str] | None = None,
        home: str | None = None,
    ) -> Reply:
        """Post `body`, whose Content-Type stands in `headers`, to `url`; else as `get`.

        A redirect to another origin is refused: the body was meant for this one.
        """
        ...


def explain_status(status: int) -> str:
    """Return what `status` means in plain words, with its number: the line of an error."""
    if status in _MEANINGS:
        return _(_MEANINGS[status])
    if status >= 500:
        message = _("the server has a fault ({status}); it will be asked again later")
    else:
        message = _("the server answered with status {status} instead of a document")
    return message.format(status=status)


def require_document(reply: Reply, url: str) -> None:
    """Return if `reply` brings a document; otherwise raise `FetchError` saying why not."""
    if not 200 <= reply.status < 300:
        raise FetchError(
            explain_status(reply.status),
            url,
            status=reply.status,
            retry_after=retry_after(reply.headers),
            code="gone" if reply.status == 410 and reply.is_lasting else "",
        )


def charset_of(content_type: str) -> str:
    """Return the charset a Content-Type header names, in lower case, or ""."""
    match = _CHARSET.search(content_type.lower())
    return match[1] if match else ""


def fresh_for(headers: Mapping[str, str], now: datetime | None = None) -> int:
    """Return the seconds in which the server has nothing newer than this answer (RFC 9111 §4.2).

    0 where it says nothing, or that nobody may keep the answer. `now` as in `retry_after`.
    """
    said = headers.get("cache-control", "").lower()[:500]
    if re.search(r"\bno-(?:store|cache)\b", said):
        return 0
    if match := re.search(r"""\bmax-age\s*=\s*["']?([0-9]{1,9})""", said, re.ASCII):
        age = re.fullmatch("[0-9]{1,9}", headers.get("age", "").strip(), re.ASCII)
        return max(0, int(match[1]) - (int(age[0]) if age else 0))
    ends = _moment(headers["expires"]) if "expires" in headers else None
    if ends is None:
        return 0
    begins = (_moment(headers["date"]) if "date" in headers else None) or now or datetime.now(UTC)
    return max(0, int((ends - begins).total_seconds()))


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Return the seconds the server wants us to wait (RFC 9110 §10.2.3), or None.

    The wish is a number of seconds or a date; it is clamped to a minute … a day. An
    unreadable one is none. `now` is aware, by default the present.
    """
    wish = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]+", wish, re.ASCII):
        seconds = float(wish)  # infinite for absurdly many digits, where int() would raise
    else:
        moment = _moment(wish)
        if moment is None:
            return None
        seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return min(max(seconds, RETRY_AFTER_LEAST), RETRY_AFTER_MOST)


def _moment(date: str) -> datetime | None:
    """Return the time of a header (RFC 9110 §5.6.7), or None."""
    from email.utils import parsedate_to_datetime  # rare, and 3 ms to import

    try:
        moment = parsedate_to_datetime(date.strip()[:100])
        if moment.tzinfo is None:  # a date in "-0000" comes naive and means UTC
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
