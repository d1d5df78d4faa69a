"""Addresses that may be fetched: web addresses, where a redirect leads, whose credentials go along.

What an address means is httpx's to say. A plain one, which most are, means what it says, and needs
no library: `httpx` is imported for the first other one (20 ms), and a plain one takes 3 µs, not 60.
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from tnews.locale import _
from tnews.model import FetchError
from tnews.net.http import Reply

if TYPE_CHECKING:
    import httpx

_LENGTH_LIMIT = 8192  # the longest request line that common servers take
_HOST = re.compile(r"[a-z0-9_.-]{1,253}|[0-9a-f:.]+")
_SAFE = r"[A-Za-z0-9_~!$&()*+,;=:@-]|%[0-9A-Fa-f]{2}"
_PLAIN = re.compile(
    r"(https?)://"
    # Names with a letter in their last part, none in punycode; or four small numbers.
    r"((?!xn--)(?:[a-z0-9]+(?:-[a-z0-9]+)*\.(?!xn--))*[a-z]+"
    r"|(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$|[:/])|(?=[:/]))){4})"
    rf"(?::([1-9][0-9]{{0,4}}))?((?:/(?:(?:{_SAFE})(?:{_SAFE}|\.)*)?)+(?:\?(?:{_SAFE}|[./?])*)?)"
    r"(?:#[^\s]*)?",
    re.ASCII,
)
_USUAL_PORTS = {"http": 80, "https": 443}


class Address(NamedTuple):
    """A web address, taken apart as it goes over the wire. `text` is all of it but the fragment.

    `port` is None for the usual one of its scheme. `login` is name and password, still quoted.
    """

    text: str
    scheme: str
    host: str
    port: int | None
    target: str
    login: str = ""

    @property
    def netloc(self) -> str:
        """Host and port, as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"

    def __str__(self) -> str:
        return self.text


def web_address(text: str) -> Address:
    """Return the address `text` without its fragment. Raises FetchError if it is none."""
    try:
        url = _parse(text)
    except ValueError as error:
        raise _no_address(text) from error
    _require_web(url)
    return url


def redirected(url: Address, reply: Reply) -> Address:
    """Return where `reply` of `url` leads. Raises FetchError if that is not followed.

    A name and password in it are dropped: they are the redirecting server's choice.
    """
    location = reply.headers.get("location", "")
    if not location.strip():
        message = _("The site redirects without saying where to.")
        raise FetchError(message, status=reply.status, code="redirect")
    try:
        target = without_userinfo(_parse(location, url))
    except ValueError as error:
        message = _("The site redirects to something that is no web address.")
        raise FetchError(message, code="redirect") from error
    _require_web(target)
    if url.scheme == "https" and target.scheme == "http":
        message = _("The site redirects from https to unprotected http.")
        raise FetchError(message, code="redirect")
    return target


def origin_of(url: Address) -> tuple[str, str, int]:
    """Return scheme, host and port: what credentials are bound to (RFC 6454)."""
    return url.scheme, url.host, url.port or _USUAL_PORTS.get(url.scheme, 80)


def without_userinfo(url: Address) -> Address:
    """Return `url` without name and password."""
    if not url.login:
        return url
    return url._replace(login="", text=f"{url.scheme}://{url.netloc}{url.target}")


def authorization(first: Address, house: Address) -> dict[str, str]:
    """Return the header (RFC 7617) for a name and password in either address, if there are any.

    Those of `first` count only if it is of the same origin as `house`.
    """
    for url in (first, house):
        if url.login and origin_of(url) == origin_of(house):
            name, _colon, password = url.login.partition(":")
            pair = f"{unquote(name)}:{unquote(password)}".encode()
            return {"authorization": "Basic " + b64encode(pair).decode()}
    return {}


def printable(address: str) -> str:
    """Return `address` for a message: never with name and password."""
    try:
        url = without_userinfo(_parse(address))
    except ValueError:
        return address.rpartition("@")[2]
    return str(url) if url.host else address.rpartition("@")[2]


def _parse(text: str, base: Address | None = None) -> Address:
    """Return the address `text`, or where it leads from `base`. Raises ValueError if it is none."""
    text = text.strip()
    if len(text) > _LENGTH_LIMIT:
        raise ValueError("address too long")
    if found := _PLAIN.fullmatch(text):
        scheme, host, port, target = found.groups()
        number = int(port) if port else None
        if number is None or number not in (80, 443):
            end = found.end(4)
            return Address(text[:end], scheme, host, number, target)
    import httpx

    try:
        url = httpx.URL(base.text).join(text) if base else httpx.URL(text)
        return _taken_apart(url.copy_with(fragment=None))
    except httpx.InvalidURL as error:
        raise ValueError(str(error)) from error


def _taken_apart(url: httpx.URL) -> Address:
    return Address(
        str(url),
        url.scheme,
        url.raw_host.decode("ascii"),  # `URL.host` fails for wrong punycode
        url.port,
        url.raw_path.decode("ascii"),
        url.userinfo.decode("ascii"),
    )


def _require_web(url: Address) -> None:
    """Raise FetchError unless `url` is http or https, with a host and port that can be."""
    if url.scheme not in ("http", "https"):
        message = _("Only http and https addresses are fetched, not {scheme}")
        raise FetchError(message.format(scheme=f"{url.scheme[:20]}:"))
    if not _HOST.fullmatch(url.host) or not 0 < origin_of(url)[2] < 65_536:
        raise _no_address(str(url))


def _no_address(text: str) -> FetchError:
    return FetchError(_("This is no web address: {url}").format(url=printable(text)))
