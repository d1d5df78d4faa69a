"""Addresses that may be fetched: web addresses, where a redirect leads, whose credentials go along."""

from __future__ import annotations

import re
from base64 import b64encode

import httpx

from tnews.locale import _
from tnews.model import FetchError
from tnews.net.http import Reply

_LENGTH_LIMIT = 8192  # the longest request line that common servers take
_HOST = re.compile(r"[a-z0-9_.-]{1,253}|[0-9a-f:.]+")


def web_address(text: str) -> httpx.URL:
    """Return the address `text` without its fragment. Raises FetchError if it is none."""
    try:
        url = _parse(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise _no_address(text) from error
    _require_web(url)
    return url


def redirected(url: httpx.URL, reply: Reply) -> httpx.URL:
    """Return where `reply` of `url` leads. Raises FetchError if that is not followed.

    A name and password in it are dropped: they are the redirecting server's choice.
    """
    location = reply.headers.get("location", "")
    if not location.strip():
        message = _("The site redirects without saying where to.")
        raise FetchError(message, status=reply.status, code="redirect")
    try:
        target = without_userinfo(_parse(location, url))
    except (httpx.InvalidURL, ValueError) as error:
        message = _("The site redirects to something that is no web address.")
        raise FetchError(message, code="redirect") from error
    _require_web(target)
    if url.scheme == "https" and target.scheme == "http":
        message = _("The site redirects from https to unprotected http.")
        raise FetchError(message, code="redirect")
    return target


def host_of(url: httpx.URL) -> str:
    """Return the host as it goes over the wire; `URL.host` fails for wrong punycode."""
    return url.raw_host.decode("ascii")


def origin_of(url: httpx.URL) -> tuple[str, str, int]:
    """Return scheme, host and port: what credentials are bound to (RFC 6454)."""
    return url.scheme, host_of(url), url.port or (443 if url.scheme == "https" else 80)


def without_userinfo(url: httpx.URL) -> httpx.URL:
    """Return `url` without name and password."""
    return url.copy_with(userinfo=b"") if url.userinfo else url


def authorization(first: httpx.URL, house: httpx.URL) -> dict[str, str]:
    """Return the header (RFC 7617) for a name and password in either address, if there are any.

    Those of `first` count only if it is of the same origin as `house`.
    """
    for url in (first, house):
        if url.userinfo and origin_of(url) == origin_of(house):
            pair = f"{url.username}:{url.password}".encode()
            return {"authorization": "Basic " + b64encode(pair).decode()}
    return {}


def printable(address: str) -> str:
    """Return `address` for a message: never with name and password."""
    try:
        url = without_userinfo(httpx.URL(address.strip()))
    except (httpx.InvalidURL, ValueError):
        return address.rpartition("@")[2]
    return str(url) if url.raw_host else address.rpartition("@")[2]


def _parse(text: str, base: httpx.URL | None = None) -> httpx.URL:
    text = text.strip()
    if len(text) > _LENGTH_LIMIT:
        raise ValueError("address too long")
    url = base.join(text) if base else httpx.URL(text)
    return url.copy_with(fragment=None)


def _require_web(url: httpx.URL) -> None:
    """Raise FetchError unless `url` is http or https, with a host and port that can be."""
    if url.scheme not in ("http", "https"):
        message = _("Only http and https addresses are fetched, not {scheme}")
        raise FetchError(message.format(scheme=f"{url.scheme[:20]}:"))
    if not _HOST.fullmatch(host_of(url)) or not 0 < origin_of(url)[2] < 65_536:
        raise _no_address(str(url))


def _no_address(text: str) -> FetchError:
    return FetchError(_("This is no web address: {url}").format(url=printable(text)))
