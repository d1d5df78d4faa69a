"""Which network addresses are public. Pure: looks nothing up."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

_LOCAL_PROXY = IPv4Network("198.18.0.0/15")
"""Benchmarking addresses (RFC 2544): local proxies answer every name with one of them."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""The only part of IPv6 given out to the public so far (IANA)."""

_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 carried in IPv6 by the provider's translator (RFC 6052)."""


def literal(host: str) -> Address | None:
    """Return the address that `host` is, or None if it is a name.

    The old spellings of IPv4 that the system's resolver takes (127.1, 0x7f.1, 2130706433)
    are addresses too.
    """
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def is_public(address: Address) -> bool:
    """Say whether any source may make us connect to `address`.

    Not public: private, shared (100.64/10), link-local, loopback, multicast, unspecified,
    reserved and documentation addresses, also where IPv6 carries such an IPv4 address.
    """
    if isinstance(address, IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return is_public(inner)
        return address in _GLOBAL_UNICAST and address.is_global
    return address in _LOCAL_PROXY or (address.is_global and not address.is_multicast)


def is_loopback(host: str) -> bool:
    """Say whether `host` is this machine: localhost, a name below it, or a loopback address."""
    address = literal(host)
    if isinstance(address, IPv6Address):
        address = _carried(address) or address
    if address is not None:
        return address.is_loopback
    name = host.lower().removesuffix(".")
    return name == "localhost" or name.endswith(".localhost")


def _carried(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that a mapped, 6to4 or NAT64 address stands for."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour
