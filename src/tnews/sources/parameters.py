"""Parameters of an address: set, read as text, and hidden where they hold a secret."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote, quote_plus, unquote_plus, urlencode, urlsplit, urlunsplit

HIDDEN = "***"
"""What stands where a secret stood."""

_SHORT = 8  # characters

Value = str | int | float | bool
"""A parameter as a configuration has it."""


def shown(value: Value) -> str:
    """Return a parameter as APIs write it: true and false in lower case."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def without_params(url: str, names: Collection[str]) -> str:
    """Return `url` without the parameters of these names; the others stay as they are written."""
    parts = urlsplit(url)
    kept = [
        field
        for field in parts.query.split("&")
        if field and unquote_plus(field.partition("=")[0]) not in names
    ]
    return urlunsplit(parts._replace(query="&".join(kept)))


def with_params(url: str, params: Mapping[str, Value | Sequence[Value]]) -> str:
    """Return `url` with `params` in its query; they replace those of the same name.

    The others stay as they are written: some are signed. Of a list each value stands alone.
    """
    if not params:
        return url
    pairs = [
        (name, shown(value))
        for name, values in params.items()
        for value in ([values] if isinstance(values, str | int | float) else values)
    ]
    parts = urlsplit(without_params(url, params))
    query = "&".join(filter(None, [parts.query, urlencode(pairs, errors="replace")]))
    return urlunsplit(parts._replace(query=query))


def without_query(url: str) -> str:
    """Return `url` without its parameters and fragment: what relative addresses are resolved against."""
    return url.partition("#")[0].partition("?")[0]


def is_same_origin(url: str, other: str) -> bool:
    """Whether scheme, host and port agree (RFC 6454): what credentials are bound to."""
    return _origin(url) == _origin(other)


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return (
        parts.scheme,
        parts.hostname or "",
        parts.port or (443 if parts.scheme == "https" else 80),
    )


def hidden(text: str, *, secret: str) -> str:
    """Return `text` with `secret` hidden wherever it stands, percent-encoded once or twice too.

    A short one only as a whole word, for it may be a part of any other.
    """
    return _pattern(secret).sub(HIDDEN, text) if secret else text


@lru_cache(maxsize=16)
def _pattern(secret: str) -> re.Pattern[str]:
    once = quote(secret, safe="")
    forms = {secret, once, quote(secret), quote_plus(secret), quote(once, safe="")}
    found = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    if len(secret) < _SHORT:
        found = rf"(?<![A-Za-z0-9])(?:{found})(?![A-Za-z0-9])"
    return re.compile(found, re.I)  # hex digits come in both cases
