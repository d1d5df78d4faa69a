"""What an HTTP status means for a source, in plain words."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from tnews.locale import _
from tnews.model import FetchError
from tnews.net.http import Reply
from tnews.text import dates

_LEAST_WAIT, _LONGEST_WAIT = 60.0, 86_400.0  # seconds; a wish outside is a mistake or an insult


def require_document(reply: Reply, url: str) -> None:
    """Return if `reply` brings a document; otherwise raise `FetchError` saying why not."""
    if 200 <= reply.status < 300:
        return
    raise FetchError(
        _explanation(reply.status),
        url,
        status=reply.status,
        retry_after=retry_after(reply.headers.get("retry-after", "")),
    )


def _explanation(status: int) -> str:
    if status in (401, 403):
        return _("the server refuses access ({status}); the site may need a login").format(
            status=status
        )
    if status == 404:
        return _("there is nothing at this address (404); check the address")
    if status == 410:
        return _("the site has closed this address for good (410); remove the source")
    if status == 429:
        return _("the server wants fewer requests (429); it will be asked again later")
    if status >= 500:
        return _("the server has a fault ({status}); it will be asked again later").format(
            status=status
        )
    return _("the server answered with status {status} instead of a document").format(status=status)


def retry_after(value: str) -> float | None:
    """Return the seconds a Retry-After header asks to wait, 60 to 86,400; None if unreadable.

    Both forms of RFC 9110 10.2.3: seconds and a date.
    """
    value = value.strip()
    if re.fullmatch(r"[0-9]+", value):
        seconds = float(value[:9])
    elif (moment := dates.parse(value)) is not None:
        seconds = (moment - datetime.now(UTC)).total_seconds()
    else:
        return None
    return min(max(seconds, _LEAST_WAIT), _LONGEST_WAIT)
