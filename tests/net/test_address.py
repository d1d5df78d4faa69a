"""net.address: no private address passes as public."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.net.address import is_loopback, is_public, literal

INNER = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/4",
    "240.0.0.0/4",
]
INNER_6 = ["::/96", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "2001:db8::/32"]


def inside(network: str) -> st.SearchStrategy[int]:
    net = IPv6Network(network) if ":" in network else IPv4Network(network)
    return st.integers(int(net[0]), int(net[-1]))


@given(st.sampled_from(INNER).flatmap(inside))
def test_an_inner_ipv4_address_is_never_public_however_it_is_wrapped(number: int) -> None:
    plain = IPv4Address(number)
    assert not is_public(plain)
    assert not is_public(IPv6Address(f"::ffff:{plain}"))
    assert not is_public(IPv6Address((0x64FF9B << 96) | number))
    assert not is_public(IPv6Address((0x2002 << 112) | (number << 80)))


@given(st.sampled_from(INNER_6).flatmap(inside))
def test_an_inner_ipv6_address_is_never_public(number: int) -> None:
    assert not is_public(IPv6Address(number))


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "114.114.114.114", "2400:3200::1", "::ffff:1.1.1.1", "64:ff9b::101:101"],
)
def test_public_addresses(address: str) -> None:
    assert is_public(ip_address(address))


@given(inside("198.18.0.0/15"))
def test_what_local_proxies_answer_is_allowed(number: int) -> None:
    assert is_public(IPv4Address(number))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "::1", "::ffff:127.0.0.1"]
)
def test_every_spelling_of_loopback_is_an_address(host: str) -> None:
    address = literal(host)
    assert address is not None
    assert not is_public(address)
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "news.localhost"])
def test_localhost_is_this_machine(host: str) -> None:
    assert is_loopback(host)
    assert literal(host) is None


@pytest.mark.parametrize("host", ["news.example", "localhost.example", "10.0.0.1", "xn--a"])
def test_others_are_not_this_machine(host: str) -> None:
    assert not is_loopback(host)


@given(st.text(max_size=30))
def test_any_text_can_be_asked(host: str) -> None:
    literal(host)
    is_loopback(host)
