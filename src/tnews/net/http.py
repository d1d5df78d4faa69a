"""What the rest of the house knows of HTTP: a reply, something that gets one, what headers say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from tnews.locale import N_, _

RETRY_AFTER_LEAST = 60.0
RETRY_AFTER_MOST = 86_400.0
"""Seconds a server may make us wait: at least a minute, at most a day."""

_MEANINGS = {
    304: N_("The document has not changed."),
    401: N_("The site asks for a name and a password."),
    402: N_("The site asks for money."),
    403: N_("The site refuses to give the document."),
    404: N_("The document is not there."),
    407: N_("The proxy asks for a name and a password."),
    410: N_("The document is gone for good."),
    429: N_("The site asks to be visited less often."),
    451: N_("The document is withheld for legal reasons."),
    503: N_("The site is overloaded or being repaired."),
}
_CLASSES = {
    1: N_("The site wants to speak another protocol."),
    3: N_("The site sends to another address without naming it."),
    4: N_("The site does not accept the request."),
    5: N_("The site is in trouble."),
}
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([a-z0-9._:+-]{1,40})""", re.ASCII)


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


def explain_status(status: int) -> str:
    """Return what `status` means in plain words and its number: the line of an error."""
    meaning = _MEANINGS.get(status) or _CLASSES.get(status // 100)
    words = _(meaning) if meaning else _("The site answered something unexpected.")
    return f"{words} (HTTP {status})"


def charset_of(content_type: str) -> str:
    """Return the charset a Content-Type header names, in lower case, or ""."""
    match = _CHARSET.search(content_type.lower())
    return match[1] if match else ""


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Return the seconds the server wants us to wait (RFC 9110 §10.2.3), or None.

    The wish is a number of seconds or a date; it is clamped to a minute … a day. An
    unreadable one is none. `now` is aware, by default the present.
    """
    wish = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]+", wish, re.ASCII):
        seconds = float(wish)  # infinite for absurdly many digits, where int() would raise
    else:
        try:
            moment = parsedate_to_datetime(wish[:100])
            if moment.tzinfo is None:  # a date in "-0000" comes naive and means UTC
                moment = moment.replace(tzinfo=UTC)
            seconds = (moment - (now or datetime.now(UTC))).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(seconds, RETRY_AFTER_LEAST), RETRY_AFTER_MOST)
