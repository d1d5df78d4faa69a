"""net.inflate: bodies come out as they went in, or not at all, and never above the limit."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import FetchError
from tnews.net.inflate import Body

MEBIBYTE = 1 << 20


def raw_deflate(data: bytes) -> bytes:
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflater.compress(data) + deflater.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "X-GZIP": gzip.compress,
    "deflate": zlib.compress,
    " Deflate": raw_deflate,
}


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def collect(encoding: str, data: bytes, size: int = 1000, limit: int = MEBIBYTE) -> bytes:
    body = Body(encoding, limit)
    for piece in pieces(data, size):
        body.add(piece)
    return body.finish()


@given(
    encoding=st.sampled_from(sorted(PACKERS)),
    data=st.binary(max_size=300) | st.binary(min_size=1, max_size=40).map(lambda b: b * 5000),
    size=st.integers(1, 100),
)
def test_what_was_packed_comes_out_in_any_pieces(encoding: str, data: bytes, size: int) -> None:
    assert collect(encoding, PACKERS[encoding](data), size) == data


@pytest.mark.parametrize("length", [65_535, 65_536, 65_537, 131_072, 1_000_000])
def test_pieces_as_long_as_a_step(length: int) -> None:
    assert collect("gzip", gzip.compress(b"x" * length), 1 << 20) == b"x" * length


@given(data=st.binary(min_size=1, max_size=200), cut=st.integers(1, 200))
def test_a_cut_off_stream_is_never_taken_for_whole(data: bytes, cut: int) -> None:
    for encoding in ("gzip", "deflate"):
        packed = PACKERS[encoding](data)
        with pytest.raises(FetchError, match="cut off"):
            collect(encoding, packed[: -min(cut, len(packed) - 1)])


@given(st.sampled_from(["gzip", "deflate"]), st.binary(min_size=1, max_size=200))
def test_garbage_is_damaged_or_cut_off(encoding: str, data: bytes) -> None:
    with pytest.raises(FetchError, match="compressed document"):
        collect(encoding, b"\xff" + data)


def test_a_wrong_checksum_is_damage() -> None:
    packed = bytearray(gzip.compress(b"news"))
    packed[-8] ^= 1
    with pytest.raises(FetchError, match="damaged"):
        collect("gzip", bytes(packed))


def test_nothing_at_all_is_an_empty_document() -> None:
    assert collect("gzip", b"") == b""


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=4), st.integers(1, 60))
def test_several_gzip_members_are_one_document(parts: list[bytes], size: int) -> None:
    assert collect("gzip", b"".join(map(gzip.compress, parts)), size) == b"".join(parts)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_padding_after_the_end_is_ignored(size: int) -> None:
    assert collect("gzip", gzip.compress(b"news") + bytes(20), size) == b"news"
    assert collect("deflate", zlib.compress(b"news") + bytes(20), size) == b"news"


@pytest.mark.parametrize(
    "encoding", ["br", "zstd", "gzip, gzip", "gzip,br", "compress", "\x1b]0;x\x07"]
)
def test_other_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(FetchError, match="unknown compression") as caught:
        Body(encoding, MEBIBYTE)
    assert "\x1b" not in caught.value.message


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
def test_the_limit_is_exact(encoding: str) -> None:
    whole = b"x" * MEBIBYTE
    assert collect(encoding, PACKERS[encoding](whole), 1 << 16) == whole
    with pytest.raises(FetchError, match="larger than 1 MiB"):
        collect(encoding, PACKERS[encoding](whole + b"x"), 1 << 16)


def test_a_gzip_frame_nobody_declared_is_left_as_it_is() -> None:
    packed = gzip.compress(b"news")
    assert collect("", packed) == packed


def test_a_bomb_takes_no_more_memory_than_the_limit() -> None:
    bomb = gzip.compress(bytes(64 * MEBIBYTE), 1)
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="larger than 1 MiB"):
            Body("gzip", MEBIBYTE).add(bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * MEBIBYTE


@pytest.mark.parametrize("size", [1, 30, 1000])
def test_what_follows_the_last_member_is_not_read_wherever_it_is_cut(size: int) -> None:
    padding = b"\0\0\x1f\x8b no member"
    assert collect("gzip", gzip.compress(b"x") + padding, size) == b"x"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_known_before_it_fills_the_limit(encoding: str) -> None:
    body = Body(encoding, 100 * MEBIBYTE)
    with pytest.raises(FetchError, match="bomb"):
        body.add(PACKERS[encoding](bytes(90 * MEBIBYTE)))
    assert len(body._body) < 2 * MEBIBYTE


def test_what_is_packed_as_well_as_lists_are_is_no_bomb() -> None:
    rows = b"".join(b"<item><guid>%d</guid></item>" % number for number in range(100_000))
    assert collect("gzip", gzip.compress(rows), limit=10 * MEBIBYTE) == rows
