"""Which proxy a request goes through: the configured one, else what the system says."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from urllib.parse import unquote, urlsplit

from tnews.locale import _
from tnews.model import ConfigError
from tnews.model.record import Record, field
from tnews.net.address import is_loopback

DIRECT = "direct"
"""The proxy of a source that goes through none."""

_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


class Proxy(Record):
    """A proxy server. `user` is "" where it asks for none."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)


class Proxies(Record):
    """The proxies by scheme of the address asked for."""

    by_scheme: Mapping[str, Proxy]

    def choose(self, scheme: str, host: str) -> Proxy | None:
        """Return the proxy for `host`, or None to go direct.

        This machine itself and what the system's `no_proxy` names are always asked directly.
        """
        proxy = self.by_scheme.get(scheme)
        if proxy is None or is_loopback(host):
            return None
        from urllib.request import proxy_bypass

        return None if proxy_bypass(host) else proxy


def find(setting: str) -> Proxies:
    """Return the proxies `setting` (proxy, in [http] or a source) asks for; "" asks the system.

    Raises ConfigError for an address that cannot be a proxy.
    """
    if setting == DIRECT:
        return Proxies({})
    if setting:
        proxy = parse(setting, "proxy")
        return Proxies({"http": proxy, "https": proxy})
    has_own_place = sys.platform in ("darwin", "win32")
    if not has_own_place and not any(name.lower().endswith("_proxy") for name in os.environ):
        return Proxies({})
    from urllib.request import getproxies  # 10 ms

    system = getproxies()
    found = {}
    for scheme in ("http", "https"):
        name = scheme if system.get(scheme) else "all"
        if address := system.get(name):
            found[scheme] = parse(address, f"{name}_proxy")
    return Proxies(found)


def parse(address: str, where: str) -> Proxy:
    """Return the proxy at `address`; the scheme may be left out and is http then.

    Raises ConfigError that names `where` the address stands, and never a password.
    """
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        scheme, host, port = "", None, None
    if not host or scheme not in _PORTS or not host.isascii() or port == 0:
        message = _("{where} is not a proxy address; write it like http://127.0.0.1:7890")
        raise ConfigError(message.format(where=where))
    if scheme.startswith("socks") and find_spec("socksio") is None:
        message = _(
            "{where} is a SOCKS proxy: install the package socksio, or use the proxy's http port"
        )
        raise ConfigError(message.format(where=where))
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Proxy(scheme, host, port or _PORTS[scheme], user, password)
